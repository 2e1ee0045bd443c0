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
