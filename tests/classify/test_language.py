"""Which language a post is in."""

import pytest

from pulse.classify import Tagger
from pulse.domain import UNKNOWN, Strategy


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Milloin tämä otetaan käyttöön meidän toimipisteissä?"),
        ("sv", "När börjar det här gälla för oss på kontoret?"),
        ("nb", "Når begynner dette å gjelde for oss på kontoret?"),
        ("nn", "Når byrjar dette å gjelde for oss på kontoret, og kven veit kvifor?"),
        ("da", "Hvornår begynder det her at gælde for os på kontoret?"),
        ("en", "When does this start to apply to us at the office?"),
    ],
)
def test_our_languages_are_told_apart(tagger, say, language, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.language == language


@pytest.mark.parametrize(
    "text",
    [
        "Wann wird das eigentlich bei uns eingeführt und wer kümmert sich darum?",
        "Hvenær verður þetta tekið í notkun hjá okkur?",
        "Quand est-ce que cela commence chez nous au bureau ?",
        "Когда это начнётся у нас в офисе?",
    ],
)
def test_other_languages_are_unknown(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.language == UNKNOWN


def test_the_platforms_word_helps_where_the_text_says_little(tagger, say):
    plain, told = tagger.tag([say("Takk"), say("Takk", language="nb-NO")])
    assert told.language == "nb"
    assert plain.language_p < 0.95


def test_a_language_that_nobody_writes_here_is_less_likely(say):
    everywhere, here = Tagger(Strategy()), Tagger(Strategy(), languages=("fi", "sv", "en"))
    text = say("Bra gjort")
    assert here.tag([text])[0].language_p >= everywhere.tag([text])[0].language_p
