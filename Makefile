# One command for each thing that a developer does; `make` alone lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.installed
CHECKS := check-style check-types check-templates check-imports check-translations \
	check-migrations check-architecture
TEMPLATES := templates local/mail_templates

# Images for containers often forbid bytecode. All that is started here would compile every module
# anew in each of its processes, which takes longer than many of the tests themselves.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo smoke test check fix bench migration assets lock translations clean $(CHECKS)

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## start everything, with example content; Ctrl-C stops it
	@$(PYTHON) -m local.demo

smoke: $(READY) ## start everything in a folder of its own, see that it lives, stop it
	@$(PYTHON) -m local.demo --smoke

test: $(READY) ## run every test; make test args="-k word" runs some
	@$(PYTHON) -m pytest -n auto --maxprocesses 4 --dist worksteal $(args)

check: $(READY) ## look for faults without running the product's tests
	@$(MAKE) --no-print-directory -j3 -k $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) $(CHECKS)
	@echo "All checks passed."

check-style: $(READY)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

check-types: $(READY)
	@$(PYTHON) -m mypy

check-templates: $(READY)
	@$(VENV)/bin/djlint --check --lint --quiet $(TEMPLATES)

check-imports: $(READY)
	@PYTHONPATH=. $(VENV)/bin/lint-imports

check-translations: $(READY)
	@$(PYTHON) -m local.translations check

check-migrations: $(READY)
	@$(PYTHON) -m local.migrations check

check-architecture: $(READY)
	@$(PYTHON) -m pytest tests/architecture -q

fix: $(READY) ## mend what can be mended by a program: format, imports, templates
	@$(PYTHON) -m ruff check --fix-only .
	@$(PYTHON) -m ruff format .
	@$(VENV)/bin/djlint --reformat --quiet $(TEMPLATES)

bench: $(READY) ## measure speed and memory, and print a table
	@$(PYTHON) -m tests.bench $(args)

migration: $(READY) ## write a migration to what the models say; m="what changes"
	@$(PYTHON) -m local.migrations new "$(m)"

assets: ## build webapp/static/vendor again (needs Node 20 or later)
	npm ci
	npm run build

lock: $(READY) ## pin the newest versions that requirements*.in allow
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.txt requirements.in
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		-c requirements.txt -o requirements-dev.txt requirements-dev.in

translations: $(READY) ## compile the catalogues and say what is not translated
	@$(PYTHON) -m local.translations compile
	@$(PYTHON) -m local.translations check

clean: ## remove the environment, all local data and every cache
	rm -rf $(VENV) .local .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.mo' -type f -delete

# The environment is made once, and again when what is to be installed changes.
$(READY): requirements.txt requirements-dev.txt
	@sh local/make_environment.sh $(VENV)
	@touch $@
