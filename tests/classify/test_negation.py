"""How far a negation reaches: over phrases, not over a comma that follows it, and on from who denies to think; and what
stands behind a "but".
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.classify.lexicon import Entry
from pulse.classify.lexicon.heard import ROWS
from tests.roads import heard

SINGLES = [
    Entry("any", (",",), "comma", 1), Entry("any", ("not",), "neg", 1), Entry("any", ("less",), "neg", -2),
    Entry("any", ("think",), "thinks", -1), Entry("any", ("guess",), "thinks", 1), Entry("any", ("good",), "tone", 2),
    Entry("any", ("bad",), "tone", -2), Entry("any", ("agree",), "favour", 2), Entry("any", ("did",), "done", 1),
    Entry("any", ("it",), "pronoun", 1), Entry("any", ("but",), "skip", 2),
    Entry("any", ("hi",), "skip", 1), Entry("any", ("though",), "skip", 4),
]  # fmt: skip
WORDS = [*(entry.words[0] for entry in SINGLES), "we", "do", "?", "."]
PHRASES = st.tuples(
    st.lists(st.sampled_from(WORDS[1:-2]), min_size=2, max_size=3).map(tuple),
    st.sampled_from(["tone", "neg", "favour", "done", "thinks"]), st.sampled_from([-2.0, 0.0, 1.0]),
).map(lambda row: Entry("any", *row))  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(PHRASES, max_size=6), st.lists(st.sampled_from(WORDS), min_size=2, max_size=14), st.sampled_from(ROWS))
def test_all_roads_say_the_same_of_what_is_negated(phrases, words, reader):
    heard([*SINGLES, *phrases], " ".join(words), reader)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("This is not a great job", "negative"), ("It wasn't worth it", "negative"), ("Don't give up!", "positive"),
        ("Det är ingen bra idé", "negative"), ("Premierer begynner aldri i tide", "negative"),
        ("Ei ole sinun vikasi", "positive"),
    ],
)  # fmt: skip
def test_a_phrase_is_negated_from_outside(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize("text", ["No, I'm glad to hear that", "No, this is great", "Ei, tämä on hyvä"])
def test_a_no_before_a_comma_answers(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "positive"


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("I don't think this is good", "negative"), ("I don't think this is a bad idea at all", "positive"),
        ("I'm not sure that this is a good idea", "negative"), ("I can't say that the new tool is great", "negative"),
        ("I don't believe this change will improve anything", "negative"), ("I think this is good", "positive"),
        ("Jag tror inte att det här är bra för oss", "negative"), ("Jag tror inte det här blir bättre", "negative"),
        ("Jag tycker inte att den nya lösningen är bra", "negative"), ("Jag tycker inte att det är dåligt", "positive"),
        ("Tyvärr tror vi inte att det blir bättre", "negative"), ("Jag tror att det blir bra", "positive"),
        ("Jeg tror ikke at dette er bra for kundene", "negative"), ("Jeg synes ikke det fungerer godt", "negative"),
        ("Jeg kan ikke si at jeg er fornøyd", "negative"), ("Jeg synes ikke at det er så dårlig", "positive"),
        ("Eg trur ikkje at dette blir bra", "negative"), ("Eg synest ikkje den nye ordninga er god", "negative"),
        ("Jeg mener ikke, at det er en god idé", "negative"), ("Jeg synes ikke at det nye system er godt", "negative"),
        ("En usko, että tämä on hyvä asia", "negative"), ("En ole varma onko tämä hyvä idea", "negative"),
        ("En voi sanoa, että uusi järjestelmä toimii hyvin", "negative"), ("Luulen että tämä on hyvä", "positive"),
        ("Don't you think this is good?", "positive"),
    ],
)  # fmt: skip
def test_who_denies_to_think_denies_what_is_thought(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("The idea is good but the execution is terrible", "negative"),
        ("I was sceptical but this is brilliant", "positive"),
        ("Hyvä idea, mutta toteutus on surkea", "negative"), ("Alussa oli ongelmia mutta nyt toimii hyvin", "positive"),
        ("Bra tanke men utförandet är katastrof", "negative"), ("Lite buggar i starten men jag är nöjd", "positive"),
        ("Det var tungt i starten, men nå går det bra", "positive"),
        ("Det var tungt i starten, men no går det bra", "positive"),
        ("Jeg kan godt lide tanken, men det virker ikke i praksis", "negative"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_but_is_meant(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    "text",
    [
        "It used to work well before the change", "Vanha malli oli parempi", "Ennen tämä toimi hyvin",
        "Tidigare fungerade det bra", "Før fungerte dette bra", "Tidligere virkede det fint",
        "The only good thing is the lunch", "Ainoa hyvä puoli on lounas", "Det enda som är bra är lunchen",
    ],
)  # fmt: skip
def test_what_was_good_once_or_alone_is_a_complaint(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "negative"


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Älä huoli, kaikki järjestyy", "positive"), ("Sanottiin ettei tämä toimi", "negative"),
        ("It doesnt work", "negative"),
    ],
)  # fmt: skip
def test_negations_are_told_in_spellings_of_everyday_too(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("This is anything but good", "negative"), ("The result is far from perfect", "negative"),
        ("Kaikkea muuta kuin hyvä", "negative"), ("Allt annat än bra", "negative"), ("Langt fra bra", "negative"),
        ("Alt andet end godt", "negative"), ("Alt anna enn bra", "negative"), ("Fortfarande inte bra", "negative"),
        ("Inte ens värt pengarna", "negative"), ("Ikke helt gjennomtenkt", "negative"), ("Ei oikein toimi", "negative"),
        ("Tästä ei ole mitään hyötyä", "negative"), ("It doesn't get better than this", "positive"),
    ],
)  # fmt: skip
def test_idioms_deny_and_what_a_bad_phrase_denies_goes_on(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    "text",
    [
        "Please report errors to the helpdesk", "The crisis team meets at nine", "Riskiarvio tehdään perjantaina",
        "Ilmoita virheistä tukeen", "Anmäl fel till supporten", "Riskanalysen ska vara klar på fredag",
        "Meld feil til brukerstøtte", "Krisestaben møtes klokken ni", "Meld fejl til supporten",
    ],
)  # fmt: skip
def test_the_name_of_a_bad_things_remedy_has_no_tone(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "neutral"


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Jag gillar det inte", "negative"), ("Jeg liker det ikke", "negative"), ("Eg likar det ikkje", "negative"),
        ("Jeg elsker det ikke", "negative"), ("Selv om ideen er god, fungerer det ikke", "negative"),
        ("Even though everybody tried hard, the launch was a disaster", "negative"),
        ("Although it was slow at first, I love it", "positive"), ("I like it although it is slow", "positive"),
        ("Vaikka alku oli hankala, nyt toimii hienosti", "positive"),
        ("Vaikka idea on hyvä, toteutus on surkea", "negative"),
    ],
)  # fmt: skip
def test_a_pronoun_may_stand_before_a_not_and_what_is_conceded_counts_less(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    "text",
    [
        "I'm not in the office today", "I don't know where the form is", "The old version is no longer available",
        "En ole töissä perjantaina", "Meillä ei ole kokousta tällä viikolla", "Jag är inte på kontoret idag",
        "Den gamla versionen finns inte längre", "Jeg er ikke på kontoret i dag", "Du trenger ikke melde deg på",
        "Eg er ikkje på kontoret i dag", "Vi har ikke noget møde i denne uge", "Jeg har ikke set invitationen endnu",
    ],
)  # fmt: skip
def test_a_calm_notice_may_hold_a_not(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "neutral"


@pytest.mark.parametrize(
    "text",
    [
        "Nothing works", "There is no point in doing this", "Nobody told us anything before the launch",
        "Kukaan ei kysynyt meiltä mitään", "Ei tästä tule mitään", "Ännu ett nytt system som ingen kan använda",
        "Ingen frågade oss om något", "Ingen spurte oss om noe", "Ingen spurde oss om noko", "Intet virker",
        "Hvorfor fik vi ikke det at vide noget før?",
    ],
)  # fmt: skip
def test_a_complaint_may_hold_nothing_bad_but_a_not(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "negative"


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Bra vi ikke må flytte", "positive"), ("Skönt vi inte måste flytta", "positive"),
        ("Dejligt vi ikke skal flytte", "positive"), ("Synd du inte kan komma", "negative"),
        ("Trist vi ikke fikk være med", "negative"), ("Synd vi ikke fik svar", "negative"),
        ("Not sure, but it looks good", "positive"), ("I'm not sure, it looks good to me", "positive"),
        ("Jag är inte säker men det ser bra ut", "positive"), ("En ole varma, mutta hyvältä näyttää", "positive"),
        ("Jeg er ikke sikker, men det ser bra ut", "positive"), ("Jeg er ikke sikker, men det ser godt ud", "positive"),
        ("Jag trodde inte att det skulle bli så bra", "positive"),
        ("Eg trudde ikkje det skulle bli så bra", "positive"),
        ("Jeg troede ikke det ville blive så godt", "positive"), ("I didn't think it would be this good", "positive"),
        ("En olisi uskonut, että tämä toimii näin hyvin", "positive"),
        ("Jeg har aldri opplevd så god service", "positive"), ("Jeg har aldrig oplevet så god service", "positive"),
        ("Last but not least, thanks to the IT team", "positive"), ("Nothing but problems", "negative"),
        ("Jag kan inte säga annat än att det är bra", "positive"), ("En voi sanoa tarpeeksi hyvää", "positive"),
    ],
)  # fmt: skip
def test_a_negation_reaches_no_further(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Vi stänger inte i juli", "none"), ("Vi stenger ikke i juli", "none"), ("Vi saknar folk i juni", "wish"),
        ("Vi mangler folk i juni", "wish"), ("Käynnistämme pilotin toukokuussa", "plan"),
        ("Poistamme vanhan lomakkeen kesäkuussa", "plan"), ("I'm resisting the plan", "none"),
        ("We objected to the plan", "none"), ("Olemme sairastuneet", "none"), ("Vi har ätit lunch", "none"),
    ],
)  # fmt: skip
def test_a_stage_is_told_of_deeds_and_of_no_negation(tagger, say, text, act):
    (tag,) = tagger.tag([say(text)])
    assert tag.act_word == act
