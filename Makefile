# From a fresh clone: `make run` or `make test`. Needs Python 3.11 or newer (with pip and venv) and make.

UV_VERSION := 0.13.9
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
PYTEST := $(RUN)/python -m pytest
# Three processes on two cores: what one waits for, another uses.
WORKERS ?= 3

# Compiled once in setup, so that no start waits for it, not even where Python may not write what it compiled.
USED := import bot.cli, bot.starting, bot.voice.listener, faster_whisper, hypothesis, pytest, playwright.async_api

# Whatever happens, only the lock file decides what is installed, and only from the Python that is here.
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1

.DEFAULT_GOAL := help
.PHONY: help setup install run test check test-browser test-long test-peers test-live bench bench-endurance bench-voice \
	simulate docs audit sbom update-goldens update-docs

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 24

setup: $(VENV)/.ready ## .venv from the lock file, and the command .venv/bin/flashcoop

$(VENV)/.ready: pyproject.toml uv.lock Makefile $(RUN)/uv
	$(RUN)/uv sync --frozen --inexact --quiet --python $(RUN)/python
	@$(MAKE) --no-print-directory $(RUN)/flashcoop
	@PYTHONDONTWRITEBYTECODE= $(RUN)/python -c '$(USED)'
	@touch $@

# A server needs neither tests nor checkers, and compiles everything now: its service may not write beside the code.
install: $(RUN)/uv ## .venv as a server needs it, again after each upgrade
	$(RUN)/uv sync --frozen --inexact --no-dev --compile-bytecode --quiet --python $(RUN)/python
	@$(MAKE) --no-print-directory $(RUN)/flashcoop
	$(RUN)/python -m compileall -q bot dialogs storage

$(RUN)/uv: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make setup PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@touch $@

# The packages are an application, run from the checkout: nothing of ours is installed into .venv. Both variables
# reach the child processes too; without PYTHONSAFEPATH a folder called `bot` where one stands would win.
$(RUN)/flashcoop: Makefile
	@printf '#!/bin/sh\n# Runs the assistant of this checkout, whatever the current folder.\n' > $@
	@printf 'PYTHONSAFEPATH=1 PYTHONPATH="%s" exec "%s/python" -m bot "$$@"\n' "$(CURDIR)" "$(CURDIR)/$(RUN)" >> $@
	@chmod 755 $@

run: setup ## set up, then serve the demonstration (Ctrl-C stops it)
	$(RUN)/flashcoop run --demo

test: setup check ## set up, then everything that is checked without a browser
	$(PYTEST) -m "not browser and not long and not peers and not live" -n $(WORKERS) --dist worksteal

check: # style, types, import rules
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

test-browser: setup ## tests in a real browser; installs Debian's Chromium where it may
	@.ci/chromium
	$(PYTEST) -m browser

test-long: setup ## tests that take minutes
	$(PYTEST) -m long

test-peers: setup ## a real enDI beside us; the first time it installs one (MariaDB, Redis, five minutes, root)
	$(PYTEST) -m peers -n 0

test-live: setup ## docs/going-live.md, executed on a bare Debian 12 (root, the network, some ten minutes)
	$(PYTEST) -m live -n 0

bench: setup ## what a turn costs, beside python-telegram-bot and aiogram; on a machine that does nothing else
	$(RUN)/python -m tests.bench

bench-endurance: setup ## half an hour at fifty turns a second with a thousand people: is every answer there?
	$(RUN)/python -m tests.bench.endurance

bench-voice: setup ## how well spoken answers are understood, on the recordings we have
	$(RUN)/python -m tests.voice.bench

simulate: setup ## the seven Flashcoops of 2019-2020 with invented people, from the first link to month six
	$(RUN)/flashcoop simulate

# Tools of their own place, from the same lock file: what is checked does not depend on what checks it.
TOOLS := .cache/tools
ALONE = UV_PROJECT_ENVIRONMENT=$(CURDIR)/$(TOOLS)/$(1) $(RUN)/uv sync --frozen --only-group $(1) --quiet --python $(RUN)/python

docs: $(RUN)/uv ## docs/ as a small site, in site/; a link that leads nowhere fails
	$(call ALONE,docs)
	$(TOOLS)/docs/bin/python -m sphinx --fail-on-warning --keep-going --quiet --jobs auto -b html \
		-d .cache/docs docs site
	@echo "site/index.html"

audit: setup ## known vulnerabilities in what is locked (needs pypi.org), and licences
	$(call ALONE,audit)
	$(PYTEST) tests/house/test_licences.py -n 0
	$(RUN)/python -m tests.house.audit $(RUN)/uv $(TOOLS)/audit/bin/pip-audit .cache/requirements.txt

sbom: $(RUN)/uv ## dist/flashcoop.cdx.json: what a server installs, with licences and hashes (CycloneDX)
	$(RUN)/python -m tests.house.sbom $(RUN)/uv dist/flashcoop.cdx.json

update-goldens: setup ## rewrite the golden transcripts from what is said now; look at the difference
	$(PYTEST) tests/dialogs --update

update-docs: setup ## rewrite what is generated: parts of documents, licences, diagrams, the translators' catalogue
	$(RUN)/python -m tests.house.generated
	$(RUN)/python -m tests.house.licences
	$(RUN)/flashcoop diagrams
	$(RUN)/flashcoop extract
