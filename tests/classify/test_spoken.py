"""How people write when they do not mind their language: short, spoken, without subjects, of what others say."""

import pytest


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("mä en tajuu tätä ollenkaan", "negative"), ("voi vitsi mikä sählinki", "negative"),
        ("lomake ottaa päähän", "negative"), ("tosi jees fiilis", "positive"), ("homma toimii ku unelma", "positive"),
        ("taas uus ohjelma", "negative"), ("pallar inte med det här", "negative"), ("asbra kurs", "positive"),
        ("ännu ett nytt verktyg", "negative"), ("enda et nytt verktøy", "negative"),
        ("enda eit nytt verktøy", "negative"), ("endnu et nyt værktøj", "negative"),
        ("instruksen er dritvanskelig", "negative"), ("det var megafedt", "positive"),
        ("møtet kunne vært en mail", "negative"), ("det är som att prata med en vägg", "negative"),
        ("so happy with the new kitchen", "positive"), ("doing my head in today", "negative"),
        ("Would've been nice if someone asked us first", "negative"), ("this should have been an email", "negative"),
    ],
)  # fmt: skip
def test_spoken_words_have_their_tone(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    "text",
    [
        "Ihan ok", "Helt okej", "Helt ok", "Greit nok", "Greitt nok", "Käy mulle", "Passar mig",
        "Jeg har ferie i uke 30", "Eg har ferie i veke 30", "Jag har semester vecka 30", "Jeg har ferie i uge 30",
        "drygt hundra personer kom", "Håper på en plass", "Honestly I do not know", "That's fine by me",
    ],
)  # fmt: skip
def test_what_is_fair_enough_and_leave_have_no_tone(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "neutral"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("They say it is bad, I disagree", "favour"), ("They say it is good, I disagree", "against"),
        ("De säger att det är dåligt, jag håller inte med", "favour"),
        ("Mange sier det er feil, jeg er uenig", "favour"),
        ("Mange seier det er feil, eg er usamd", "favour"), ("Mange siger det er forkert, jeg er uenig", "favour"),
        ("Monet sanovat muutosta huonoksi, olen eri mieltä", "favour"),
        ("Management says it is good but I think it is wrong", "against"),
        ("Ledningen säger att det är bra men jag tycker att det är fel", "against"),
        ("Ledelsen sier det er bra, men jeg synes det er feil", "against"),
        ("Leiinga seier det er bra, men eg synest det er feil", "against"),
        ("Ledelsen siger det er godt, men jeg synes det er forkert", "against"),
        ("Johto sanoo että tämä on hyvä, minusta tämä on väärin", "against"),
        ("Minusta tämä ei ole hyvä", "against"), ("I don't think this is good", "against"),
        ("Det är inte ledningens fel", "favour"), ("Det er ikke ledelsens feil", "favour"),
        ("Det er ikkje leiinga si skuld", "favour"), ("Det er ikke ledelsens skyld", "favour"),
    ],
)  # fmt: skip
def test_what_others_say_is_not_what_the_author_thinks(tagger, say, text, stance):
    (tag,) = tagger.tag([say(text)])
    assert tag.stance_word == stance


