# Two commands: `make site` builds the site into public/, `make test` proves it.
# Both install what is missing: as root on Debian by itself; elsewhere they say what to install.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/wuzha/target
WUZHA = $(CARGO_TARGET_DIR)/release/wuzha
NODE_TESTS = tests/browser

.PHONY: site test binary fonts test-tools clean

site: fonts binary
	$(WUZHA) build

binary:
	cargo build --release --locked

fonts:
	@sh tests/install.sh fonts

test: fonts test-tools binary
	cargo test --release --locked
	$(WUZHA) check --deny-warnings
	$(WUZHA) build --quiet --out $(CARGO_TARGET_DIR)/test-site
	cd $(NODE_TESTS) && npm test -- $(CARGO_TARGET_DIR)/test-site

test-tools:
	@sh tests/install.sh test-tools
	@cd $(NODE_TESTS) && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund; }

clean:
	rm -rf public .public.* .wuzha
