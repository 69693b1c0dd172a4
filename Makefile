# Two commands: `make site` builds the site into public/, `make test` proves it.
# Both install what is missing: as root on Debian by themselves; elsewhere they say what to install.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/wuzha/target
# A newer Node.js than the system's, where `tests/install.sh` had to bring one.
export NODE_FOLDER ?= $(HOME)/.cache/wuzha/node
export PATH := $(NODE_FOLDER)/bin:$(PATH)

WUZHA = $(CARGO_TARGET_DIR)/release/wuzha
BROWSER = tests/browser
# The sites the browser tests open; made again each time.
TEST_SITE = $(CARGO_TARGET_DIR)/test-site
# The day on which all content was last verified; what has expired since is for its editors to see, by `wuzha check`.
VERIFIED_ON = 2026-11-22
# The copy that opens without a server.
TEST_COPY = $(CARGO_TARGET_DIR)/test-copy

.PHONY: site test quick lint lint-scripts binary dist fonts test-tools lint-tools pictures lighthouse deny fuzz clean

site: fonts binary
	$(WUZHA) build

binary: fonts
	cargo build --release --locked

# The program to hand on, in $(CARGO_TARGET_DIR)/dist.
dist:
	cargo build --profile dist --locked

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
	cd $(BROWSER) && npm test -- $(TEST_SITE) $(TEST_COPY)

test-tools:
	@sh tests/install.sh test-tools
	@cd $(BROWSER) && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --no-audit --no-fund; }

# The pictures of README.md, of the site as it is.
pictures: test-tools binary
	@sh tests/install.sh pictures
	rm -rf $(TEST_SITE)
	$(WUZHA) build --quiet --only html --out $(TEST_SITE)
	cd $(BROWSER) && SITE=$(TEST_SITE) node pictures.mjs $(WUZHA) ../../docs/pictures

# What a change to a parser or a rule must pass, within seconds. TESTS=… for others, by the beginnings of their names.
TESTS = base:: parse:: theme:: site:: check::
SLOW = parse::commonmark parse::hostile parse::long
quick:
	cargo test --release --locked --test it -- $(TESTS) $(SLOW:%=--skip %)

# Format, lints, documentation and scripts; a warning is an error.
lint: lint-scripts
	cargo fmt --check
	cargo clippy --release --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --release --locked --no-deps --document-private-items --quiet

# JavaScript and shell, whatever of them is in the repository.
LINTER = tests/lint
lint-scripts: lint-tools
	$(LINTER)/node_modules/.bin/oxlint --config $(LINTER)/oxlint.json --report-unused-disable-directives
	git grep -lE '^#!/(bin/sh|usr/bin/env bash)$$' -- . | xargs shellcheck --enable=add-default-case,check-unassigned-uppercase,deprecate-which,quote-safe-variables

lint-tools:
	@sh tests/install.sh lint-tools
	@cd $(LINTER) && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --no-audit --no-fund; }

# What Lighthouse says of the main pages. Its figures depend on the machine, so it is no test; nothing else should run.
LIGHTHOUSE = tests/lighthouse
lighthouse: test-tools binary
	@cd $(LIGHTHOUSE) && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --no-audit --no-fund; }
	rm -rf $(TEST_SITE)
	$(WUZHA) build --quiet --precompress --out $(TEST_SITE)
	cd $(BROWSER) && node lighthouse.mjs $(TEST_SITE)

# Texts nobody would write, one target after the other, each for at most so long; FUZZ_SEED=… for others.
CASES = 10000000
SECONDS = 3600
fuzz: binary
	FUZZ_CASES=$(CASES) FUZZ_SECONDS=$(SECONDS) cargo test --release --locked fuzz:: -- --nocapture --test-threads=1

# Looks up known vulnerabilities of the dependencies, on the network: `cargo install --locked cargo-deny`.
deny:
	cargo deny --locked check

clean:
	rm -rf public public-usb public-usb.zip .public* .wuzha
