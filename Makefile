# Two commands: `make demo` builds the home territory from what the repository holds; `make test` proves it.
# Both set up what they need with nothing but Python >= 3.11.
PYTHON ?= python3
VENV ?= .venv
OUT ?= out
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: demo test bench clean

demo: $(VENV)/.installed
	$(BIN)/maillage build --out $(OUT)
	$(BIN)/maillage export --out $(OUT) -o $(OUT)/maillage.ttl
	$(BIN)/maillage view vue-territoire --out $(OUT) -o $(OUT)/territoire.html
	$(BIN)/maillage query --out $(OUT) flux-par-financeur
	@echo "→ $(OUT)/rapport.html · $(OUT)/territoire.html · $(OUT)/maillage.ttl — ensuite : $(BIN)/maillage query"

test: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

bench: $(VENV)/.installed
	$(BIN)/python tests/bench/mapping/run.py

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

clean:
	rm -rf $(OUT) $(VENV) .mypy_cache .ruff_cache .pytest_cache
