# make help lists the targets. The two that matter: make demo, make test.
SWIFT ?= swift
RELEASE = --configuration release --scratch-path .build-release

.PHONY: help demo test build check lint format migrate run bench fuzz docs setup

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## Install what building needs, or say what to install
	@Scripts/setup

demo: setup ## Build, then show a run through faults; ARGS=--exit ends instead of serving
	$(SWIFT) build --product sluice
	@.build/debug/sluice demo $(ARGS)

build: setup ## Build everything, tests included; a warning in our code is an error
	$(SWIFT) build --build-tests

# Tests that kill servers, and those that keep the machine busy for long: each kind by itself, since they starve others.
KILLING = KillTests|FenceTests
HEAVY = MutationTests|PluginConformanceTests|BrokenPluginTests

test: build ## Run all tests, in three passes
	@python3 -c 'import standardwebhooks' 2>/dev/null || python3 -m pip install --quiet standardwebhooks || true
	$(SWIFT) test --skip-build --skip '$(KILLING)|$(HEAVY)'
	$(SWIFT) test --skip-build --filter '$(KILLING)'
	$(SWIFT) test --skip-build --filter '$(HEAVY)'

check: lint test ## All that must pass before a change lands
	@Scripts/check-docs

lint: ## Format, import rules, file lengths
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Benchmarks Migrations Plugins UnifiedModels Package.swift
	@Scripts/check-imports
	@Scripts/check-files

format: ## Rewrite the sources in the house format
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Benchmarks Migrations Plugins UnifiedModels Package.swift

migrate: setup ## Bring the database of ./data (or DATA_DIR) to this schema
	$(SWIFT) run sluice migrate $(if $(DATA_DIR),--data-dir $(DATA_DIR))

run: setup ## Serve from ./data
	$(SWIFT) run sluice serve $(ARGS)

bench: setup ## Measure a release build against Benchmarks/thresholds.json; ROUNDS=3
	@python3 -c 'import requests, jsonata' 2>/dev/null || python3 -m pip install --quiet requests jsonata-python
	@command -v jq >/dev/null || { echo "jq is needed to compare with: apt-get install jq" >&2; exit 1; }
	$(SWIFT) build $(RELEASE) --product sluice
	$(SWIFT) build $(RELEASE) --product bench
	@.build-release/release/bench $(or $(ROUNDS),3)

fuzz: setup ## Run each fuzz target; SECONDS=60
	@Scripts/fuzz.sh all $(or $(SECONDS),60)

docs: ## Write the generated pages of docs/
	$(SWIFT) run sluice docs docs
