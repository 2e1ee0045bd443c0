# Two commands on a fresh machine: make demo, make test.
PORT ?= 8501
PYTHON ?= python3
# encoder-test adds a real sentence encoder (torch: large).
EXTRAS ?= test,servers
BIN := .venv/bin
LOOPS := $(wildcard pulse/loops/*.p[yx][xi])
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test test-fast bench check system-packages clean

demo: .venv/base
	@$(BIN)/pulse demo --port $(PORT)

test: .venv/test system-packages
	@$(BIN)/python -m pytest

test-fast: .venv/test
	@$(BIN)/python -m pytest -m "not server and not browser and not slow"

bench: .venv/test
	@$(BIN)/python tests/bench

check: .venv/test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest -q tests/test_house.py

.venv/bin/python:
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv

.venv/base: .venv/bin/python pyproject.toml constraints.txt $(LOOPS)
	@echo "Installing pulse and what it needs (a few minutes the first time)"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/test: .venv/bin/python pyproject.toml constraints.txt $(LOOPS)
	@echo "Installing pulse with what its tests need (a few minutes the first time)"
	@$(PIP) install -c constraints.txt -e ".[$(EXTRAS)]"
	@touch $@ .venv/base

# Chromium, WordPress and MariaDB come from the system's package manager, and only where that was asked for.
system-packages:
	@sh .ci/system-packages

clean:
	rm -rf .venv demo out .pytest_cache .mypy_cache .ruff_cache .hypothesis
