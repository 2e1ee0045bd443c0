"""Benchmarks are scripts that `make bench` runs, not tests."""

collect_ignore_glob = ["*.py"]
