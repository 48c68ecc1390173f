# Two commands are enough: `make run` to use the board, `make test` to check it. `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
PORT ?= 8501
SECONDS ?= 180

VENV := .venv
IN_VENV := $(VENV)/bin/python
PIP := $(IN_VENV) -m pip install --quiet --disable-pip-version-check

# An empty file stands for "these requirements are installed": a second run starts at once.
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed

.DEFAULT_GOAL := help
.PHONY: help run setup browser test office lint format accuracy learn bench fuzz lock clean

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(RUNTIME) ## serve the board on localhost:8501 (another port: make run PORT=8502)
	@$(IN_VENV) -m tools.serve --port $(PORT)

setup: $(DEVELOPMENT) browser ## install everything that running, testing and measuring need

browser:
	@$(PYTHON) -m tools.system_packages browser

test: setup lint ## lint, types and all tests
	$(IN_VENV) -m pytest -n 2 --dist loadgroup

office: $(RUNTIME) ## write every document from the sample, convert it to PDF with LibreOffice, check it
	@$(PYTHON) -m tools.system_packages office
	@$(IN_VENV) -m tools.office

lint: $(DEVELOPMENT) ## format and lint rules, types
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m mypy

format: $(DEVELOPMENT) ## format the code and apply safe fixes
	$(IN_VENV) -m ruff format .
	$(IN_VENV) -m ruff check --fix .

accuracy: $(RUNTIME) ## how well narratives are judged: confusion table and errors, seen and unseen texts
	@$(IN_VENV) -m tools.accuracy

learn: $(RUNTIME) ## learn the judge's weights anew from the labelled texts; needed after a change of these
	$(PIP) -r requirements-learn.txt
	@$(IN_VENV) -m tools.learn

bench: $(DEVELOPMENT) ## measure ingest and a page against their yardsticks
	$(IN_VENV) -m bench

fuzz: $(DEVELOPMENT) ## read ledgers spoilt at random for three minutes (longer: SECONDS=900)
	$(IN_VENV) -m tools.fuzz --seconds $(SECONDS)

lock: ## pin again, from a new environment, what the requirements need in turn
	rm -rf $(VENV)
	sed -i '/==/d' constraints.txt
	$(MAKE) $(DEVELOPMENT)
	$(IN_VENV) -m pip freeze \
		| grep -vixF "$$(sed -n 's/^\([^# ]*==[^ ]*\).*/\1/p' requirements*.txt)" >> constraints.txt
	@touch $(RUNTIME) $(DEVELOPMENT)

clean: ## remove the environment and caches; never touches data/
	rm -rf $(VENV) .office .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

$(IN_VENV):
	@$(PYTHON) -m tools.system_packages venv
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt constraints.txt | $(IN_VENV)
	$(PIP) -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt constraints.txt $(RUNTIME)
	$(PIP) -r requirements-dev.txt
	@touch $@
