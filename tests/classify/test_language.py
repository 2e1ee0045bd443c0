"""Which language a post is in."""

import numpy as np
import pytest

from pulse.classify import Tagger, own
from pulse.classify.heads import language
from pulse.classify.words import spelling
from pulse.domain import UNKNOWN, Strategy


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("fi", "Milloin tämä otetaan käyttöön meidän toimipisteissä?"),
        ("sv", "När börjar det här gälla för oss på kontoret?"),
        ("nb", "Når begynner dette å gjelde for oss på kontoret?"),
        ("nn", "Når byrjar dette å gjelde for oss på kontoret, og kven veit kvifor?"),
        ("da", "Hvornår begynder det her at gælde for os på kontoret?"),
        ("en", "When does this start to apply to us at the office?"),
    ],
)
def test_our_languages_are_told_apart(tagger, say, told, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.language == told


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
    plain, told = tagger.tag([say("Takk for sist"), say("Takk for sist", language="nb-NO")])
    assert told.language == "nb"
    assert plain.language_p < 0.95


def test_a_language_that_nobody_writes_here_is_less_likely(say):
    everywhere, here = Tagger(Strategy()), Tagger(Strategy(), languages=("fi", "sv", "en"))
    text = say("Bra gjort")
    assert here.tag([text])[0].language_p >= everywhere.tag([text])[0].language_p


def test_a_posts_language_is_that_of_most_of_its_words(tagger, say):
    finnish = "Meidän tiimissä uusi järjestelmä otettiin käyttöön viime viikolla ja se toimii hyvin"
    swedish = "Vi undrar fortfarande när utbildningen börjar och vem som ansvarar för den"
    more, less = tagger.tag([say(f"{finnish}. Tack så mycket."), say(f"{swedish}. Kiitos paljon.")])
    assert (more.language, less.language) == ("fi", "sv")


def test_each_sentence_of_a_post_is_read_in_its_own_language(tagger, say):
    long = "Meidän tiimissä uusi järjestelmä otettiin käyttöön viime viikolla ja kokous on torstaina kello kaksi"
    plain, mixed = tagger.tag([say(f"{long}."), say(f"{long}. Det här fungerar inte alls hos oss, så dåligt.")])
    assert mixed.language == "fi"
    assert mixed.tone[0] > plain.tone[0]
    asks, states = tagger.tag([say(f"{long}. Vet någon när det börjar hos oss"), say(f"{long}. Vi vet när det börjar")])
    assert asks.is_question
    assert not states.is_question


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("nb", "Hun sa at de hadde flyttet alle bøkene til et annet rom uten å spørre noen av oss"),
        ("nn", "Ho sa at dei hadde flytta alle bøkene til eit anna rom utan å spørje nokon av oss"),
        ("da", "Hun sagde at de havde flyttet alle bøgerne til et andet lokale uden at spørge nogen af os"),
        ("sv", "Hon sa att de hade flyttat alla böckerna till ett annat rum utan att fråga någon av oss"),
    ],
)
def test_the_closest_languages_are_told_by_how_they_spell(tagger, say, told, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.language == told


def test_what_is_not_sure_enough_is_unknown_and_still_read(tagger, say):
    sure, doubtful = tagger.tag([say("Tack så jättemycket allihopa, nu vet jag"), say("alle er her")])
    assert sure.language == "sv"
    assert doubtful.language == UNKNOWN
    (good,) = tagger.tag([say("alle er glade")])
    assert good.tone_word == "positive"


def test_how_sure_a_language_must_be_depends_on_how_many_words_tell_it():
    found = np.tile([0.01, 0.73, 0.22, 0.01, 0.01, 0.01, 0.01], (5, 1))
    names, sure = language.chosen(found, np.array([0, 3, 6, 8, 9], np.float32))
    assert names == [UNKNOWN, "sv", UNKNOWN, UNKNOWN, "sv"]
    assert sure.tolist() == [0.0, 0.73, 0.73, 0.73, 0.73]


def test_a_language_far_from_the_others_is_told_by_few_words_where_it_is_less_sure():
    found = np.full((len(language.CLASSES), len(language.CLASSES)), 0.06)
    np.fill_diagonal(found, 0.62)
    names, _ = language.chosen(found, np.full(len(found), 3, np.float32))
    assert names == ["fi", "sv", UNKNOWN, UNKNOWN, UNKNOWN, "en", UNKNOWN]


def test_a_words_spelling_says_whose_it_is_and_whose_it_is_not():
    only_danish, norwegian, unknown = spelling.marks(["af", "vært", "blabbar"])
    assert [name for name, held in zip(spelling.NAMES, only_danish, strict=True) if held] == [
        "not nb", "not nn", "not sv", "only da",
    ]  # fmt: skip
    assert [name for name, held in zip(spelling.NAMES, norwegian, strict=True) if held][-1] == "only nb"
    assert not unknown.any()


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("nb", "Det er noen som har glemt nøklene sine på møterommet igjen, hvem er det"),
        ("nn", "Det er nokon som har gløymt nøklane sine på møterommet att, kven er det"),
        ("da", "Der er nogen som har glemt deres nøgler i mødelokalet igen, hvem er det"),
        ("sv", "Det är någon som har glömt sina nycklar i mötesrummet igen, vem är det"),
        ("fi", "OK team, mutta kuka vastaa tästä deadlinesta ensi viikolla"),
        ("en", "The kokous was fine but who writes the notes next time"),
    ],
)
def test_a_few_words_of_another_language_do_not_change_a_posts_own(tagger, say, told, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.language == told


def test_spellings_are_of_words_that_are_told_apart():
    spelled = own.spelled()
    assert (spelled["ikkje"], spelled["ikke"], spelled["inte"], spelled["av"]) == ("nn", "da nb", "sv", "nb nn sv")
    assert {row.lang for row in own.nordic()} == {"nb", "nn", "da", "sv"}
    assert {row.text for row in own.strange()}.isdisjoint(row.text for row in own.others())


def test_most_words_decide_only_where_sentences_are_surely_in_several_languages():
    sure = {name: np.eye(7)[at] * 0.93 + 0.01 for at, name in enumerate(("fi", "sv", "nb"))}
    found = np.array([sure["fi"], sure["sv"], sure["sv"], sure["fi"], np.full(7, 1 / 7), sure["nb"], sure["fi"]])
    words = np.array([9, 5, 6, 9, 20, 2, 30], np.float32)
    posts, most = language.mixed(found, words, np.array([0, 0, 0, 1, 1, 2, 2]))
    assert posts.tolist() == [0]
    assert most.argmax(axis=1).tolist() == [1]
    assert np.allclose(most.sum(axis=1), 1)


def test_no_sentences_are_mixed_in_nothing():
    posts, most = language.mixed(np.zeros((0, 7)), np.zeros(0, np.float32), np.zeros(0, np.int64))
    assert (len(posts), most.shape) == (0, (0, 7))
