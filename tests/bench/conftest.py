"""Benchmarks are scripts that `make bench` runs, not tests."""

collect_ignore = ["coverage.py", "rounding.py", "small.py"]
