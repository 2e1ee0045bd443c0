"""A thread in six languages, as people at work write, gets tags that a speaker of each would agree to."""

from collections.abc import Callable
from datetime import UTC, datetime

from pulse.classify import Tagger
from pulse.domain import Decision, Post, Strategy, Theme

ROUTES = Decision(
    id="routes", title="Routes are planned centrally", theme="field", announced_at=datetime(2026, 1, 5, tzinfo=UTC),
    phrases={"sv": ("ruttplaneringen flyttas", "gemensamt center")},
)  # fmt: skip
FIELD = Theme(id="field", names={"en": "Field work"}, words={"sv": ("rutt", "ruttplanering")})
THREAD = (
    ("sv", "Ruttplaneringen flyttas till ett gemensamt center från den första september."),
    ("fi", "Kuka vastaa, kun reitti ei pidä paikkaansa talvella"),
    ("nb", "Vi prøvde den nye ruteplanen i forrige uke, og den sparte oss to timer om dagen."),
    ("nn", "Eg synest dette er feil veg å gå. Dei som sit sentralt kjenner ikkje vegane våre."),
    ("da", "Det burde være muligt at bytte rute, når en kunde er syg"),
    ("en", "Great, another tool nobody asked for. Who decided this?"),
    ("fi", "Samma här. Ei toimi meillä ollenkaan, kartta on väärin joka aamu."),
)


def test_a_speaker_would_nod_at_the_tags_of_a_mixed_thread(say: Callable[..., Post]) -> None:
    tagger = Tagger(Strategy(themes=(FIELD,), decisions=(ROUTES,)))
    first, *others = [say(text, id=str(number)) for number, (_, text) in enumerate(THREAD)]
    (opening,) = tagger.tag([first])
    assert opening.decision == "routes"
    tags = [opening, *tagger.tag(others, ["routes"] * len(others))]
    assert [tag.language for tag in tags] == [language for language, _ in THREAD]
    assert {tag.decision for tag in tags} == {"routes"}
    assert not opening.is_question
    assert tags[1].is_question
    assert (tags[2].act_word, tags[4].act_word) == ("done", "wish")
    assert [tag.stance_word for tag in (tags[3], tags[5], tags[6])] == ["against"] * 3
    assert tags[6].tone_word == "negative"
