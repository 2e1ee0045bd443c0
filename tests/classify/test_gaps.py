"""Help with writing themes: what is caught and missed, which words would help, and nothing of few people."""

import pytest

from pulse.classify.gaps import Gap, Gaps, gaps
from pulse.domain import Strategy, Theme

STRATEGY = Strategy(
    themes=(
        Theme(id="digital", names={"en": "-"}, words={"fi": ("verkkopalvelu", "chat"), "en": ("online",)}),
        Theme(id="people", names={"en": "-"}, words={"fi": ("koulutus", "verkkopalvelu"), "sv": ("lön",)}),
    )
)


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
    return gaps(STRATEGY, texts, languages, list(range(len(texts))), 5)


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


def test_words_that_nobody_writes_are_told(found):
    assert gap(found, "people", "sv").idle == ("lön",)
    assert gap(found, "digital", "fi").idle == ()


def test_words_built_of_a_themes_own_are_proposed():
    strategy = Strategy(themes=(Theme(id="pay", names={"en": "-"}, words={"sv": ("lön",), "fi": ("palkkaus",)}),))
    texts = ["palkkojen korotus"] * 6 + ["ei mitään uutta"] * 6
    assert gap(gaps(strategy, texts, ["fi"] * 12, list(range(12)), 5), "pay", "fi").kin == ("palkkojen",)


def test_themes_that_share_words_or_posts_overlap(found):
    (pair,) = found.overlaps
    assert (pair.first, pair.second, pair.words) == ("digital", "people", ("verkkopalvelu",))
    assert pair.share > 0.4


def test_no_word_of_few_people_is_shown(found):
    assert "salaisuus" not in repr(found)
    lonely = gaps(STRATEGY, [text for text, _ in posts()], ["fi"] * len(posts()), [1] * len(posts()), 5)
    assert not [one for one in lonely.gaps if one.beside or one.kin or one.unheard or one.caught or one.people]
    assert not lonely.untold


def test_no_posts_are_no_gaps_but_words():
    none = gaps(STRATEGY, [], [], [], 5)
    assert {one.caught for one in none.gaps} == {None}
    assert none.posts == 0
