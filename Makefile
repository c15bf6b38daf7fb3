# On a fresh machine: Python 3.11+ and make. Everything goes into .venv/ and .dagster/ beside this file.
PYTHON ?= python3
BIN := .venv/bin
export DAGSTER_HOME := $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := 1
export GX_ANALYTICS_ENABLED := false

.PHONY: install demo test check ui roster bench clean

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.dagster/dagster.yaml: dagster.yaml
	mkdir -p -m 700 .dagster
	cp dagster.yaml $@

install: .venv/installed .dagster/dagster.yaml

demo: install            ## make the demo county if data/raw/ is empty, run every month, print a summary
	$(BIN)/renpu demo

roster: install          ## the same job on whatever lies in data/raw/: make roster MONTH=2026-10
	$(BIN)/renpu run $(MONTH)

ui: install              ## the Dagster UI on http://127.0.0.1:3000
	$(BIN)/renpu ui

test: install            ## lint, types and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --dist loadfile

bench: install           ## accuracy and speed on fresh seeds; takes a while
	$(BIN)/python -m benchmarks

lock:                    ## renew requirements.lock after a change in pyproject.toml
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --no-strip-extras --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml

clean:                   ## forget every run and the demo county; deliveries of a real county stay
	rm -rf data/warehouse/* .dagster
