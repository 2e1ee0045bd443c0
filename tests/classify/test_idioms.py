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


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Neither the lift nor the heating works", "negative"), ("It isn't quick or easy to use", "negative"),
        ("None of that helped", "negative"), ("Nothing I'd change here", "positive"),
        ("Varken hissen eller värmen fungerar", "negative"), ("Inget av detta fungerar", "negative"),
        ("Ingenting jag skulle vilja ändra", "positive"), ("Verken heisen eller varmen fungerer", "negative"),
        ("Ingenting av det hjalp", "negative"), ("Ikkje noko eg ville endra", "positive"),
        ("Verken heisen eller varmen verkar", "negative"), ("Ingenting av det hjelpte", "negative"),
        ("Det er hverken hurtigt eller nemt", "negative"), ("Intet af det virker", "negative"),
        ("Ikke noget, vi ville ændre", "positive"), ("Mikään näistä ei toimi", "negative"),
        ("Emme muuttaisi mitään", "positive"), ("Kumpikaan ei toimi", "negative"),
    ],
)  # fmt: skip
def test_a_negation_goes_on_over_an_or(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("The new shifts leave us more time", "positive"), ("It took twice as long", "negative"),
        ("Third time this month", "negative"), ("Det nya ger oss mer tid", "positive"),
        ("Allt tar mycket längre tid", "negative"), ("Fjärde gången i rad", "negative"),
        ("Det nye gir oss mer tid", "positive"), ("Alt tar mye lengre tid", "negative"),
        ("Femte gang på rad", "negative"),
        ("Det nye gir oss meir tid", "positive"), ("Alt tek mykje lengre tid", "negative"),
        ("Fjerde gong på rad", "negative"), ("Det nye giver os mere tid", "positive"),
        ("Alt tager meget længere tid", "negative"), ("Fjerde gang i træk", "negative"),
        ("Uusi malli jättää enemmän aikaa", "positive"), ("Kaikki vie kaksi kertaa kauemmin", "negative"),
        ("Neljäs kerta tällä viikolla", "negative"),
    ],
)  # fmt: skip
def test_how_long_and_how_often_tell_a_tone(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    "text",
    [
        "It's high time to paint the hall", "Det är hög tid att måla hallen", "Det er på høy tid å male hallen",
        "Det er på høg tid å måle hallen", "Det er på høje tid at male hallen", "On korkea aika maalata aula",
        "Kan noen være så snill å vaske kjøleskapet", "Olisipa meillä isompi aula",
    ],
)  # fmt: skip
def test_some_wishes_are_idioms(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.act_word == "wish"


@pytest.mark.parametrize(
    "text",
    [
        "Minutes are sent as usual on Monday", "Business as usual this week", "She works at our north site",
        "This concerns all drivers", "Referatet sendes som sædvanlig mandag", "Hugs å ta med nøkkelen",
    ],
)  # fmt: skip
def test_what_only_tells_how_things_are_done_is_calm(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "neutral"


@pytest.mark.parametrize(
    ("text", "tone"),
    [("Late as usual", "negative"), ("It works at last", "positive"), ("It works as expected", "positive")],
)
def test_what_begins_like_it_keeps_its_tone(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone
