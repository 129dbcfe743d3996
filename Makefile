# netkit: everything from a fresh clone, with Python 3.11 or newer and make alone.
#
#   make help        what there is
#   make PYTHON=…    with another Python than `python3`

PYTHON ?= python3
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
# Twice quiet: errors alone. Pip's own package cache makes a second environment quick.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALL := $(PIP) install --constraint constraints.txt --build-constraint constraints.txt

# Where the documents behind the dossiers lie, if they are at hand: with them, citations show the passages.
NETKIT_DOCUMENTS ?= ../shared/seeds

.DEFAULT_GOAL := help
.PHONY: help env report test check figures notebooks docs bench mutants pins clean FORCE

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | \
	  while IFS='|' read -r target text; do printf '%-18s %s\n' "$$target" "$$text"; done

# The stamp holds the folder for which the environment was built: one that was moved, or whose Python has gone, is built anew.
BUILT_FOR := $(shell $(BIN)/python -c 'print(open("$(STAMP)").read().strip())' 2>/dev/null)
ifneq ($(BUILT_FOR),$(CURDIR))
$(STAMP): FORCE
endif

env: $(STAMP) ## the environment in .venv, with all extras and tools
	@:

$(STAMP): pyproject.toml constraints.txt hatch_build.py package-lock.json
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "netkit needs Python 3.11 or newer, and '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1 | tail -n 1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' comes without venv or ensurepip: install them (on Debian and Ubuntu the package python3-venv)," >&2; \
	  echo "or name another Python: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@# An environment that was made here and still runs is brought up to date, any other is made anew.
	@rm -f $(STAMP)
	@if grep -q '^command = .* $(CURDIR)/$(VENV)$$' $(VENV)/pyvenv.cfg 2>/dev/null && \
	    $(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then echo "Bringing the environment in $(VENV) up to date"; \
	  else echo "Building the environment in $(VENV) (some minutes, once)"; "$(PYTHON)" -m venv --clear $(VENV); fi
	@$(PIP) install --constraint constraints.txt pip
	@$(INSTALL) --editable ".[all]" --group dev
	@echo "$(CURDIR)" > $(STAMP)

report: $(STAMP) ## tables, figures, chains of every case and the explorer page of seeds/nkvd, in report/
	@if [ -d "$(NETKIT_DOCUMENTS)" ]; then set -- --documents "$(NETKIT_DOCUMENTS)"; else \
	    echo "No documents at '$(NETKIT_DOCUMENTS)' (set NETKIT_DOCUMENTS): citations without passages" >&2; set --; fi; \
	  $(BIN)/netkit report seeds/nkvd report/ "$$@"

figures: $(STAMP) ## the figures of seeds/nkvd, in figures/
	$(BIN)/netkit figures seeds/nkvd figures/

check: $(STAMP) ## the linters: ruff, mypy, import-linter
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

test: check ## the linters, then the tests
	$(BIN)/python -m pytest

notebooks: $(STAMP) ## the notebooks, run from top to bottom, as pages in report/notebooks/
	$(BIN)/python -m nbconvert --to html --execute --output-dir report/notebooks notebooks/*.ipynb

docs: $(STAMP) ## the documentation, in build/docs/html/index.html
	@$(INSTALL) --group docs
	$(BIN)/python -m sphinx -M html docs build/docs -d build/doctrees -W --keep-going --quiet
	@echo "wrote build/docs/html/index.html"

bench: $(STAMP) ## the benchmarks, netkit and its peers in one run
	@$(INSTALL) --group bench
	$(BIN)/python -m benchmarks

# Plain Python, in a clone: mutants are written over the files. One after the other, in about an hour.
mutants: $(STAMP) ## mutation testing of the kernels and measures that are committed, in build/mutants/
	@$(INSTALL) --group mutation
	rm -rf build/mutants
	git clone --quiet . build/mutants
	cd build/mutants && export NUMBA_DISABLE_JIT=1 PYTHONPATH="$$PWD" && \
	  export NETKIT_REFERENCE="$${NETKIT_REFERENCE:-$(abspath ../shared/reference)}" PATH="$(CURDIR)/$(BIN):$$PATH" && \
	  python -m tests.mutation record reach.json && \
	  cosmic-ray init tests/mutation/cosmic-ray.toml session.sqlite && \
	  cr-filter-operators session.sqlite tests/mutation/cosmic-ray.toml && \
	  python -m tests.mutation sample session.sqlite && python -m tests.mutation try session.sqlite reach.json

pins: ## constraints.txt anew: the newest versions that go together on Python 3.11
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo "The pins are made on the oldest Python that netkit runs on: make PYTHON=python3.11 pins" >&2; exit 1; }
	"$(PYTHON)" -m venv --clear .venv-pins
	.venv-pins/bin/python -m pip uninstall --quiet --yes setuptools
	.venv-pins/bin/python -m pip --quiet --quiet install --upgrade pip
	.venv-pins/bin/python -m pip --quiet --quiet install ".[all]" --group dev --group bench --group docs --group mutation
	@{ sed -n '/^#/p' constraints.txt; \
	  .venv-pins/bin/python -m pip freeze --all --exclude netkit-sna | LC_ALL=C sort -f; } > constraints.new
	@mv constraints.new constraints.txt && rm -rf .venv-pins

clean: ## away with what was built; the environment too
	rm -rf $(VENV) .venv-pins build dist report docs/generated netkit/explorer/static/cytoscape.* tests/explorer/axe.min.js .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
