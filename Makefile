# make install     install the pinned dependencies into .venv
# make run         crawl the demo archive, train the networks and draw results/index.html
# make test        run the tests, except those of `faults` and `slurm-test`; installs Chromium, as root or with sudo
# make benchmarks  measure speed, memory and learning; about an hour and three quarters (docs/benchmarks.md)
# make gpu-check   test and measure training on a GPU in ten minutes; SIZE=small tries it without one (docs/how-to/gpu.md)
# make faults      kill runs, fill disks, damage files and checkpoints; writes docs/reliability.md; long, as root
# make slurm-test  run the workflow on Slurm with one node, as root (docs/cluster.md)
# make lint        check the format, the code and the types; changes nothing
# make docs        write docs/configuration.md from its schema, and figures from docs/benchmarks.json
# make lock        update requirements.lock, envs/ and docs/licences.md from pyproject.toml
# make audit       check the pinned dependencies for known vulnerabilities (needs pypi.org)
# make clean       remove results/, benchmarks/results/, .venv and the caches (also a live crawl's pages); keeps runs/
#
# All targets except the last two first create or update .venv if it is missing or older than requirements.lock.

CORES ?= all
# For `make benchmarks` and `make gpu-check`: one or more configuration files, and the directory for its results.
CONFIG ?= config.yaml
DIRECTORY ?= .
SIZE ?= full
VENV := .venv
STAMP := $(VENV)/requirements.lock
BIN := $(VENV)/bin

# The first of these that is Python 3.11 or later. The lock file was made with 3.11.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# Whether Chromium is missing, and how to install it as root without a password: `env` if already root, or sudo.
LACKS_CHROMIUM = $(shell { command -v chromium || command -v chromium-browser; } >/dev/null \
	&& command -v chromedriver >/dev/null || echo yes)
AS_ROOT = $(shell command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] && echo env || { sudo -n true && echo sudo env; }; } 2>/dev/null)

DEBIANS := chromium chromium-driver
UBUNTUS := chromium-browser chromium-chromedriver
CHROMIUM_NEEDS_ROOT = the tests need Chromium and its driver: run "sudo apt-get install $(DEBIANS)" (Ubuntu: $(UBUNTUS)), \
	then run "make test" again

.PHONY: install run test chromium benchmarks gpu-check faults slurm-test lint docs lock audit clean

install: $(STAMP)

run: $(STAMP)
	@echo "==> running the workflow"
	@PYTHONPATH=workflow_scripts $(BIN)/snakemake --cores $(CORES) --logger geetkar
	@echo "==> open results/index.html in a browser"

test: chromium $(STAMP)
	@echo "==> testing"
	@$(BIN)/pytest --numprocesses $$(nproc) --dist loadfile --no-loadscope-reorder

chromium:
	$(if $(LACKS_CHROMIUM),$(if $(AS_ROOT),,$(error $(CHROMIUM_NEEDS_ROOT))))
	@$(if $(LACKS_CHROMIUM),echo "==> installing Chromium and its driver" && $(AS_ROOT) apt-get update -qq \
		&& $(AS_ROOT) DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends fonts-noto-core \
		$$(apt-cache show chromium-driver >/dev/null 2>&1 && echo $(DEBIANS) || echo $(UBUNTUS)) >/dev/null)

benchmarks: $(STAMP)
	@echo "==> measuring"
	@$(BIN)/snakemake --snakefile benchmarks/Snakefile --cores $(CORES) --directory $(DIRECTORY) --configfile $(CONFIG)
	@echo "==> open $(DIRECTORY)/benchmarks/results/index.html in a browser"

gpu-check: $(STAMP)
	@echo "==> checking the GPU"
	@$(BIN)/snakemake --snakefile benchmarks/Snakefile --cores $(CORES) --directory $(DIRECTORY) --configfile $(CONFIG) \
		-- benchmarks/results/gpu/$(SIZE).md
	@cat $(DIRECTORY)/benchmarks/results/gpu/$(SIZE).md

faults: $(STAMP)
	@echo "==> running the fault tests, which write docs/reliability.md"
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
	@echo "==> rendering docs/configuration.md from its schema, and figures from docs/benchmarks.json"
	@$(BIN)/python docs/render_configuration.py
	@$(BIN)/python docs/render_benchmarks.py

lock: $(STAMP)
	@echo "==> pinning the dependencies of pyproject.toml"
	@# sed removes local version suffixes such as +cpu, which name a build.
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
	@# --strict: fail for packages that the service does not know.
	@.cache/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement requirements.lock

$(STAMP): requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later was not found:" \
		"install it (Debian: apt-get install python3 python3-venv) or give its path: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "==> installing the pinned dependencies into $(VENV) with $$($(PYTHON) --version), once"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module does not work: install it" \
		"(Debian: apt-get install python3-venv), then run make again" >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@cp requirements.lock $(STAMP)

clean:
	@echo "==> removing results, caches and the environment"
	@rm -rf results benchmarks/results .snakemake .cache .pytest_cache .ruff_cache .hypothesis $(VENV)
