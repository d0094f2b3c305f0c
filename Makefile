UV_VERSION := 0.13.9
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: setup run test test-browser test-long bench-voice check

setup: $(VENV)/.ready ## .venv from the lock file

$(VENV)/.ready: pyproject.toml uv.lock
	$(PYTHON) -m venv $(VENV)
	$(RUN)/pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	UV_PROJECT_ENVIRONMENT=$(VENV) $(RUN)/uv sync --frozen --inexact --quiet
	touch $@
