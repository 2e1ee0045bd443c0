"""What idioms say of how somebody feels, stands, or asks, in each language."""

import pytest


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("The lift works except when it rains", "negative"), ("The soup was fine, everything else was bad", "negative"),
        ("Not the nicest chair, but it gets the job done", "positive"), ("The noise drives us crazy", "negative"),
        ("Hissen fungerar utom när det regnar", "negative"), ("Soppan var god, allt annat är hemskt", "negative"),
        ("Inte den finaste stolen, men den gör jobbet", "positive"), ("Larmet gör oss galna", "negative"),
        ("Heisen virker unntatt når det regner", "negative"), ("Suppa er god, alt annet er forferdelig", "negative"),
        ("Ikke den fineste stolen, men den gjør jobben", "positive"), ("Bråket driver oss vanvittig", "negative"),
        ("Heisen verkar unnateke når det regnar", "negative"), ("Bråket gjer meg galen", "negative"),
        ("Elevatoren virker undtagen når det regner", "negative"), ("Larmen driver mig til vanvid", "negative"),
        ("Ikke den flotteste stol, men den gør arbejdet", "positive"), ("Det gik glat hele vejen", "positive"),
        ("Hissi toimii paitsi kun sataa", "negative"), ("Keitto on hyvää, kaikki muu kamalaa", "negative"),
        ("Ei hienoin tuoli, mutta hoitaa hommansa", "positive"), ("Meteli ajaa meidät hulluksi", "negative"),
        ("The error codes are on page four", "neutral"), ("Kaffen er gratis til klokka ti", "neutral"),
    ],
)  # fmt: skip
def test_exceptions_and_weariness_are_told_by_idioms(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    "text",
    [
        "Good aim, but not like this", "We can't accept this", "What a waste of resources",
        "Fin tanke, men inte på det här sättet", "Vi kan inte acceptera det här", "Rena slöseriet med tid",
        "Greit nok, men ikke på denne måten", "Vi kan ikke akseptere dette", "For en sløsing med tid",
        "Fint nok, men ikkje slik", "Vi kan ikkje godta dette", "Fint nok, men ikke på den her måde",
        "Vi kan ikke acceptere det her", "Sikke et spild af tid", "Hyvä tavoite, mutta ei näin",
        "Emme voi hyväksyä tätä", "Pelkäämme, että asiakkaat katoavat",
    ],
)  # fmt: skip
def test_some_idioms_are_against(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.stance_word == "against"


@pytest.mark.parametrize(
    "text",
    [
        "Had a long talk with the caterer", "Hade ett långt samtal med köket", "Hadde en lang prat med kjøkkenet",
        "Hadde ein lang prat med kjøkenet", "Havde en lang snak med køkkenet",
    ],
)  # fmt: skip
def test_who_leaves_out_the_subject_asks_nothing(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.asks < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Vi har tänkt att byta skåp i vår", "Vi har tenkt å bytte skap i mai", "Vi har tænkt os at skifte skabe i maj",
        "Startar med lagret på torsdag", "Starter med lageret på torsdag", "Aloitetaan varastosta torstaina",
    ],
)  # fmt: skip
def test_what_one_has_in_mind_and_what_begins_on_a_day_is_a_plan(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.act_word == "plan"
