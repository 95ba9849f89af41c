# `make` prints this help; every target sets up what it needs inside this folder.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help
help: ## Print this help
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: .venv/run.stamp ## Start the assistant (trial region and sandbox, unless SAPA_TELEGRAM_TOKEN is set)
	@set -a; if [ -f .env ]; then . ./.env; fi; set +a; exec $(BIN)/sapa run

.PHONY: test
test: .venv/dev.stamp ## All tests, on SQLite and PostgreSQL, browser included
	$(BIN)/pytest -n 2

.PHONY: check
check: .venv/dev.stamp ## Format, lint, types, imports, words, fast tests: under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 -q -m "not slow" tests/architecture tests/domain tests/files tests/locales tests/handlers

.PHONY: format
format: .venv/dev.stamp ## Format and mend what can be mended
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .

.PHONY: bench
bench: .venv/dev.stamp ## Measure, side by side with peers: import, start-up, sending, receiving, memory
	$(BIN)/python -m tests.benchmarks

.PHONY: crash
crash: .venv/dev.stamp ## Kill, freeze and starve workers, and hold their history against the truth (long)
	$(BIN)/python -m tests.crash

.PHONY: forensics
forensics: .venv/dev.stamp ## Search everything stored after a thousand sealed reports (ten minutes)
	SAPA_TEST_REPORTS=1000 $(BIN)/pytest tests/forensics

.PHONY: trail
trail: .venv/dev.stamp ## Change the audit trail ten thousand times on each database; each change must be found
	SAPA_TEST_MUTATIONS=10000 $(BIN)/pytest -q -s tests/storage/test_trail.py -k every_change

.PHONY: audit
audit: check ## The longer check: bill of materials, and known vulnerabilities (needs a network)
	$(BIN)/python -m tests.sbom > sbom.json
	@$(BIN)/uv tool run pip-audit --version >/dev/null 2>&1 || { echo "NOT CHECKED for known vulnerabilities: pip-audit cannot be fetched from here."; exit 3; }
	$(BIN)/uv tool run pip-audit --strict --require-hashes --disable-pip -r requirements.txt

.PHONY: lock
lock: .venv/dev.stamp ## Renew the locked requirements (hashes, no addresses)
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml --group build --group dev -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group build -c requirements-dev.txt -o requirements.txt

.PHONY: clean
clean: ## Remove the environment and caches (data stays)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Set PYTHON=python3.11 (or newer).") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt pyproject.toml | .venv/bin/python
	@test -e .venv/dev.stamp || $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt pyproject.toml | .venv/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/run.stamp
