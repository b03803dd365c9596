# The only door. A newcomer needs `make run` and `make test`.
.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/sh
export PORT ?= 8000
# Modules are compiled once, not at every start, also where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install -qq --disable-pip-version-check --no-input --no-compile --require-hashes
BORROW := $(PY) -m ground.launcher borrow --
LOCK := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: help run setup test soak bench proof lint lock

help:
	@echo "make run    serve at http://127.0.0.1:$(PORT) (PORT=9000 make run for another port)"
	@echo "make test   run every test, with servers and a browser of its own"
	@echo "make setup  only prepare: packages, servers, tables"
	@echo "make lint   check style and types"
	@echo "make bench  print the benchmark table"
	@echo "make proof  kill, attack and restore everything; tell what was tried and what was lost (half an hour)"
	@echo "make soak   run the long fault tests (half an hour)"
	@echo "make lock   renew the locks after pyproject.toml has changed"

run: $(VENV)/requirements.lock
	@exec $(PY) -m coprod.run --until-parent-ends

setup: $(VENV)/requirements.lock
	@$(PY) manage.py services up
	@$(PY) manage.py prepare
	@echo "Ready. The servers keep running until: $(PY) manage.py services down"

# Two processes more than there are cores: a test often waits, for a page, a worker or a server that starts.
SIDE_BY_SIDE = $(shell $(PY) -c 'import os; print(min(4, os.cpu_count() + 2))')

test: $(VENV)/requirements-dev.lock node_modules/.package-lock.json
	@$(PY) -m ground.catalogues locale
	@$(PY) -m tests.chromium
	@$(BORROW) $(PY) -m pytest $(or $(ARGS),--numprocesses $(SIDE_BY_SIDE) --dist loadfile --no-loadscope-reorder)

soak: $(VENV)/requirements-dev.lock
	@$(PY) -m tests.as_described
	@$(BORROW) $(PY) -m pytest -m soak $(ARGS)

bench: $(VENV)/requirements-dev.lock
	@$(PY) -m tests.chromium
	@$(BORROW) $(PY) -m bench $(ARGS)

proof: $(VENV)/requirements-dev.lock
	@$(PY) -m ground.catalogues locale
	@$(PY) -m proof $(ARGS)

lint: $(VENV)/requirements-dev.lock node_modules/.package-lock.json
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy
	@$(PY) -m tests.node node node_modules/typescript/bin/tsc --project .

lock: $(VENV)/requirements-dev.lock
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --extra s3 --constraint requirements.lock --output-file requirements-s3.lock
	@$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock

# The copy of a lock in the virtual environment says that everything it names is installed.
$(VENV)/requirements.lock $(VENV)/requirements-dev.lock: $(VENV)/%: % | $(VENV)/bin/pip
	@echo "Installing the packages of $< …"
	@$(INSTALL) --requirement $<
	@cp $< $@

$(VENV)/bin/pip:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making the virtual environment $(VENV) …"; exec $$python -m venv $(VENV); fi; done; \
	echo "Coprod needs Python 3.11 or newer: install it, or name it, as in PYTHON=/opt/python/bin/python3 make run."; exit 1

node_modules/.package-lock.json: package-lock.json | $(VENV)/requirements-dev.lock
	@echo "Installing the packages of package-lock.json …"
	@$(PY) -m tests.node npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@
