"""Runs every benchmark and prints its table: ``make bench``. It fails where a line does not reach the least."""

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import aims

BENCHES = (
    "understanding", "encoded", "demo_texts", "coverage", "learned_coverage", "demo_coverage", "asking", "rounding",
)  # fmt: skip


def main() -> int:
    """Run the named benchmarks, or all of them; 1 where any line is short."""
    wanted = sys.argv[1:] or BENCHES
    for name in wanted:
        sys.stdout.write(f"\n== {name} ==\n")
        sys.stdout.flush()
        sys.argv = [name]
        runpy.run_path(str(Path(__file__).with_name(f"{name}.py")), run_name="__main__")
    if aims.SHORT:
        sys.stdout.write(f"\nshort: {'; '.join(aims.SHORT)}\n")
    return int(bool(aims.SHORT))


if __name__ == "__main__":
    sys.exit(main())
