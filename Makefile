# Needs make and Python 3.11 or later with venv; everything else goes into .venv.
PYTHON ?= python3
# How make check tells of problems: text, github or json
FORMAT ?= text
# How many tests run at a time: as many as there are cores, for each takes a browser of its own
WORKERS ?= auto
# More flags for the locking, for instance: make lock LOCK_FLAGS=--upgrade
LOCK_FLAGS ?=
UV_VERSION := 0.13.9

VENV := .venv
BIN := $(VENV)/bin
SITE := $(VENV)/.site
TEST := $(VENV)/.test
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCK_VENV := .venv-lock
UV := $(LOCK_VENV)/bin/uv-$(UV_VERSION)
COMPILE := UV_PYTHON_DOWNLOADS=never $(UV) --no-config pip compile pyproject.toml --quiet \
	--universal --python-version 3.11 --generate-hashes --no-header $(LOCK_FLAGS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site test serve check lint lock clean FORCE

help: ## visa den här hjälpen
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(SITE) ## bygg hela webbplatsen i site/
	@$(BIN)/tilldelat build

test: $(TEST) ## kör alla tester
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist loadgroup

serve: $(SITE) ## bygg, visa lokalt och bygg om vid ändring
	@$(BIN)/tilldelat serve

check: $(SITE) ## kontrollera innehållet utan att skriva något
	@$(BIN)/tilldelat check --format $(FORMAT)

lint: $(TEST) ## granska koden: ruff och mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lock: $(UV) ## lås om beroendena efter en ändring i pyproject.toml
	@mkdir -p lock
	@$(COMPILE) --group build --output-file lock/site.txt >/dev/null
	@$(COMPILE) --group build --group test --constraints lock/site.txt \
		--output-file lock/test.txt >/dev/null
	@if grep -nE '://|[ (]/|^-' lock/*.txt; then \
		echo "Fel: ett lås nämner en adress eller en lokal sökväg (raderna ovan)." >&2; exit 1; fi
	@echo "Låst: lock/site.txt och lock/test.txt."

clean: ## ta bort det som byggts (ta bort .venv för hand för en ny miljö)
	rm -rf build site .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov $(LOCK_VENV)
	find benchmarks generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. Each step leaves a stamp, so that nothing is done again for nothing.

# An environment whose Python is gone (upgraded away, say) is made anew.
ifneq ($(shell test -x $(BIN)/python && echo ja),ja)
$(VENV)/.venv: FORCE
endif

# Says in plain words what is missing, before anything is made.
define require_python
	@$(PYTHON) -c '' 2>/dev/null || { \
		echo "Fel: hittar ingen Python som '$(PYTHON)'. Installera Python 3.11 eller senare," >&2; \
		echo "eller peka ut en: make PYTHON=/sökväg/till/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Fel: Python 3.11 eller senare krävs, men '$(PYTHON)' är" \
			"$$($(PYTHON) -c 'import platform; print(platform.python_version())')." >&2; \
		echo "Peka ut en nyare: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Fel: '$(PYTHON)' saknar venv eller ensurepip. På Debian och Ubuntu:" >&2; \
		echo "    apt-get install python3-venv" >&2; exit 1; }
endef

# The locks are whole: nothing is left for pip to choose, and so what comes out later can't make it
# refuse them (as it did a lock with coverage[toml] once a newer coverage was out). That they are
# whole and go together is asked afterwards.
define check_packages
	@said=$$($(PIP) check) || { \
		echo "Fel: paketen i $(VENV) går inte ihop:" >&2; echo "$$said" >&2; \
		echo "Ta bort $(VENV) och kör igen. Hjälper inte det är låsen fel: make lock" >&2; exit 1; }
endef

$(VENV)/.venv:
	$(require_python)
	@echo "Skapar $(VENV) med $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(SITE): $(VENV)/.venv lock/site.txt pyproject.toml
	@echo "Installerar det som webbplatsen behöver (första gången tar det någon minut) …"
	@$(PIP) install --quiet --require-hashes --no-deps -r lock/site.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@# As pip does with the packages: where Python may not keep what it compiles, as in many
	@# containers, each command would compile the whole program, a fifth of a second each time.
	@$(BIN)/python -m compileall -q generator
	$(check_packages)
	@touch $@

$(TEST): $(SITE) lock/test.txt
	@echo "Installerar det som testerna behöver …"
	@$(PIP) install --quiet --require-hashes --no-deps -r lock/test.txt
	$(check_packages)
	@touch $@

$(UV):
	$(require_python)
	@echo "Hämtar uv $(UV_VERSION) till $(LOCK_VENV) …"
	@$(PYTHON) -m venv --clear $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV_VERSION)
	@ln -s uv $@
