"""What is said by how words stand together, in each language: the words alone would say something else."""

import pytest


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("The support could not have been quicker", "positive"), ("I've never had a smoother week", "positive"),
        ("We can't imagine a better team", "positive"), ("The wifi has never been worse", "negative"),
        ("It has not become better", "negative"), ("I've never been happy with this", "negative"),
        ("Stödet kunde inte ha varit snabbare", "positive"), ("Jag har aldrig haft en bättre chef", "positive"),
        ("Nätet har aldrig varit sämre", "negative"), ("Det har inte blivit bättre", "negative"),
        ("Hjelpen kunne ikke vært raskere", "positive"), ("Jeg har aldri hatt en bedre sjef", "positive"),
        ("Nettet har aldri vært dårligere", "negative"), ("Det har ikke blitt bedre", "negative"),
        ("Hjelpa kunne ikkje vore raskare", "positive"), ("Eg har aldri hatt ein betre sjef", "positive"),
        ("Det har ikkje blitt betre", "negative"), ("Jeg har aldrig haft en bedre chef", "positive"),
        ("Netværket har aldrig været dårligere", "negative"), ("Det er ikke blevet bedre", "negative"),
        ("Parempaa tukea en voisi toivoa", "positive"), ("Verkko ei ole koskaan ollut huonompi", "negative"),
        ("Emme olisi voineet saada parempaa apua", "positive"), ("Se ei ole yhtään parempi", "negative"),
    ],
)  # fmt: skip
def test_a_negated_comparative_says_the_most(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("It's not as though the app is good", "negative"), ("It looks as if it works well", "positive"),
        ("Det är inte som om appen är bra", "negative"), ("Det er ikke som om appen er bra", "negative"),
        ("Det er ikkje som om appen er bra", "negative"), ("Det betyder ikke lidt, tak for det", "positive"),
        ("Det betyder inte lite, tack så mycket", "positive"), ("Det betyr ikke lite, tusen takk", "positive"),
        ("I can't see that this is any good", "negative"), ("Jag kan inte se att det är bra", "negative"),
    ],
)  # fmt: skip
def test_as_if_hands_a_negation_on_and_not_a_little_is_much(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Although the tool looks nice it crashes constantly", "negative"),
        ("Even though the move was a mess we are happy in the new office", "positive"),
        ("Även om flytten var rörig trivs vi i nya huset", "positive"),
        ("Även om verktyget är snyggt så fungerar det inte", "negative"),
        ("Selv om verktøyet er pent krasjer det hele tiden", "negative"),
        ("Selv om flyttingen var kaotisk trives vi i det nye huset", "positive"),
        ("Sjølv om verktøyet er fint så fungerer det ikkje", "negative"),
        ("Selvom flytningen var kaotisk er vi glade for det nye hus", "positive"),
        ("Vaikka muutto oli sekava viihdymme uudessa talossa hyvin", "positive"),
        ("We are happy even though the move was a mess", "positive"),
    ],
)  # fmt: skip
def test_what_opens_a_sentence_is_conceded_up_to_its_last_tone(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("I don't believe that this is the right direction", "against"), ("This isn't a good plan", "against"),
        ("I can't see how this is a good plan", "against"), ("This is a good plan", "favour"),
        ("Jag tror inte att det är rätt riktning", "against"), ("Det här är ingen bra plan", "against"),
        ("Jeg tror ikke at dette er riktig retning", "against"), ("Dette er ikke en god plan", "against"),
        ("Eg trur ikkje at dette er rett retning", "against"), ("Dette er ikkje ein god plan", "against"),
        ("Jeg tror ikke, at det er den rigtige retning", "against"), ("Det her er ikke en god plan", "against"),
        ("En usko, että tämä on oikea suunta", "against"), ("Tämä ei ole hyvä suunnitelma", "against"),
        ("Det är ingen dålig lösning", "favour"), ("Det er ingen dårlig løsning", "favour"),
        ("Det er inga dårleg løysing", "favour"), ("Ei ole huono ratkaisu", "favour"),
    ],
)  # fmt: skip
def test_who_denies_that_something_is_good_is_against_it(tagger, say, text, stance):
    (tag,) = tagger.tag([say(text)])
    assert tag.stance_word == stance


