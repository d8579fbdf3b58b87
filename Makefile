# `make run` and `make test` do all set-up: they need make and a Python with venv, nothing else.

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ringback-installed
SERVES := $(VENV)/.ringback-serves
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
CODE   := $(wildcard mocks contract_tests benchmarks)
TRIED  := contract_tests/fuzz $(wildcard contract_tests/*/test_laws_*.py contract_tests/*/test_*machine.py)
PINNING := --quiet --no-config --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# The first interpreter that is new enough, those first for which every pinned package has a wheel;
# `make PYTHON=/path/to/python3 …` chooses another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import ensurepip, venv; $(RECENT)' 2>/dev/null && echo $$python && break; done)

.PHONY: help run test fuzz check bench lock clean
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' Makefile

run: $(SERVES) ## start the server; make run ARGS="--port 9000 --clock frozen"
	@exec $(BIN)/ringback serve $(ARGS)

test: $(STAMP) ## run the contract tests; make test ARGS="-k worlds -x"
	@$(BIN)/python -m pytest $(ARGS)

fuzz: $(STAMP) ## try descriptions, laws and models for long; make fuzz EFFORT=50 ARGS="-k cisco"
	@RINGBACK_EFFORT=$(or $(EFFORT),20) $(BIN)/python -m pytest $(TRIED) $(ARGS)

check: $(STAMP) ## lint, format, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict $(CODE)
	$(BIN)/python -m pytest -q contract_tests/test_architecture.py

bench: $(STAMP) ## measure what the design budgets; make bench ARGS=…
	@$(BIN)/python -m benchmarks $(ARGS)

lock: $(STAMP) ## pin the newest versions that pyproject.toml allows
	@$(BIN)/pip install -qq --disable-pip-version-check 'pip-tools>=7.5,<8'
	@$(BIN)/pip-compile $(PINNING) --upgrade --extra dev --output-file requirements-dev.lock pyproject.toml
	@$(BIN)/pip-compile $(PINNING) --constraint requirements-dev.lock --build-deps-for editable \
		--output-file requirements.lock pyproject.toml

clean: ## remove the virtual environment, caches and build products
	rm -rf $(VENV) build dist .ringback .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made once, and again when what is to be installed changes. A virtual environment that works is kept: one in which
# the tests can run serves too, and `make run` alone does without what only they need.
$(SERVES): pyproject.toml requirements.lock
	@$(call install,requirements.lock)
	@touch $@

$(STAMP): pyproject.toml requirements.lock requirements-dev.lock
	@$(call install,requirements-dev.lock)
	@touch $(SERVES) $@

define install
	if ! $(BIN)/python -c '$(RECENT)' 2>/dev/null || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		if ! "$(PYTHON)" -c 'import ensurepip, venv; $(RECENT)' 2>/dev/null; then \
			echo 'Ringback needs Python 3.11 or newer, with venv (Debian, Ubuntu: apt install python3-venv).' >&2; \
			echo 'If it is installed but not found, say where: make PYTHON=/path/to/python3 …' >&2; \
			exit 1; \
		fi; \
		echo "Ringback: making $(VENV) with $$("$(PYTHON)" --version)"; \
		"$(PYTHON)" -m venv --clear $(VENV) || exit 1; \
	fi; \
	echo 'Ringback: installing $(1) and this checkout (once; some seconds to a minute)'; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1) && \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
endef
