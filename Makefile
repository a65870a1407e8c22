# make install install the pinned dependencies into .venv, as the others do first
# make run     crawl the demo archive, train, and draw results/index.html
# make test    the tests, but for the long ones of faults and slurm-test; installs Chromium, which they need, as root
# make benchmarks  measure speed, memory and learning again, in an hour and more (docs/benchmarks.md)
# make faults  kill runs, fill disks, damage checkpoints, and write docs/reliability.md: long, as root
# make slurm-test  the workflow on a real Slurm of one node, as root (docs/cluster.md)
# make lint    formatters, linters and the type checker, changing nothing
# make docs    write docs/configuration.md anew from its schema
# make lock    pin the dependencies of pyproject.toml anew, here, in envs/ and in docs/licences.md
# make audit   look for known vulnerabilities of the pinned dependencies (asks pypi.org)
# make clean   remove results/ and benchmarks/results/, the caches (a live crawl's pages in .cache/, too) and .venv; runs/ stays
#
# Each but the last two creates .venv from requirements.lock when it is missing or older than the lock file.

CORES ?= all
# What `make benchmarks` measures: songs and settings, from one or more files, and the folder to measure in.
CONFIG ?= config.yaml
DIRECTORY ?= .
VENV := .venv
STAMP := $(VENV)/requirements.lock
BIN := $(VENV)/bin

# The first of these that is Python 3.11 or later; the lock file was made with 3.11.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# What the tests of the pages need and lack, and how to install it without asking anybody for a password.
LACKS_CHROMIUM = $(shell { command -v chromium || command -v chromium-browser; } >/dev/null \
	&& command -v chromedriver >/dev/null || echo yes)
AS_ROOT = $(shell command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] && echo env || { sudo -n true && echo sudo env; }; } 2>/dev/null)

DEBIANS := chromium chromium-driver
UBUNTUS := chromium-browser chromium-chromedriver
CHROMIUM_NEEDS_ROOT = the tests need Chromium and its driver: type "sudo apt-get install $(DEBIANS)" (Ubuntu: $(UBUNTUS)), \
	then "make test" again

.PHONY: install run test chromium benchmarks faults slurm-test lint docs lock audit clean

install: $(STAMP)

run: $(STAMP)
	@echo "==> running the workflow"
	@PYTHONPATH=workflow_scripts $(BIN)/snakemake --cores $(CORES) --logger geetkar
	@echo "==> open results/index.html in a browser"

test: chromium $(STAMP)
	@echo "==> testing"
	@$(BIN)/pytest --numprocesses logical --dist loadfile --no-loadscope-reorder

chromium:
	$(if $(LACKS_CHROMIUM),$(if $(AS_ROOT),,$(error $(CHROMIUM_NEEDS_ROOT))))
	@$(if $(LACKS_CHROMIUM),echo "==> installing Chromium and its driver" && $(AS_ROOT) apt-get update -qq \
		&& $(AS_ROOT) DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends fonts-noto-core \
		$$(apt-cache show chromium-driver >/dev/null 2>&1 && echo $(DEBIANS) || echo $(UBUNTUS)) >/dev/null)

benchmarks: $(STAMP)
	@echo "==> measuring"
	@$(BIN)/snakemake --snakefile benchmarks/Snakefile --cores $(CORES) --directory $(DIRECTORY) --configfile $(CONFIG)
	@echo "==> open $(DIRECTORY)/benchmarks/results/index.html in a browser"

faults: $(STAMP)
	@echo "==> disturbing runs (docs/reliability.md is the end of it)"
	@$(BIN)/pytest tests/faults --timeout 0 --write-table docs/reliability.md

slurm-test: $(STAMP)
	@echo "==> testing on Slurm"
	@$(BIN)/pytest tests/slurm

lint: $(STAMP)
	@echo "==> linting"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyrefly check --output-format min-text --summary=none
	@$(BIN)/snakefmt --check Snakefile rules benchmarks/Snakefile

docs: $(STAMP)
	@echo "==> rendering docs/configuration.md from its schema"
	@$(BIN)/python docs/render_configuration.py

lock: $(STAMP)
	@echo "==> pinning the dependencies of pyproject.toml"
	@# Without a local suffix such as +cpu, which names a build and not a version.
	@$(BIN)/pip-compile --quiet --upgrade --all-extras --strip-extras --allow-unsafe --no-header --annotation-style=line \
		--no-emit-find-links --no-emit-index-url --output-file=- pyproject.toml \
		| sed 's/+[a-z0-9]*\b//' > $(STAMP).new
	@mv $(STAMP).new requirements.lock
	@$(MAKE) --no-print-directory $(STAMP)
	@$(BIN)/python envs/render_environments.py
	@$(BIN)/python envs/render_licences.py

audit:
	@echo "==> auditing the pinned dependencies"
	@$(PYTHON) -m venv .cache/audit
	@.cache/audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@# Strict: a package that the service does not know is no package without a vulnerability.
	@.cache/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement requirements.lock

$(STAMP): requirements.lock
	@test -n "$(PYTHON)" || { echo "Geetkar needs Python 3.11 or later, and found none:" \
		"install it (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "==> installing the pinned dependencies into $(VENV) with $$($(PYTHON) --version), once"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module does not work: on Debian," \
		"apt-get install python3-venv, then run make again" >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@cp requirements.lock $(STAMP)

clean:
	@echo "==> removing results, caches and the environment"
	@rm -rf results benchmarks/results .snakemake .cache .pytest_cache .ruff_cache .hypothesis $(VENV)