@pytest.mark.parametrize(
    "text",
    [
        "Why does nobody answer the phone?", "How many times must I ask for a new badge?", "Who on earth ordered it?",
        "Varför svarar aldrig någon i telefonen?", "Hur många gånger måste jag be om ett nytt kort?",
        "Vad i hela friden är det här?", "Hvorfor svarer aldri noen på telefonen?", "Hva i all verden er dette?",
        "Hvor mange ganger må jeg be om et nytt kort?", "Kvifor svarar aldri nokon på telefonen?",
        "Kor mange gonger skal eg be om eit nytt kort?", "Hvorfor svarer aldrig nogen på telefonen?",
        "Hvor mange gange skal jeg bede om et nyt kort?", "Miksi kukaan ei vastaa puhelimeen?",
        "Montako kertaa minun pitää pyytää uutta korttia?", "Mitä ihmettä tämä nyt on?",
    ],
)  # fmt: skip
def test_some_questions_complain(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "negative"


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Thank you for the update, but it didn't fix the error", "negative"), ("Thanks, it's fixed", "positive"),
        ("Tack för uppdateringen, men den hjälpte inte", "negative"), ("Tack, problemet är löst", "positive"),
        ("Takk for oppdateringen, men den hjalp ikke", "negative"),
        ("Tak for opdateringen, men den hjalp ikke", "negative"), ("Kiitos päivityksestä, ei auttanut", "negative"),
        ("The form could be shorter", "negative"), ("It could have been worse", "positive"),
        ("Blanketten kunde vara kortare", "negative"), ("Skjemaet kunne vært kortere", "negative"),
        ("Skjemaet kunne vore kortare", "negative"), ("Blanketten kunne være kortere", "negative"),
        ("Lomake voisi olla lyhyempi", "negative"), ("We wanted something better", "negative"),
        ("It went better than we expected", "positive"), ("Det gick bättre än vi trodde", "positive"),
        ("Det gikk bedre enn vi trodde", "positive"), ("Det gjekk betre enn vi trudde", "positive"),
        ("Det gik bedre end vi troede", "positive"), ("Meni paremmin kuin luulin", "positive"),
        ("Works like a charm 🙄", "negative"), ("Fantastiskt system 🤡", "negative"), ("Kiva systeemi 🙃", "negative"),
        ("Så bra 🙄", "negative"), ("Så fint 🤡", "negative"), ("Works like a charm 😀", "positive"),
    ],
)  # fmt: skip
def test_thanks_hopes_and_signs_of_irony_give_way_to_what_is_wrong(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Fewer errors in the invoices", "positive"), ("No more paperwork on Fridays", "positive"),
        ("Shortage of staff again", "negative"), ("The ward ran out of gloves", "negative"),
        ("The lift is no longer stuck", "positive"), ("The printer stopped responding", "negative"),
        ("Inget mer krångel med nycklarna", "positive"), ("Brist på personal igen", "negative"),
        ("Färre avbrott i år", "positive"), ("Mötena blir sämre och sämre", "negative"),
        ("Hissen är äntligen lagad", "positive"), ("Skrivaren startar inte längre", "negative"),
        ("Slutt på dobbeltarbeidet", "positive"), ("Mangel på personale igjen", "negative"),
        ("Færre avbrudd i år", "positive"), ("Møtene blir verre og verre", "negative"),
        ("Heisen er endelig reparert", "positive"), ("Skriveren starter ikke lenger", "negative"),
        ("Slutt på dobbeltarbeidet i arkivet", "positive"), ("Mangel på opplæring igjen", "negative"),
        ("Møta blir verre og verre", "negative"), ("Heisen er endeleg fiksa", "positive"),
        ("Skrivaren startar ikkje lenger", "negative"), ("Slut med dobbeltarbejdet", "positive"),
        ("Mangel på personale igen", "negative"), ("Færre afbrydelser i år", "positive"),
        ("Elevatoren er endelig repareret", "positive"), ("Printeren starter ikke længere", "negative"),
        ("Ei enää jonottamista aulassa", "positive"), ("Henkilöstön puute näkyy taas", "negative"),
        ("Vähemmän katkoja tänä vuonna", "positive"), ("Hissi on vihdoin korjattu", "positive"),
        ("Tulostin ei enää käynnisty", "negative"), ("Akku loppuu kesken", "negative"),
    ],
)  # fmt: skip
def test_more_or_less_and_what_ends_tell_a_tone(tagger, say, text, tone):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == tone


