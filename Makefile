# What a newcomer, a developer and an operator do with the site. `make` alone lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Settings of these commands; give them in the environment or after the target: `make run PORT=8001`.
PORT ?= 8000
DATA_DIR ?= var
# Anything but 1 leaves the demonstration content out.
DEMO ?= 1
# Whether the admin asks for a second step under `make serve`: not where everybody knows the password of the demonstration.
REQUIRE_SECOND_FACTOR ?= $(if $(filter 1,$(DEMO)),0,1)
# More words for pytest: `make test ARGS="-k search"`.
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
TOOLS := $(VENV)/tools
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes
MANAGE := $(PY) manage.py
PARALLEL := -n auto --maxprocesses 4 --dist loadfile
CODE := manage.py site home partners stories search demo bench deploy tests gunicorn.conf.py
SHEETS := static/css/sheets/shared.css
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

# The secret of `make serve` and `make schedule`: the environment's, else a file made on first use.
SECRET_KEY_FILE ?= $(if $(SECRET_KEY),,$(DATA_DIR)/secret-key)
SITE_URL ?= http://127.0.0.1:$(PORT)
ALLOWED_HOSTS ?= 127.0.0.1,localhost

export PORT DATA_DIR DEMO
DEVELOPMENT := DJANGO_SETTINGS_MODULE=config.settings.dev
PRODUCTION = DJANGO_SETTINGS_MODULE=config.settings.production SECRET_KEY_FILE="$(SECRET_KEY_FILE)" \
	SITE_URL="$(SITE_URL)" ALLOWED_HOSTS="$(ALLOWED_HOSTS)" REQUIRE_SECOND_FACTOR="$(REQUIRE_SECOND_FACTOR)"
TESTING := DJANGO_SETTINGS_MODULE=config.settings.test $(PY)
# For checks that only read settings: a secret of this moment, an address nobody has.
STRICT = DJANGO_SETTINGS_MODULE=config.settings.production SITE_URL=https://together.example \
	SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')" SECRET_KEY_FILE=

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

# --- Serve ---

.PHONY: run
run: $(VENV)/.installed built ## Install, migrate, load the demonstration once, and serve for development
	@$(DEVELOPMENT) $(MANAGE) prepare
	@$(DEVELOPMENT) DJANGO_RUNSERVER_HIDE_WARNING=true $(MANAGE) runserver 127.0.0.1:$(PORT)

.PHONY: serve
serve: $(VENV)/.installed built staticfiles/staticfiles.json secret ## Serve the same content as production does
	@$(PRODUCTION) $(MANAGE) prepare
	@$(PRODUCTION) ANNOUNCE=1 $(VENV)/bin/gunicorn config.wsgi:application

.PHONY: schedule
schedule: $(VENV)/.installed built secret ## Run scheduled work beside a server: publishing, mail, reminders
	@$(PRODUCTION) $(MANAGE) run_scheduled --every 60

.PHONY: backup
backup: $(VENV)/.installed secret ## Back up database, media and the ledger of erasures: see docs/operators.md
	@$(PRODUCTION) $(MANAGE) backup $(ARGS)

.PHONY: restore
restore: $(VENV)/.installed secret ## Put a backup back: make restore FROM=name-or-path ARGS=--force
	@[ -n "$(FROM)" ] || { echo "Say which: make restore FROM=together-20261122T030000Z.tar" >&2; exit 1; }
	@$(PRODUCTION) $(MANAGE) restore "$(FROM)" $(ARGS)

.PHONY: secret
secret: $(VENV)/.installed
	@[ -z "$(SECRET_KEY_FILE)" ] || [ -s "$(SECRET_KEY_FILE)" ] || { umask 077 && mkdir -p "$(DATA_DIR)" && \
		$(PY) -c 'import secrets; print(secrets.token_urlsafe(64))' > "$(SECRET_KEY_FILE)"; }

