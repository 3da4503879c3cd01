# make demo: set up and run the main job on real text. make test: set up and pass the gates.
PYTHON ?= python3
BIN := .venv/bin
RUN := runs/intents-demo
# Two processes, a file in one of them, so that what its tests share is made once.
SPREAD := -n 2 --dist loadfile
CORE_TESTS := tests/cli tests/languages tests/metrics tests/models tests/runs tests/training/heads tests/transfer tests/views

.PHONY: demo test lint test-slow lowest clean

demo: .venv/core
	$(BIN)/isogloss transfer examples/intents --from eng --to all --out $(RUN)
	printf '%s\n' "Kifurushi changu kiko wapi?" "Nataka kurudishiwa pesa zangu" \
	  | $(BIN)/isogloss predict $(RUN) --language swh
	@echo "The report: $(RUN)/report.html"

test: .venv/dev lint
	$(BIN)/pytest $(SPREAD) -m "not slow"

test-slow: .venv/dev
	$(BIN)/pytest

lint: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The oldest versions that the core's bounds admit still pass the tests.
lowest: .venv/uv
	$(BIN)/uv venv --quiet --clear .venv/lowest
	$(BIN)/uv pip install --quiet --python .venv/lowest/bin/python --resolution lowest-direct -e .
	$(BIN)/uv pip install --quiet --python .venv/lowest/bin/python pytest pytest-xdist hypothesis
	.venv/lowest/bin/python -m pytest $(SPREAD) -m "not slow and not browser" $(CORE_TESTS) --ignore tests/languages/building

.venv/core: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ .venv/core

.venv/uv: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	touch $@

clean:
	rm -rf .venv runs .mypy_cache .ruff_cache .pytest_cache