@pytest.mark.parametrize(
    "text",
    [
        "Oh lovely, another password to remember", "Great, now the door is locked too", "Two days wasted",
        "Härligt, ännu ett lösenord att minnas", "Toppen, nu är dörren låst också", "Två dagar bortkastade",
        "Herlig, enda et passord å huske", "To dager bortkastet", "Herleg, endå eit passord å hugse",
        "Dejligt, endnu et kodeord at huske", "To dage spildt", "Ihanaa, taas uusi salasana muistettavana",
        "Kaksi päivää hukkaan", "Takk for ingenting, hilsen resepsjonen", "Tak for ingenting, hilsen receptionen",
    ],
)  # fmt: skip
def test_praise_for_one_more_of_what_nobody_wants_is_none(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "funkar ju inte det här heller", "det här är skitdåligt", "fungerer jo ikke det her heller",
        "detta er dritdårlig", "funkar jo ikkje dette heller", "ingenting fungerer her", "det virker sgu ikke",
        "emmä ymmärrä tätä yhtään", "ei nää toimi", "mikään ei toimi tänään",
    ],
)  # fmt: skip
def test_complaints_are_read_as_they_are_spoken(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "Regardless of how it ends we keep the old office", "That's what the minutes say", "I know why it stopped",
        "What I like is the longer lunch break", "Oavsett hur det går behåller vi huset", "Jag vet varför det stannade",
        "Vad som står i protokollet gäller", "Uansett hvordan det går beholder vi huset", "Jeg vet hvorfor det stoppet",
        "Uansett korleis det går held vi fram", "Eg veit kvifor det stoppa",
        "Uanset hvordan det går, beholder vi huset", "Jeg ved, hvorfor det stoppede", "Tiedän miksi se pysähtyi",
        "Riippumatta siitä miten käy pidämme talon", "Kerroin siitä, miten kokous meni",
    ],
)  # fmt: skip
def test_what_is_told_with_a_question_word_asks_nothing(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.asks < 0.5


@pytest.mark.parametrize(
    "text",
    ["What do we need", "Vad behöver vi", "Hva trenger vi", "Kva treng vi", "Hvad har vi brug for", "Mitä tarvitsemme",
     "Do you know how we do this", "Undrar hur vi gör det här", "Lurer på hvordan vi gjør dette"],
)  # fmt: skip
def test_the_same_words_ask_in_another_order(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.asks > 0.5


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Uusi vuorolista julkaistaan ensi viikolla", "plan"), ("Hissi korjataan huomenna", "plan"),
        ("Tulostimet vaihdetaan syyskuussa", "plan"), ("Uutta kassaa testataan parhaillaan", "doing"),
        ("Nähdään huomenna", "none"), ("Emme ole vielä muuttaneet", "none"), ("Avaimet on vaihdettu", "done"),
        ("Den nya kassan installeras i höst", "plan"), ("Arkivet flyttas just nu", "doing"),
        ("Arkivet tömdes förra veckan", "done"), ("Den nye kassen installeres neste uke", "plan"),
        ("Arkivet flyttes akkurat nå", "doing"), ("Arkivet ble tømt i går", "done"),
        ("Arkivet blir flytta neste veke", "plan"), ("Arkivet vart tømt i går", "done"),
        ("Den nye kasse installeres næste uge", "plan"), ("Arkivet flyttes lige nu", "doing"),
        ("Arkivet blev tømt i går", "done"), ("The new till will be installed next week", "plan"),
        ("The archive is being moved right now", "doing"), ("The archive was moved yesterday", "done"),
        ("Regeringen ska ändra lagen", "none"), ("Hallitus aikoo muuttaa lakia", "none"),
        ("Regjeringen skal endre loven", "none"), ("The ministry plans to change the law", "none"),
    ],
)  # fmt: skip
def test_a_passive_with_its_time_tells_a_stage(tagger, say, text, act):
    (tag,) = tagger.tag([say(text)])
    assert tag.act_word == act


@pytest.mark.parametrize(
    "text",
    [
        "I'd be grateful if somebody could check the list", "Jag skulle bli tacksam om någon kunde kolla listan",
        "Jeg ville blitt takknemlig om noen kunne sjekke lista", "Eg ville blitt takksam om nokon kunne sjekke lista",
        "Jeg ville blive taknemmelig, hvis nogen kunne tjekke listen", "Olisin kiitollinen, jos joku lukisi listan",
    ],
)  # fmt: skip
def test_who_would_be_glad_wishes_and_is_not_glad(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert (tag.tone_word, tag.act_word) == ("neutral", "wish")


@pytest.mark.parametrize(
    "text",
    [
        "The second page was missing, please find it attached", "Andra sidan saknades, den kommer här",
        "Signaturen saknas i protokollet", "Datoen mangler i referatet", "Datoen manglar i referatet",
        "Datoen mangler på fakturaen", "Päiväys puuttuu lomakkeesta", "Pöytäkirjasta puuttuu kaksi nimeä",
    ],
)  # fmt: skip
def test_a_paper_that_lacks_something_is_no_complaint(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert tag.tone_word == "neutral"
