"""Benchmarks are scripts that `make bench` runs, not tests."""

collect_ignore = ["coverage.py", "learned_coverage.py", "learning.py", "rounding.py", "small.py"]
