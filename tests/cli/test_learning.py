"""What the commands of the organisation's own model print."""

import pytest

from pulse.classify.taught.acceptance import Verdict
from pulse.classify.taught.beside import Beside
from pulse.classify.taught.curve import Point
from pulse.classify.taught.lesson import Studied
from pulse.classify.taught.versions import Version
from pulse.cli import learning
from pulse.flow.learning import Learned
from tests.flow.test_learning import AT

VERDICT = Verdict(
    head="tone", labels=90, judged=80, shipped=0.5, learned=0.61, gain=0.1, error=0.02, accepted=True
)  # fmt: skip
STUDIED = (Studied(VERDICT, (), None),)
SECOND = Version(number=2, at=AT, base="pulse-1", parent=1, name="own-2", labels=90, verdicts=(VERDICT,))


def beside(learned: float) -> Beside:
    return Beside(head="stance", judged=40, used=0.611, learned=learned, gain=learned - 0.611, error=0.03)


def test_a_gain_that_is_a_mean_is_called_so(capsys: pytest.CaptureFixture[str]) -> None:
    learning._say(Learned(STUDIED, None, 90, 0))
    said = capsys.readouterr().out
    assert "mean gain" in said
    assert "over all ways of dividing people that were tried" in said


def test_a_worse_version_is_told_with_both_figures_and_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    learning._say(Learned(STUDIED, SECOND, 90, 0, 1, (beside(0.508),)))
    said = capsys.readouterr().out
    assert "Macro-F1 of version 1, which was in use, and of version 2 on the same labels" in said
    assert "0.611" in said
    assert "0.508" in said
    assert "version 2 is kept, and version 1 stays in use, as the new one is worse at stance;" in said
    assert "'pulse learn --use 2' would use it all the same" in said
    assert "is in use for" not in said


def test_a_version_that_loses_no_more_than_its_error_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    learning._say(Learned(STUDIED, SECOND, 90, 0, 1, (beside(0.6),)))
    assert "version 2 is in use for tone; 'pulse run' tags anew" in capsys.readouterr().out


def test_the_curve_is_told_with_its_ranges_where_they_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    points = (Point(0, 0.5), Point(90, 0.61, 0.52, 0.7))
    learning._say(Learned((Studied(VERDICT, points, None),), None, 90, 0))
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("tone, by labels, with 95 % ranges")
    assert lines[at + 1].split() == ["0", "0.500", "█" * 12]
    assert lines[at + 2].split() == ["90", "0.610", "0.520", "to", "0.700", "█" * 15]
