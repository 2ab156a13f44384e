# The two commands a newcomer needs: `make run` and `make test`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: run test check soak bench word-table lock pictures clean

run: $(VENV)/installed
	$(BIN)/kurumaza sample --if-empty $(ARGS)
	$(BIN)/kurumaza serve $(ARGS)

test: check
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: $(VENV)/installed-for-work
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: $(VENV)/installed-for-work
	$(BIN)/python -m pytest -m soak --override-ini=timeout=0

bench: $(VENV)/installed-for-work
	$(BIN)/python benchmarks/all.py

word-table: $(VENV)/installed-for-work
	$(BIN)/python tools/build_word_table.py --check

lock: $(VENV)/installed-for-work
	$(BIN)/python tools/lock.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

$(VENV)/installed-for-work: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.lock
	touch $@

pictures: $(VENV)/installed-for-work
	$(BIN)/python -m pytest -q tests/browser/test_pictures.py
	mkdir -p docs/pictures
	for name in start gather phone desk look_over themes review ties flow choose screen; do \
	  cp tests/browser/screenshots/sample_$$name.png docs/pictures/$$name.png; done
