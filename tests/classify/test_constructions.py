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
