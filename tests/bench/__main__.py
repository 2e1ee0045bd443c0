"""Runs every benchmark and prints its table: ``make bench``."""

import runpy
import sys
from pathlib import Path

BENCHES = ("understanding", "demo_texts", "coverage", "learned_coverage", "demo_coverage", "asking", "rounding")


def main() -> None:
    """Run the named benchmarks, or all of them."""
    wanted = sys.argv[1:] or BENCHES
    for name in wanted:
        sys.stdout.write(f"\n== {name} ==\n")
        sys.stdout.flush()
        sys.argv = [name]
        runpy.run_path(str(Path(__file__).with_name(f"{name}.py")), run_name="__main__")


if __name__ == "__main__":
    main()
