# Two commands: `make site` builds the site into public/, `make test` proves it.
# Both install what is missing: as root on Debian by themselves; elsewhere they say what to install.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/wuzha/target
# A newer Node.js than the system's, where `tests/install.sh` had to bring one.
export NODE_FOLDER ?= $(HOME)/.cache/wuzha/node
export PATH := $(NODE_FOLDER)/bin:$(PATH)

WUZHA = $(CARGO_TARGET_DIR)/release/wuzha
BROWSER = tests/browser
# The sites the browser tests open; made anew each time.
TEST_SITE = $(CARGO_TARGET_DIR)/test-site
# The day the content was last looked at as a whole: what has come of age since is for its editors to see, by `wuzha check`.
LOOKED_AT = 2026-11-22
# The copy that opens without a server.
TEST_COPY = $(CARGO_TARGET_DIR)/test-copy

.PHONY: site test binary dist fonts test-tools pictures lighthouse deny fuzz clean

site: fonts binary
	$(WUZHA) build

binary: fonts
	cargo build --release --locked

# The program to hand on, in $(CARGO_TARGET_DIR)/dist.
dist:
	cargo build --profile dist --locked

fonts:
	@sh tests/install.sh fonts

test: test-tools binary
	cargo test --release --locked
	rm -rf $(TEST_SITE) $(TEST_COPY) $(TEST_COPY).zip
	$(WUZHA) build --quiet --branches east --out $(TEST_SITE)
	$(WUZHA) build --quiet --bundle usb --out $(TEST_COPY)
	$(WUZHA) audit $(TEST_SITE)
	$(WUZHA) audit $(TEST_COPY)
	$(WUZHA) check --deny-warnings --today $(LOOKED_AT)
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

# Asks about known weaknesses of what is built in, on the network: `cargo install --locked cargo-deny`.
deny:
	cargo deny --locked check

clean:
	rm -rf public public-usb public-usb.zip .public* .wuzha
