# make help lists what there is to make.

PREFIX ?= /usr/local
PORT ?= 8080
SESSIONS ?= sqlite:.build/shop.sqlite
TALISMAN_ENV ?= development
SESSIONS_COUNT ?= 1000000
FUZZ_SECONDS ?= 600
FUZZ_JOBS ?= 2
CORPUS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/talisman/corpus
# Scripts of htmx and Turbo as they were released, for tests in a browser.
export TALISMAN_SCRIPTS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/talisman/scripts

# What is built and tested has every trait; changing them would build everything anew.
traits = --enable-all-traits
# Before 6.4, SwiftPM names the traits to the compiler in the order of a set: in each run another
# one, so that everything is compiled anew (swiftlang/swift-package-manager, pull request 10344).
# Tests run without this, for they find what depends on such an order.
swift_build = SWIFT_DETERMINISTIC_HASHING=1 swift build
build_all = $(swift_build) $(traits) --build-tests
swift_sources = Package.swift Sources Tests Examples \
	Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Tests Benchmarks/Sessions/Sources
# Each of these by itself, for the one would take the time of the other's deadlines.
http_tests = ^TalismanHummingbirdTests\.
redis_tests = ^(WebSessionsRedisTests\.|TalismanCommandTests\.SessionsCommandRedis)
postgres_tests = ^(WebSessionsPostgresTests\.|TalismanCommandTests\.SessionsCommandPostgres)
sqlite_tests = ^WebSessionsSQLiteTests\.
shop_tests = ^ShopTests\.
server_tests = $(http_tests)|$(redis_tests)|$(postgres_tests)|$(sqlite_tests)|$(shop_tests)
kill_tests = /killed(Servers|Processes)
shell_scripts = .ci/run $(wildcard Scripts/*.sh Tests/*.sh Tests/*/*.sh Benchmarks/*/*.sh)

ifeq ($(shell uname -s),Darwin)
# Homebrew does not link its libxml2 and its libpq, so pkg-config has to be told.
export PKG_CONFIG_PATH := $(shell brew --prefix libxml2 2>/dev/null)/lib/pkgconfig:$(shell \
	brew --prefix libpq 2>/dev/null)/lib/pkgconfig:$(PKG_CONFIG_PATH)
else
# The installed tool runs on machines without Swift.
release_flags = --static-swift-stdlib
endif

.PHONY: help prepare prepare-build build run test check-all coverage starter corpus browser-scripts \
	conformance browser browser-check browser-build preview lsp-check lsp-measure fuzz fuzz-keep docs bench \
	bench-check bench-instructions bench-requests bench-sessions bench-sessions-check install \
	translations format lint

help:
	@echo 'make run [PORT=8080] [SESSIONS=sqlite:FILE]  serve the sample shop'
	@echo 'make test                                    run every test and check'
	@echo 'make coverage                                tell what the tests of the shop reach of its pages'
	@echo 'make conformance [CONFORMANCE="--seed N"]    compare pages with Zope and Chameleon'
	@echo 'make browser [BROWSER="--seed N"]            prove the escaping in Chromium'
	@echo 'make preview [PREVIEW="--seed N"]            try the preview of templates in Chromium'
	@echo 'make lsp-check                               talk to the language server as editors do'
	@echo 'make lsp-measure                             measure it among a thousand templates'
	@echo 'make fuzz [FUZZ=TARGET] [FUZZ_SECONDS=600]   look for inputs that do harm'
	@echo 'make docs                                    write the documentation to .build/docs/site'
	@echo 'make bench                                   measure the engine'
	@echo 'make bench-instructions                      count what a render takes'
	@echo 'make bench-requests                          measure what requests of the shop cost'
	@echo 'make bench-sessions [SESSIONS_COUNT=1000000] measure sessions, others beside them'
	@echo 'make install [PREFIX=/usr/local] [DESTDIR=]  install the talisman command'
	@echo 'make check-all                               all of these checks, and those that take long'
	@echo 'make translations                            bring new texts into the catalogs'
	@echo 'make format                                  format the Swift sources'
	@echo 'make lint                                    check format, scripts, layers, comments and links'

# What a build and the shop need.
prepare-build:
	@Scripts/prepare.sh build

# What tests need besides. Also writes the snippets of the documents, which they compile.
prepare:
	@Scripts/prepare.sh test
	@Scripts/snippets.py

build: prepare-build
	$(swift_build) $(traits)

run: prepare-build
	$(swift_build) $(traits) --product Shop
	@echo 'The shop is at http://127.0.0.1:$(PORT) until you press Control-C.'
	@TALISMAN_ENV='$(TALISMAN_ENV)' PORT='$(PORT)' SESSIONS='$(SESSIONS)' exec "$$(swift build $(traits) --show-bin-path)/Shop"

# Tests that wait for servers or locks run apart: those of the engine keep every processor busy
# for longer than a deadline. So do those that kill what is busy.
test: prepare lint corpus browser-scripts bench-check
	$(build_all)
	TALISMAN_CORPUS='$(CORPUS)' swift test $(traits) --skip-build --skip '$(server_tests)'
	for tests in '$(http_tests)' '$(redis_tests)' '$(postgres_tests)' '$(sqlite_tests)' \
		'$(shop_tests)'; do \
		swift test $(traits) --skip-build --filter "$$tests" --skip '$(kill_tests)' || exit 1; \
	done
	swift test $(traits) --skip-build --filter '$(kill_tests)'
	$(MAKE) bench-sessions-check

# Which places of the shop's templates its tests reach.
coverage: prepare
	$(build_all)
	rm -f .build/coverage.json
	TALISMAN_COVERAGE="$$PWD/.build/coverage.json" \
		swift test $(traits) --skip-build --filter '$(shop_tests)'
	"$$(swift build $(traits) --show-bin-path)/talisman" coverage Templates/shop --allow-scripts \
		--recorded .build/coverage.json --minimum 95

# An hour more than the tests.
check-all: test conformance browser docs starter

# The project of `talisman new`: its tests, its server, and its Dockerfile in a Debian of its own.
starter: prepare
	Scripts/prepare.sh image
	$(swift_build) $(traits) --product talisman
	Tests/starter.sh "$$(swift build $(traits) --show-bin-path)/talisman" .build/starter

corpus: prepare
	Tests/corpus.sh '$(CORPUS)'

browser-scripts: prepare
	Tests/browser-scripts.sh '$(TALISMAN_SCRIPTS)'

# Compares pages with those of zope.pagetemplate and Chameleon, which are
# installed for it.
conformance: prepare
	$(build_all)
	Tests/Conformance/run.sh "$$(swift build $(traits) --show-bin-path)/talisman" \
		'swift test $(traits) --skip-build --filter' $(CONFORMANCE)

# Hostile values in all places of a page, judged by Chromium, and in random pages, judged by a
# second parser. First pages without any protection, and then with rows of the policy left out:
# in these faults must be found.
browser_renderer = Tests/Browser/run.sh \
	--renderer "$$(swift build $(traits) --show-bin-path)/BrowserRenderer"

browser: browser-build
	Tests/Browser/run.sh --self-test
	$(browser_renderer) --weaken-rows 20
	$(browser_renderer) --report .build/browser.jsonl $(BROWSER)
	$(preview_check)

# A few of these, drawn anew each time; the seed that is printed draws the same again. A machine
# that does other things meanwhile may take longer to show an edit.
browser-check: browser-build
	$(browser_renderer) --count 2000 --documents 500 --report .build/browser.jsonl $(BROWSER)
	$(preview_check) --edits 20 --clicks 20 --soon 300

browser-build: prepare
	$(build_all)

# 200 edits of a site in its preview, each shown within a tenth of a second while somebody types,
# and 100 clicks that lead to the line that wrote an element.
preview: browser-build
	$(preview_check) $(PREVIEW)

preview_check = Tests/Browser/preview.sh \
	--talisman "$$(swift build $(traits) --show-bin-path)/talisman"

# What a client of the protocol sees of the language server, and the extension of an editor.
lsp-check: prepare
	$(build_all)
	Tests/LanguageServer/run.sh "$$(swift build $(traits) --show-bin-path)/talisman"
	cd Editors/vscode && node --test test/extension.test.js

lsp-measure: prepare
	$(swift_build) $(traits) -c release --product talisman
	Tests/LanguageServer/run.sh \
		"$$(swift build $(traits) -c release --show-bin-path)/talisman" --measure

# Everything that reads what strangers send, two targets at a time; needs a compiler with
# libFuzzer. The corpus is what `make test` repeats.
fuzz: prepare
	FUZZ_SECONDS='$(FUZZ_SECONDS)' FUZZ_JOBS='$(FUZZ_JOBS)' Tests/Fuzz/run.sh $(FUZZ)

fuzz-keep: prepare
	Tests/Fuzz/run.sh --keep $(FUZZ)

# Fails where a link of the documentation leads nowhere.
docs: prepare
	$(build_all)
	Scripts/docs.sh "$$(swift build $(traits) --show-bin-path)" .build/docs

# SwiftPM looks for new files of the engine only when the manifest is newer.
bench: prepare
	@touch Benchmarks/Package.swift
	swift run -c release --package-path Benchmarks Benchmark Benchmarks/Workloads

# Fails where a render takes 3 % more instructions, beside the hand-written floor, than before.
bench-instructions: prepare
	Scripts/prepare.sh count
	@touch Benchmarks/Package.swift
	swift build -c release --package-path Benchmarks
	Benchmarks/instructions.py \
		"$$(swift build -c release --package-path Benchmarks --show-bin-path)/Benchmark" \
		Benchmarks/Workloads $(or $(INSTRUCTIONS),--check Benchmarks/instructions.json)

# What requests of the shop cost: processor time, and instructions.
bench-requests: prepare
	Scripts/prepare.sh count
	$(swift_build) $(traits) -c release --product RequestBenchmark
	$(request_benchmark)
	$(request_benchmark) --instructions \
		$(or $(INSTRUCTIONS),--check Benchmarks/Requests/instructions.json)

request_benchmark = Benchmarks/request_costs.py \
	"$$(swift build $(traits) -c release --show-bin-path)/RequestBenchmark"

# Tests the hand-written floor and compares its output and the engine's.
bench-check: prepare
	@touch Benchmarks/Package.swift
	swift test --package-path Benchmarks
	swift run --package-path Benchmarks Benchmark --check Benchmarks/Workloads

# Lost updates, throughput, calls of the store and very many sessions; installs what
# is measured beside them. Some 20 minutes once it is built.
bench-sessions: prepare
	$(swift_build) $(traits) -c release --product SessionBenchmark
	SESSIONS_COUNT='$(SESSIONS_COUNT)' Benchmarks/Sessions/run.sh \
		"$$(swift build $(traits) -c release --show-bin-path)/SessionBenchmark" measure

# The same with few sessions, and without what takes long.
bench-sessions-check: prepare
	$(build_all)
	Benchmarks/Sessions/run.sh "$$(swift build $(traits) --show-bin-path)/SessionBenchmark" check

install: prepare-build
	swift build -c release --product talisman $(release_flags)
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 "$$(swift build -c release $(release_flags) --show-bin-path)/talisman" \
		'$(DESTDIR)$(PREFIX)/bin/talisman'

# Brings the texts of the shop's templates into its catalogs.
translations: prepare
	$(swift_build) $(traits) --product talisman
	"$$(swift build $(traits) --show-bin-path)/talisman" i18n extract Templates/shop -o .build/shop.pot
	msgmerge --update --backup=off --no-fuzzy-matching --no-wrap --add-location=file \
		Templates/shop/locales/de/LC_MESSAGES/shop.po .build/shop.pot

format:
	swift format --in-place --recursive --parallel $(swift_sources)

lint: prepare
	swift format lint --strict --recursive --parallel $(swift_sources)
	for script in $(shell_scripts); do bash -n "$$script" || exit 1; done
	! grep -rL --include='*.swift' --include='*.c' --include='*.h' \
		--exclude-dir=Documents --exclude-dir=Starter --exclude=Package.swift --exclude-dir=.build \
		'SPDX-License-Identifier: Apache-2.0' Sources Tests Examples Benchmarks | grep .
	Scripts/folders.py --self-test
	Scripts/folders.py
	Scripts/throws.py
	Scripts/links.py --self-test
	Scripts/links.py
	Scripts/errors.py --check
	Scripts/entities.py --check
	Scripts/statements.py --check
