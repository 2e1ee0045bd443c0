"""What the commands of the organisation's own model print."""

import pytest

from pulse.classify.taught.acceptance import Verdict
from pulse.classify.taught.beside import Beside
from pulse.classify.taught.curve import Point
from pulse.classify.taught.lesson import Studied
from pulse.classify.taught.versions import Version
from pulse.cli import console, learning
from pulse.flow.learning import Learned
from tests.flow.test_learning import AT

VERDICT = Verdict(
    head="tone", labels=90, judged=80, shipped=0.5, learned=0.61, gain=0.1, error=0.02, accepted=True
)  # fmt: skip
STUDIED = (Studied(VERDICT, (), None),)
SECOND = Version(number=2, at=AT, base="pulse-1", parent=1, name="own-2", labels=90, verdicts=(VERDICT,))


LONG = Verdict(
    head="stance", labels=12_000, judged=11_880, shipped=0.512, learned=0.634, gain=0.122, error=0.021,
    accepted=False, why="not better than the shipped model by its margin, in any of the ways that were tried",
)  # fmt: skip


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_no_figure_and_no_word_is_cut_in_a_narrow_terminal(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.out, "_width", width)
    learning._say(Learned((Studied(LONG, (), None), Studied(VERDICT, (), None)), None, 90, 0))
    said = capsys.readouterr().out
    table = said[: said.index(learning.MEAN)]
    assert "…" not in table
    assert {"11,880", "0.512", "0.634", "+0.122", "0.021", "stance"} <= set(table.split())
    assert set(LONG.why.split()) <= set(table.split())
    assert width < 80 or max(len(line) for line in table.splitlines()) <= width


@pytest.mark.parametrize("width", [30, 80])
def test_a_range_stays_on_one_line_and_a_long_name_goes_on_below(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.out, "_width", width)
    row = ("sv", "customer-audit-of-2026", 12_880, "0.500", "0.400 to 0.600", "0.700", "0.600 to 0.800")
    columns = ("language", "source", "texts", "macro-F1", "95 % range", "right", "95 % range ")
    console.table("", columns, [row])
    lines = capsys.readouterr().out.splitlines()
    line = next(one for one in lines if one.startswith("sv"))
    assert all(cell in line for cell in ("12,880", "0.500", "0.400 to 0.600", "0.700", "0.600 to 0.800"))
    assert "".join(one[10:23].strip() for one in lines[lines.index(line) :]) == row[1]


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
