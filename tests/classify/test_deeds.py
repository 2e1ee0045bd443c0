"""What others do, and what things do, is no deed of the author's."""

import pytest

from pulse.classify import Tagger
from pulse.domain import Post, Strategy
from tests.text.test_scrub import AT

OTHERS = [
    "They have moved the coffee machine again", "De har flyttat kaffemaskinen igen",
    "De har flyttet kaffemaskinen igjen", "De har flyttet kaffemaskinen igen", "Johto on päättänyt kysymättä",
    "Leiinga har bestemt utan å spørje", "It has changed how we work", "Det har förändrat hur vi jobbar",
    "Dette har endret måten vi jobber på", "Dette har endra måten vi jobbar på",
    "Dette har ændret måden vi arbejder på",
    "Uudistus on tehnyt arjesta vaikeampaa", "Omorganisationen har gjort oss till ett sämre team",
    "Office closed on Friday", "Toimisto suljettu perjantaina",
]  # fmt: skip
OURS = [
    "We have moved to the new system", "Vi har gått över till det nya systemet", "Vi har indført det i hele afdelingen",
    "Vi har teke det i bruk", "Otimme sen käyttöön viime viikolla", "Closed the last ticket today",
    "Teamet har infört dagliga möten", "Det har vi gjort hos oss",
]  # fmt: skip


@pytest.mark.parametrize(("texts", "done"), [(OTHERS, False), (OURS, True)])
def test_only_the_authors_own_deeds_are_told(texts: list[str], done: bool) -> None:
    posts = [Post(source="s", id=str(n), author="a", said_at=AT, text=text) for n, text in enumerate(texts)]
    said = {text: tag.act_word for text, tag in zip(texts, Tagger(Strategy()).tag(posts), strict=True)}
    assert {text for text, act in said.items() if (act in ("done", "doing")) != done} == set()
