from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pulse.classify import Tagger
from pulse.domain import Decision, Post, Strategy, Theme


@pytest.fixture(scope="session")
def strategy() -> Strategy:
    """Two themes and two decisions, with words in several languages."""
    day = datetime(2026, 1, 5, tzinfo=UTC)
    return Strategy(
        themes=(
            Theme(
                id="digital",
                names={"en": "Digital service", "fi": "Digitaalinen palvelu"},
                words={
                    "fi": ("chat", "verkkopalvelu", "palvelupiste", "asiointi"),
                    "sv": ("chatt", "e-tjänst", "servicekontor"),
                    "nb": ("chat", "nettjeneste", "servicekontor"),
                    "da": ("chat", "onlineservice", "servicekontor"),
                    "en": ("chat", "online service", "service point"),
                },
                examples={"en": ("Customers can now do it on their phone.",)},
            ),
            Theme(
                id="people",
                names={"en": "People"},
                words={
                    "fi": ("koulutus", "työhyvinvointi"),
                    "sv": ("utbildning", "arbetsmiljö"),
                    "nb": ("opplæring", "arbeidsmiljø"),
                    "nn": ("opplæring",),
                    "da": ("efteruddannelse",),
                    "en": ("training", "wellbeing", "AI"),
                },
            ),
        ),
        decisions=(
            Decision(
                id="close",
                title="Service points close",
                theme="digital",
                announced_at=day,
                phrases={
                    "fi": ("palvelupisteet suljetaan",),
                    "sv": ("servicekontoren stängs",),
                    "en": ("close the service points",),
                },
            ),
            Decision(
                id="academy",
                title="Digital academy for all",
                theme="people",
                announced_at=day,
                phrases={"fi": ("digiakatemia",), "en": ("digital academy",)},
            ),
        ),
    )


@pytest.fixture(scope="session")
def tagger(strategy: Strategy) -> Tagger:
    """A tagger of that strategy."""
    return Tagger(strategy)


@pytest.fixture(scope="session")
def say() -> Callable[..., Post]:
    """A post that says so."""

    def said(text: str, id: str = "1", **more: str) -> Post:
        return Post(source="s", id=id, author="a", said_at=datetime(2026, 2, 2, tzinfo=UTC), text=text, **more)

    return said