@pytest.mark.parametrize(
    "text",
    [
        "blev positivt överraskad", "ble positivt overrasket", "blei positivt overraska", "blev faktisk imponeret",
        "was pleasantly surprised", "liker virkelig de nye kontorene", "likar verkeleg dei nye kontora",
        "kan virkelig godt lide det", "va snabbt det gick", "hvor var det hyggeligt at se jer", "so slow it hurts",
    ],
)  # fmt: skip
def test_who_leaves_the_subject_out_or_marvels_asks_nothing(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert not tag.is_question


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Tre team bruker det allerede", "doing"), ("Tre team brukar det allereie", "doing"),
        ("Tre teams bruger det allerede", "doing"), ("Tre team använder det redan", "doing"),
        ("Kolme tiimiä käyttää sitä jo", "doing"), ("Three teams already use it", "doing"),
        ("Det burde være muligt at se det hjemmefra", "wish"), ("It should be possible to see it at home", "wish"),
    ],
)  # fmt: skip
def test_teams_that_use_it_do_it(tagger, say, text, act):
    (tag,) = tagger.tag([say(text)])
    assert tag.act_word == act


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("hyvaa tyota kaikille", "positive"), ("tosi arsyttava lomake", "negative"), ("kateva uusi lomake", "positive"),
        ("vi fick jattebra hjalp", "positive"),
        ("krangligt formular", "negative"), ("ny chef, samre stamning", "negative"),
        ("jeg er kjempefornoyd", "positive"), ("odelagt maskin igjen", "negative"), ("eg er kjempenogd", "positive"),
        ("darligt netværk i dag", "negative"), ("det er hablost", "negative"),
    ],
)  # fmt: skip
def test_letters_without_their_signs_say_the_same(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize("text", ["Eg har inga aning", "Vi har data på dette", "Eg har vilja å hjelpe"])
def test_a_noun_in_a_is_nothing_done(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.act_word == "none"


LEFT_OUT = (
    "Testade nya appen igår och den kraschade två gånger", "Hittade felet till slut", "Ser fram emot att höra mer",
    "Gillar upplägget men inte tempot", "Saknar fortfarande behörighet", "Skulle vilja ha mer info om detta",
    "Blev rätt bra ändå", "Kollade med ekonomi, de har inget besked", "Fikk endelig tilgang i dag",
    "Liker ideen men ikke gjennomføringen", "Mangler fortsatt svar fra IT", "Gleder meg til å se resultatet",
    "Ble ganske bra til slutt", "Sjekket med økonomi, de vet ingenting", "Må si jeg er litt skeptisk",
    "Fekk endeleg tilgang i dag", "Likar ideen, men ikkje måten", "Manglar framleis svar frå IT",
    "Vart ganske bra til slutt", "Må seie eg er litt skeptisk", "Fik endelig adgang i dag",
    "Kan godt lide idéen, men ikke tempoet", "Mangler stadig svar fra IT", "Glæder mig til at se resultatet",
    "Blev faktisk ret godt til sidst", "Må sige jeg er lidt skeptisk", "Tjekkede med økonomi, de ved ingenting",
    "Finally got access today", "Like the idea, hate the timing", "Checked with finance, they have no clue",
    "Must say I'm a bit sceptical", "Turned out pretty well", "Testattiin eilen ja toimi", "Sain vihdoin tunnukset",
    "Pakko sanoa että vähän epäilyttää", "Ei mitään hajua kuka tästä vastaa", "Kysyin taloudesta, eivät tiedä",
)  # fmt: skip
HASTY = (
    "Undrar hur länge det här håller", "Nån mer som inte kommer in", "Kommer ni på fredag",
    "Får man jobba hemifrån på onsdagar", "Lurer på om noen har testet dette", "Noen som vet hvem som eier dette",
    "Kommer du tilbake til oss om dette", "Lurer på om nokon har prøvd dette", "Nokon som veit kven som eig dette",
    "Kjem de på fredag", "Nogen der ved hvem der ejer det her", "Kommer I på fredag",
    "Er der flere der ikke kan logge ind", "Anyone else locked out", "Any idea who owns this",
    "Everybody good with Thursday", "Wondering if someone has tried this", "You guys seeing this too",
    "Onks muilla ongelmia kirjautumisessa", "Osaako joku sanoa kenen tämä on", "Mahtaakohan tää koskea meitäkin",
)  # fmt: skip


def test_who_leaves_the_subject_out_does_not_ask(tagger, say):
    asked = [tag.is_question for tag in tagger.tag([say(text) for text in LEFT_OUT])]
    assert sum(asked) <= 1


def test_who_leaves_a_verb_out_may_ask(tagger, say):
    asked = [tag.is_question for tag in tagger.tag([say(text) for text in HASTY])]
    assert sum(asked) >= 14


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("En kyllä allekirjoita tätä perustelua", "negative"), ("Allekirjoitan täysin", "positive"),
        ("Det skriver jag under på", "positive"), ("Det skriver jag inte under på", "negative"),
        ("Det skriver jeg ikke under på", "negative"), ("Honestly not sure what problem this solves", "negative"),
        ("Förstår inte vilket problem det här löser", "negative"),
        ("Ser ikke helt hvilket problem dette løser", "negative"),
        ("En ymmärrä mitä ongelmaa tämä ratkaisee", "negative"),
    ],
)  # fmt: skip
def test_who_backs_or_doubts_in_set_words_is_understood(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone
