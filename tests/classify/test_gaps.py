"""Help with writing themes: what is caught and missed, which words would help, and nothing of few people."""

import pytest

from pulse.classify.standout.gaps import Gap, Gaps, gaps
from pulse.domain import Strategy, Theme
from pulse.guard.bands import step

STRATEGY = Strategy(
    themes=(
        Theme(id="digital", names={"en": "-"}, words={"fi": ("verkkopalvelu", "chat"), "en": ("online",)}),
        Theme(id="people", names={"en": "-"}, words={"fi": ("koulutus", "verkkopalvelu"), "sv": ("lön",)}),
    )
)


def exact(count: int) -> int:
    """A count as it is."""
    return count


def posts() -> list[tuple[str, str]]:
    """Posts with their languages; each is of another person but where a word is of one."""
    found = [(f"{'verkkopalvelu' if n % 2 else 'chat'} ja lomake", "fi") for n in range(30)]
    found += [("koulutus ja kurssi", "fi")] * 30
    found += [("lounas ja kahvi tänään", "fi")] * 40
    found += [("lomake ja lomake jonossa", "fi")] * 10
    found += [("vi pratar om mat", "sv")] * 10
    found += [("salaisuus chat", "fi")] * 4
    return found


@pytest.fixture(scope="module")
def found() -> Gaps:
    texts, languages = zip(*posts(), strict=True)
    return gaps(STRATEGY, texts, languages, list(range(len(texts))), 5, exact)


def gap(found: Gaps, theme: str, language: str) -> Gap:
    return next(one for one in found.gaps if (one.theme, one.language) == (theme, language))


def test_what_a_theme_catches_is_counted_by_language(found):
    assert (gap(found, "digital", "fi").caught, gap(found, "people", "sv").caught) == (34, None)
    assert gap(found, "people", "fi").people == 45


def test_words_that_go_with_a_theme_are_proposed(found):
    assert "lomake" in gap(found, "digital", "fi").beside
    assert "kurssi" in gap(found, "people", "fi").beside
    assert not {"chat", "kahvi"} & set(gap(found, "digital", "fi").beside)


def test_a_language_without_words_is_told(found):
    one = gap(found, "digital", "sv")
    assert (one.words, one.posts) == (0, 10)


@pytest.mark.parametrize(("writers", "idle"), [(1, ("wombat",)), (4, ("wombat",)), (5, ())])
def test_a_word_is_heard_in_a_language_only_where_enough_people_write_it_there(writers, idle):
    strategy = Strategy(themes=(Theme(id="animals", names={"en": "-"}, words={"fi": ("wombat",), "en": ("wombat",)}),))
    texts = [*["the wombat is here"] * 6, *["wombat on täällä"] * writers, *["lounas ja kahvi"] * 20]
    languages = ["en"] * 6 + ["fi"] * (writers + 20)
    told = gaps(strategy, texts, languages, list(range(len(texts))), 5, exact)
    assert gap(told, "animals", "fi").idle == idle
    assert gap(told, "animals", "en").idle == ()


def test_words_that_nobody_writes_are_told(found):
    assert gap(found, "people", "sv").idle == ("lön",)
    assert gap(found, "digital", "fi").idle == ()


def test_words_built_of_a_themes_own_are_proposed():
    strategy = Strategy(themes=(Theme(id="pay", names={"en": "-"}, words={"sv": ("lön",), "fi": ("palkkaus",)}),))
    texts = ["palkkojen korotus"] * 6 + ["ei mitään uutta"] * 6
    assert gap(gaps(strategy, texts, ["fi"] * 12, list(range(12)), 5, exact), "pay", "fi").kin == ("palkkojen",)


def test_themes_that_share_words_or_posts_overlap(found):
    (pair,) = found.overlaps
    assert (pair.first, pair.second, pair.words) == ("digital", "people", ("verkkopalvelu",))
    assert pair.share > 0.4


def test_no_word_of_few_people_is_shown(found):
    assert "salaisuus" not in repr(found)
    lonely = gaps(STRATEGY, [text for text, _ in posts()], ["fi"] * len(posts()), [1] * len(posts()), 5, exact)
    assert not [one for one in lonely.gaps if one.beside or one.kin or one.unheard or one.caught or one.people]
    assert not lonely.untold


def test_no_posts_are_no_gaps_but_words():
    none = gaps(STRATEGY, [], [], [], 5, exact)
    assert {one.caught for one in none.gaps} == {None}
    assert none.posts == 0


def cars(*words: str) -> Strategy:
    return Strategy(themes=(Theme(id="cars", names={"en": "-"}, words={"sv": words}),))


WRITTEN = ["laddstation vid porten"] * 44 + ["hemskvassla i dag"] + ["lunch och kaffe"] * 60


def test_a_word_that_few_people_wrote_changes_no_count():
    first, more = (
        gaps(cars(*words), WRITTEN, ["sv"] * len(WRITTEN), list(range(len(WRITTEN))), 5, exact)
        for words in (("laddstation",), ("laddstation", "hemskvassla"))
    )
    assert (
        [(one.caught, one.people) for one in first.gaps]
        == [(one.caught, one.people) for one in more.gaps]
        == [(44, 44)]
    )
    assert more.gaps[0].idle == ("hemskvassla",)


@pytest.mark.parametrize("alone", [0, 1, 3])
def test_a_word_that_adds_few_people_or_none_is_told_alike(alone):
    """Whoever may ask about any words would else learn whether two sets are equal, and so who is in one of them."""
    texts = ["laddstation och elbil"] * 33 + ["elbil"] * alone + ["lunch och kaffe"] * 60
    first, more = (
        gaps(cars(*words), texts, ["sv"] * len(texts), list(range(len(texts))), 5, lambda count: step(count, 5))
        for words in (("laddstation",), ("laddstation", "elbil"))
    )
    assert [(one.posts, one.caught, one.people, one.missed) for one in first.gaps] == [(50, 20, 20, None)]
    assert [(one.posts, one.caught, one.people, one.missed) for one in more.gaps] == [(50, 20, 20, None)]
    assert first.untold == more.untold


def test_one_theme_alone_is_not_what_every_post_reads_like():
    texts = [f"laddstation och elbil på parkeringen {n}" for n in range(30)]
    texts += [f"elbil på parkeringen igen {n}" for n in range(8)] + [
        f"lunch och kaffe i matsalen {n}" for n in range(80)
    ]
    (one,) = gaps(cars("laddstation"), texts, ["sv"] * len(texts), list(range(len(texts))), 5, exact).gaps
    assert one.caught == 30
    assert (one.missed or 0) <= 8


def test_nothing_reads_like_a_theme_that_has_no_words():
    mute = Theme(id="mute", names={"en": "-"})
    strategy = Strategy(themes=(*cars("laddstation").themes, mute))
    found = gaps(strategy, WRITTEN, ["sv"] * len(WRITTEN), list(range(len(WRITTEN))), 5, exact)
    assert {one.missed for one in found.gaps if one.theme == "mute"} == {None}


def test_no_name_or_handle_is_proposed():
    texts = [f"laddstation vid porten säger Virtanen och @virtanen {n}" for n in range(40)]
    texts += ["lunch och kaffe i matsalen"] * 60
    told = repr(gaps(cars("laddstation"), texts, ["sv"] * len(texts), list(range(len(texts))), 5, exact))
    assert "porten" in told
    assert "virtanen" not in told.lower()


def test_a_language_of_a_few_people_is_not_told():
    said = [("verkkopalvelu auki", "fi")] * 20 + [("vi pratar om mat", "sv")]
    texts, languages = zip(*said, strict=True)
    found = gaps(STRATEGY, texts, languages, list(range(21)), 5, exact)
    assert gap(found, "digital", "sv").posts is None


def test_counts_of_topics_and_overlaps_are_told_in_steps():
    texts = ["verkkopalvelu ja koulutus rikki"] * 10 + ["chat toimii"] * 10 + ["parkki auto lumi täynnä"] * 14
    texts += ["sauna uinti remontti"] * 22 + [f"kävelin pihalla kohta{n}" for n in range(170)] + ["hissi huolto ovi"]
    told = gaps(STRATEGY, texts, ["fi"] * len(texts), list(range(len(texts))), 5, lambda count: step(count, 5))
    assert [(topic.people, topic.posts) for _, topic in told.untold] == [(20, 20), (20, 20)]
    assert {pair.share for pair in told.overlaps} == {1.0}


def test_nothing_is_counted_of_people_who_can_only_be_all():
    written = ["laddstation vid porten"] * 9
    for people, told in (([0, 1, 2, 3, 4] * 2, {None}), ([0, 1, 2, 3, 4, 5] * 2, {6})):
        who = people[:9]
        found = gaps(cars("laddstation"), written, ["sv"] * 9, who, 5, exact)
        assert {one.people for one in found.gaps} == told
