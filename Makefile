# Everything runs from a virtual environment in .venv that the first target makes.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PREPARED := dbt_like_sql/target/manifest.version

.PHONY: help install run test chromium ui dashboard bench docs clean

help: ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) $(PREPARED) ## make .venv and install Dateline with its pinned, hashed requirements

# --no-deps: the lock lists everything, so nothing is left to resolve; `pip check` proves it.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Dateline needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11.")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Making .venv failed. On Debian, install the package python3-venv."; rm -rf .venv; exit 1; }
	@echo "Installing (some minutes the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check
	@touch $(STAMP)

# The dbt project is parsed here once, instead of in every data folder.
$(PREPARED): $(STAMP) orchestration/dbt.py orchestration/versions.py $(shell find dbt_like_sql -name target -prune -o -type f -print)
	@$(BIN)/python -m orchestration.dbt
	@touch $(PREPARED)

run: install ## run Dateline on the bundled sample and publish data/published/dateline.duckdb
	@$(BIN)/dateline run sample/pages
	@echo "Look at it: make dashboard, or make ui for Dagster."

test: install chromium ## format check, lint, types, import rules, SQL lint, and all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_like_sql
	$(BIN)/python -m pytest

chromium: ## have a Chromium for the dashboard's tests; CHROMIUM=/path/to/one uses another
	@sh tools/install_chromium.sh

ui: install ## start the Dagster web UI on port 3000
	@$(BIN)/dateline ui

dashboard: install ## start the dashboard on port 8501
	@$(BIN)/dateline dashboard

bench: install ## install the readers that `benchmarks.score --peers` compares with
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock

docs: install ## write docs/data_dictionary.md from the table declarations
	@$(BIN)/python -m warehouse.dictionary

clean: ## remove the environment, caches and the data of `make run`
	rm -rf .venv dbt_like_sql/target .mypy_cache .ruff_cache .pytest_cache .hypothesis data dist
