"""What a post is about: words of the strategy in any form, and the thread as evidence."""

from dataclasses import replace

import numpy as np
import pytest

from pulse.classify import Tagger
from pulse.classify.topics.subjects import ready
from pulse.domain import Strategy, Theme


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Verkkopalvelussa on vikaa", "digital"),
        ("VERKKOPALVELUN asiakkaat", "digital"),
        ("uusi chatti toimii", "digital"),
        ("E-tjänsten ligger nere", "digital"),
        ("Palvelupistettä kaivataan", "digital"),
        ("henkilöstökoulutuksen aika", "people"),
        ("Tyohyvinvointi karsii tasta", "people"),
        ("Opplæringa går bra", "people"),
        ("efteruddannelsen er god", "people"),
        ("the AI tools are fine", "people"),
    ],
)
def test_a_word_is_met_in_its_forms_inside_compounds_and_without_its_dots(tagger, say, text, theme):
    (tag,) = tagger.tag([say(text)])
    assert next(iter(tag.themes)) == theme


TWO = ("fleet", "lastbil"), ("cars", "tjänstebil")


@pytest.fixture(scope="module")
def short():
    """A tagger of themes whose words are short."""
    words = {"en": ("car", "bus"), "sv": ("bil", "lön", "resa"), "nb": ("tog", "lader"), "fi": ("työ", "maa")}
    return Tagger(Strategy(themes=(Theme(id="short", names={"en": "-"}, words=words),)))


@pytest.mark.parametrize(
    "text",
    [
        "Cars are banned", "The car's door", "The buses are late", "Bilen är på verkstad", "Bilarnas plats",
        "Lönen kom inte", "Många resor i höst", "Toget er innstilt", "Laderen på kontoret", "Ladere til alle",
        "Työt jatkuvat", "Lähdetään työhön", "Maassa on lunta",
    ],
)  # fmt: skip
def test_a_short_word_is_met_in_its_forms(short, say, text):
    assert short.tag([say(text)])[0].themes


@pytest.mark.parametrize(
    "text",
    ["En bild", "Business as usual", "She cares a lot", "A carpet", "Lonely people", "Tieto kulkee", "Mayor", "Tågtid"],
)
def test_what_only_begins_like_a_short_word_is_another(short, say, text):
    assert not short.tag([say(text)])[0].themes


@pytest.mark.parametrize(
    "text", ["Lounas kello 12", "said again and again", "Hyvää viikonloppua kaikille", "Main road"]
)
def test_other_words_are_about_no_theme(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert not tag.themes


@pytest.mark.parametrize(
    "text", ["Palvelupisteet suljetaan siis keväällä", "miksi palvelupisteiden pitää sulkea ovensa, siis suljetaan",
             "servicekontoren i byn stängs", "why close the service points"],
)  # fmt: skip
def test_a_decision_is_met_by_its_phrase_and_brings_its_theme(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.decision == "close"
    assert "digital" in tag.themes


def test_half_a_phrase_is_a_theme_and_not_the_decision(tagger, say):
    (tag,) = tagger.tag([say("Meidän palvelupisteellä on uusi kahvinkeitin")])
    assert list(tag.themes) == ["digital"]
    assert tag.decision is None


def test_a_short_reply_inherits_the_decision_of_its_thread(tagger, say):
    inside, outside = tagger.tag([say("Hyvä juttu!"), say("Hyvä juttu!")], ["close", None])
    assert inside.decision == "close"
    assert outside.decision is None


def test_a_reply_that_speaks_of_another_decision_is_about_that(tagger, say):
    (tag,) = tagger.tag([say("Digiakatemia alkaa maanantaina, ilmoittaudu mukaan")], ["close"])
    assert tag.decision == "academy"
    assert next(iter(tag.themes)) == "people"


def test_a_decision_that_is_not_in_the_strategy_is_no_evidence(tagger, say):
    (tag,) = tagger.tag([say("Hyvä juttu!")], ["unheard-of"])
    assert tag.decision is None


def test_themes_stand_likeliest_first(tagger, say):
    (tag,) = tagger.tag([say("Chat, verkkopalvelu ja palvelupiste, ja hieman henkilöstökoulutuksesta")])
    assert list(tag.themes) == ["digital", "people"]
    assert sorted(tag.themes.values(), reverse=True) == list(tag.themes.values())


def test_each_subject_has_a_direction_of_length_one_and_other_ngrams_have_none(tagger):
    subjects = tagger.subjects
    assert np.allclose(np.linalg.norm(subjects.around, axis=0), 1)
    assert not subjects.around[0].any()
    assert np.unique(subjects.row_of[subjects.row_of > 0]).tolist() == list(range(1, len(subjects.around)))


def test_a_strategy_is_made_ready_once_until_it_says_something_else(strategy):
    other = replace(strategy.themes[1], words={"fi": ("koulutus", "lounas")})
    changed = Strategy(themes=(strategy.themes[0], other), decisions=strategy.decisions)
    assert ready(strategy) is ready(Strategy(themes=strategy.themes, decisions=strategy.decisions))
    assert "lounas" in ready(changed).elements
    assert "lounas" not in ready(strategy).elements


def test_a_word_that_two_themes_share_speaks_of_both(say):
    themes = [Theme(id=name, names={"en": "-"}, words={"sv": ("elbil", word)}) for name, word in TWO]
    (tag,) = Tagger(Strategy(themes=tuple(themes))).tag([say("Vi fick en elbil till avdelningen i går")])
    assert set(tag.themes) == {"fleet", "cars"}
