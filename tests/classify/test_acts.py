"""The stage of an act is read from the form of a verb and who acts, whatever the verb; some verbs are no deeds."""

import pytest

DONE = (
    "We relabelled the shelves on Monday", "We've relocated the first-aid kits", "I have rewritten the checklist",
    "Our depot has swapped every handheld", "Vi har slagit ihop de två köerna", "Jag laddade upp inspelningarna",
    "Alla blanketter har nu blivit utbytta", "Vi har slått sammen de to køene", "Jeg har omskrevet sjekklisten",
    "Vi har sortert alle skrina", "Eg har flytta skrina", "Vi har skiftet samtlige låse",
    "Jeg uploadede optagelserne", "Olemme siirtäneet ensiapulaukut käytävään",
    "Olen kirjoittanut listan uusiksi", "Hakemuslomake on nyt käännetty puolaksi",
)  # fmt: skip
DOING = (
    "We're phasing out the fax line", "I am drafting the reply", "Gruppen sitter och översätter handböckerna",
    "Jag sitter och formulerar svaret", "Jeg sitter og formulerer svaret", "Eg sit og formulerer svaret",
    "Jeg sidder og formulerer svaret", "Vi avvecklar linjen just nu", "Vi avvikler linjen akkurat nå",
    "Vi avviklar linja akkurat no", "Vi afvikler linjen lige nu", "Olemme purkamassa faksilinjaa",
)  # fmt: skip
PLANNED = (
    "Vi målar om entrén i juni", "Vi maler inngangspartiet i juni", "Vi målar inngangspartiet i juni",
    "Vi maler indgangspartiet i juni", "Maalaamme aulan kesäkuussa", "Vaihdamme loput kassat toukokuussa",
    "We're moving the archive in May", "I'm training the last groups next week", "Vi uppdaterar systemet i mars",
    "Vi oppdaterer systemet i mars", "Vi opdaterer systemet i marts", "Koulutamme viimeiset ryhmät ensi viikolla",
)  # fmt: skip
NEITHER = (
    "We discussed the new rota over lunch", "We wondered whether this covers us", "I noticed that the link is old",
    "We needed three attempts", "I have heard about it", "I was told it was decided in Oslo",
    "Vi diskuterade det nya schemat", "Vi undrade om det gäller lagret", "Jag har tänkt på det",
    "Vi har väntat i tre veckor", "Vi diskuterte den nye turnusen", "Jeg har hørt at det ble bestemt i Oslo",
    "Vi lurte på det", "Jeg vet det", "Vi har venta i tre veker", "Eg har høyrt at det vart bestemt i Oslo",
    "Vi undrede os over det", "Jeg har hørt, at det blev besluttet i Oslo", "Vi drøftede vagtplanen",
    "Vi har ventet i tre uger", "Olen kuullut siitä", "Mietimme, koskeeko tämä varastoa", "On sanottu niinkin",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "act"),
    [(text, act) for act, texts in
     (("done", DONE), ("doing", DOING), ("plan", PLANNED), ("none", NEITHER)) for text in texts],
)  # fmt: skip
def test_the_form_of_the_verb_tells_the_stage_of_an_act(tagger, say, text, act):
    (tag,) = tagger.tag([say(text)])
    assert tag.act_word == act
