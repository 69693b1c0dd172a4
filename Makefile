# Two commands: `make site` builds the site into public/, `make test` runs all tests. Both install
# missing tools: automatically as root on Debian; elsewhere they list what to install.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/wuzha/target
# A newer Node.js than the system's, if `tests/install.sh` installed one.
export NODE_FOLDER ?= $(HOME)/.cache/wuzha/node
# Where `tests/install.sh` puts an S3 server for the tests.
export S3_FOLDER ?= $(HOME)/.cache/wuzha/s3
# Where `tests/install.sh` puts old versions of Chromium.
export ENGINES_FOLDER ?= $(HOME)/.cache/wuzha/engines
export PATH := $(NODE_FOLDER)/bin:$(PATH)

WUZHA = $(CARGO_TARGET_DIR)/release/wuzha
BROWSER = tests/browser
# The sites for the browser tests; built again each time.
TEST_SITE = $(CARGO_TARGET_DIR)/test-site
# The day on which all content was last verified. Editors find content that has expired since then
# with `wuzha check`.
VERIFIED_ON = 2026-12-01
# The copy that opens without a server.
TEST_COPY = $(CARGO_TARGET_DIR)/test-copy

.PHONY: site test browsers quick lint lint-scripts binary dist fonts test-tools lint-tools pictures lighthouse deny sbom fuzz clean

site: fonts binary
	$(WUZHA) build

binary: fonts
	cargo build --release --locked

# The program for distribution, in $(CARGO_TARGET_DIR)/dist. The linker that Rust brings for Linux
# joins equal functions and packs relocations, a tenth of the file.
ifeq ($(shell uname -sm),Linux x86_64)
SMALL = -C link-arg=-Wl,--icf=all -C link-arg=-Wl,-z,pack-relative-relocs
endif
dist:
	cargo rustc --profile dist --locked --bin wuzha -- $(SMALL)

fonts:
	@sh tests/install.sh fonts

test: test-tools binary lint
	cargo test --release --locked
	rm -rf $(TEST_SITE) $(TEST_COPY) $(TEST_COPY).zip
	$(WUZHA) build --quiet --branches east --out $(TEST_SITE)
	$(WUZHA) build --quiet --bundle usb --out $(TEST_COPY)
	$(WUZHA) audit $(TEST_SITE)
	$(WUZHA) audit $(TEST_COPY)
	$(WUZHA) check --deny-warnings --today $(VERIFIED_ON)
	cd $(BROWSER) && WUZHA=$(WUZHA) npm test -- $(TEST_SITE) $(TEST_COPY)

# The site in browsers of eight ages and makers; `make test` tries six of them.
ALL_ENGINES = chromium-69,chromium-77,chromium-83,chromium-90,chromium-102,chromium,firefox,webkit
browsers: test-tools binary
	@sh tests/install.sh engines 69 77 83 90 102
	rm -rf $(TEST_SITE) $(TEST_COPY) $(TEST_COPY).zip
	$(WUZHA) build --quiet --branches east --out $(TEST_SITE)
	$(WUZHA) build --quiet --bundle usb --out $(TEST_COPY)
	cd $(BROWSER) && ENGINES=$(ALL_ENGINES) SITE=$(TEST_SITE) FOLDER=$(TEST_COPY) node --test --test-reporter=spec engines/engines.mjs

test-tools:
	@sh tests/install.sh test-tools
	@sh tests/install.sh engines 69 83 90
	@cd $(BROWSER) && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --no-audit --no-fund; }

# The pictures of README.md, taken from the current site.
pictures: test-tools binary
	@sh tests/install.sh pictures
	rm -rf $(TEST_SITE)
	$(WUZHA) build --quiet --only html --out $(TEST_SITE)
	cd $(BROWSER) && SITE=$(TEST_SITE) node pictures.mjs $(WUZHA) ../../docs/pictures

# The tests for a change to a parser or a rule, within seconds. TESTS=… selects others by the
# beginning of their names.
TESTS = base:: parse:: theme:: site:: check::
SLOW = parse::commonmark parse::hostile parse::long
quick:
	cargo test --release --locked --test it -- $(TESTS) $(SLOW:%=--skip %)

# Format, lints, documentation and scripts; a warning is an error.
lint: lint-scripts
	cargo fmt --check
	cargo clippy --release --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --release --locked --no-deps --document-private-items --quiet

# All JavaScript and shell scripts of the repository.
LINTER = tests/lint
lint-scripts: lint-tools
	$(LINTER)/node_modules/.bin/oxlint --config $(LINTER)/oxlint.json --report-unused-disable-directives
	git grep -lE '^#!/(bin/sh|usr/bin/env bash)$$' -- . | xargs shellcheck --enable=add-default-case,check-unassigned-uppercase,deprecate-which,quote-safe-variables

lint-tools:
	@sh tests/install.sh lint-tools
	@cd $(LINTER) && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --no-audit --no-fund; }

# Lighthouse scores of the main pages. They depend on the machine, so this is no test; run nothing
# else at the same time.
LIGHTHOUSE = tests/lighthouse
lighthouse: test-tools binary
	@cd $(LIGHTHOUSE) && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --no-audit --no-fund; }
	rm -rf $(TEST_SITE)
	$(WUZHA) build --quiet --precompress --out $(TEST_SITE)
	cd $(BROWSER) && node lighthouse.mjs $(TEST_SITE)

# Fuzzing, one target after another, each with a time limit; FUZZ_SEED=… for other inputs.
CASES = 10000000
SECONDS = 3600
fuzz: binary
	FUZZ_CASES=$(CASES) FUZZ_SECONDS=$(SECONDS) cargo test --release --locked fuzz:: -- --nocapture --test-threads=1

# Checks the dependencies for known vulnerabilities, over the network. It needs
# `cargo install --locked cargo-deny`.
deny:
	cargo deny --locked check

# A list of everything that is built in, with versions, licences and digests: wuzha.cdx.json, in the
# CycloneDX format. It needs `cargo install --locked cargo-cyclonedx`.
sbom:
	cargo cyclonedx --format json --spec-version 1.5 --override-filename wuzha.cdx

clean:
	rm -rf public public-usb public-usb.zip .public* .wuzha