staticfiles/staticfiles.json: $(VENV)/.installed $(SHEETS) \
		$(shell find static */static site/*/static -type f -not -path "static/css/sheets/*" 2>/dev/null)
	@echo "Collecting and compressing static files."
	@$(STRICT) $(MANAGE) collectstatic --no-input --clear --verbosity 0
	@touch $@

# What is made and not kept in git; the tests make it by themselves as well (tests/conftest.py).
.PHONY: built
built: $(SHEETS) $(CATALOGUES)

$(SHEETS): $(wildcard static/css/src/*.css site/delivery/stylesheets/*.py */apps.py site/*/apps.py) | $(VENV)/.installed
	@$(DEVELOPMENT) $(MANAGE) build_stylesheets
	@touch $@

# The first that is stale brings all of them up to date.
$(CATALOGUES): %.mo: %.po | $(VENV)/.installed
	@$(DEVELOPMENT) $(MANAGE) compile_catalogues

# --- Test and check ---

.PHONY: test
test: $(VENV)/.installed-dev ## Run the tests that need nothing but Python
	@$(TESTING) -m pytest $(PARALLEL) -m "not browser and not postgresql" $(ARGS)

.PHONY: drill
drill: $(VENV)/.installed-dev ## Make a site, back it up, lose it and bring it back; part of `make test`
	@$(TESTING) -m pytest tests/upkeep/test_backup_drill.py $(ARGS)

.PHONY: test-browser
test-browser: $(VENV)/.installed-dev ## Read the site in Chromium (needs the system's chromium)
	@$(TESTING) -m pytest -n 2 --dist loadfile --timeout 600 -m browser $(ARGS)

# Tests that ask no database, bring one of their own, or ask any database the same: they pass or fail in `make test`.
WITHOUT_DATABASE := tests/spelling tests/home/test_costs_and_metadata.py tests/faults/test_gunicorn.py tests/delivery/test_packaging.py \
	tests/delivery/test_stylesheets.py tests/delivery/test_memory_processes.py tests/languages/test_catalogues.py \
	tests/languages/test_adding_a_language.py tests/upkeep/test_backup.py tests/upkeep/test_backup_commands.py \
	tests/upkeep/test_backup_drill.py tests/upkeep/test_backup_places.py tests/upkeep/test_backup_retention.py \
	tests/demo tests/languages/test_welsh_rules.py tests/security/test_upload_doors.py tests/security/test_authorisation_map.py \
	tests/stories/test_ten_thousand.py

.PHONY: test-postgresql
test-postgresql: $(VENV)/.installed-dev ## Run the tests on the PostgreSQL server at DATABASE_URL
	@[ -n "$$DATABASE_URL" ] || { echo "Set DATABASE_URL=postgres://user:password@host:5432/name" >&2; exit 1; }
	@$(TESTING) -m pytest $(PARALLEL) -m "not browser" $(foreach path,$(WITHOUT_DATABASE),--ignore=$(path)) $(ARGS)

.PHONY: nightly
nightly: $(VENV)/.installed-dev ## The suites with every sweep and random walk in full length, on SQLite and on the server at DATABASE_URL
	@NIGHTLY=1 DATABASE_URL= $(MAKE) --no-print-directory test test-browser
	@NIGHTLY=1 $(MAKE) --no-print-directory test-postgresql

.PHONY: mutants
mutants: $(VENV)/.installed-mutants ## Plant faults in what decides, and see whether tests notice: make mutants ARGS="gate consent" (hours)
	@$(PY) -m tests.mutation $(ARGS)

CHECKS := lint imports types templates models deployable catalogues spelling
.PHONY: check $(CHECKS)
check: $(VENV)/.installed-dev ## Check everything that needs no running site; `make lint` and so on do one
	@$(MAKE) --no-print-directory --keep-going --jobs 2 --output-sync $(CHECKS)

lint: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check $(CODE)
	$(VENV)/bin/ruff format --check $(CODE)

imports: $(VENV)/.installed-dev
	PYTHONPATH=site:. $(VENV)/bin/lint-imports --no-cache --no-logo

types: $(VENV)/.installed-dev
	$(VENV)/bin/mypy manage.py site home partners stories search demo bench deploy

templates: $(VENV)/.installed-dev
	$(VENV)/bin/djlint --quiet --lint templates
	@! LC_ALL=C.UTF-8 grep -rnE '^.{161,}' templates || { echo "Templates: break these lines, which have over 160 characters." >&2; exit 1; }

models: $(VENV)/.installed-dev
	$(DEVELOPMENT) DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

deployable: $(VENV)/.installed-dev built
	@echo "manage.py check --deploy, under production settings"
	@$(STRICT) $(MANAGE) check --deploy --fail-level WARNING

catalogues: $(VENV)/.installed-dev $(CATALOGUES)
	$(DEVELOPMENT) $(MANAGE) check_catalogues

spelling: $(VENV)/.installed-dev ## Spell-check catalogues and demonstration content (needs aspell and hunspell)
	$(PY) -m tests.spelling

.PHONY: bench
bench: $(VENV)/.installed built staticfiles/staticfiles.json ## Measure what pages cost (a quarter of an hour; the memory of pages needs wrk)
	$(PY) -m bench.page_costs
	$(PY) -m bench.page_memory
	@if command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; then $(PY) -m bench.behind_nginx; else echo "Behind nginx: not measured, nginx is not installed."; fi

# --- Change ---

.PHONY: format
format: $(VENV)/.installed-dev ## Format and mend what a machine can
	$(VENV)/bin/ruff check --fix $(CODE)
	$(VENV)/bin/ruff format $(CODE)

.PHONY: hooks
hooks: $(VENV)/.installed-dev ## Have git check what changed before every commit
	@hooks="$$(git rev-parse --git-path hooks)" && mkdir -p "$$hooks" && \
		printf '#!/bin/sh\nexec "$$(git rev-parse --show-toplevel)/.ci/pre-commit"\n' > "$$hooks/pre-commit" && \
		chmod +x "$$hooks/pre-commit" && echo "Every commit is checked now: see .ci/pre-commit."

.PHONY: messages
messages: $(VENV)/.installed ## Collect new words into the catalogues and compile them (needs gettext)
	$(DEVELOPMENT) $(MANAGE) makemessages --verbosity=0 $(ARGS)
	$(DEVELOPMENT) $(MANAGE) compile_catalogues

.PHONY: pins
pins: $(TOOLS)/bin/pip-compile ## Pin the newest versions that requirements*.in allow
	@for name in requirements requirements-dev requirements-mutants; do CUSTOM_COMPILE_COMMAND="make pins" $(TOOLS)/bin/pip-compile --quiet \
		--upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-emit-options --output-file $$name.txt $$name.in || exit 1; done

.PHONY: audit
audit: $(TOOLS)/bin/pip-audit ## Ask a public database for known weaknesses in what is installed (needs the internet)
	$(TOOLS)/bin/pip-audit --requirement requirements-dev.txt --require-hashes --disable-pip

# --- Environment ---

$(PY):
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; done; \
	[ -n "$$found" ] || { echo "Python 3.11 or newer is needed. Install it, or name it: make run PYTHON=/path/to/python" >&2; exit 1; }; \
	$$found -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: requirements.txt | $(PY)
	@echo "Installing what the site needs. This happens once and takes about a minute."
	@$(PY) $(PIP_INSTALL) --requirement requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(PY)
	@echo "Installing what the site and its tests need. This happens once and takes about a minute."
	@$(PY) $(PIP_INSTALL) --requirement requirements-dev.txt
	@touch $(VENV)/.installed $@

$(VENV)/.installed-mutants: requirements-mutants.txt $(VENV)/.installed-dev
	@$(PY) $(PIP_INSTALL) --requirement requirements-mutants.txt
	@touch $@

$(TOOLS)/bin/pip-compile: | $(PY)
	@$(PY) -m venv $(TOOLS) && $(TOOLS)/bin/pip install --quiet pip-tools

$(TOOLS)/bin/pip-audit: | $(PY)
	@$(PY) -m venv $(TOOLS) && $(TOOLS)/bin/pip install --quiet pip-audit
