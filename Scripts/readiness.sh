#!/usr/bin/env bash
# Tells what the Swift Package Index and the Swift Server Workgroup's incubation process ask of a
# package, and whether it is so here: Scripts/readiness.sh
#
# A row is yes, NO, or "by hand" for what no program can see. The status is 1 where a row is NO.
set -euo pipefail
cd "$(dirname "$0")/.."

failed=0
manifest=$(swift package dump-package)

# row WHOSE REQUIREMENT COMMAND...
row() {
    local whose=$1 requirement=$2 answer=yes
    shift 2
    if ! "$@" >/dev/null 2>&1; then
        answer=NO
        failed=1
    fi
    printf '%-5s %-8s %s\n' "$whose" "$answer" "$requirement"
}

by_hand() {
    printf '%-5s %-8s %s\n' "$1" 'by hand' "$2"
}

has() {
    for file in "$@"; do [ -s "$file" ] || return 1; done
}

says() {
    grep -qE -- "$1" "$2"
}

# Asks the manifest, as a Python expression over `p`.
manifest() {
    python3 -c "import json, sys; p = json.load(sys.stdin); sys.exit(not ($1))" <<<"$manifest"
}

is_released_in_changelog() {
    says '^## \[[0-9]+\.[0-9]+\.[0-9]+\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$' CHANGELOG.md
}

documents_every_library() {
    local names name
    names=$(python3 -c 'import json, sys
for product in json.load(sys.stdin)["products"]:
    if "library" in product["type"]: print(product["name"])' <<<"$manifest")
    for name in $names; do
        says "^ +- $name\$" .spi.yml || return 1
        compgen -G "Sources/$name/*.docc" || return 1
    done
}

is_free_of() {
    ! grep -rqE --include='*.swift' -- "$1" Sources
}

printf '%-5s %-8s %s\n' whose here requirement
row SPI 'Package.swift is at the top and can be dumped' test -n "$manifest"
row SPI 'there are products' manifest 'len(p["products"]) > 0'
row SPI 'what it depends on is tagged versions, no branches or folders' manifest \
    'all("range" in d["sourceControl"][0]["requirement"] for d in p["dependencies"])'
row SPI 'no target has unsafe flags' manifest \
    'not any("unsafeFlags" in s["kind"] for t in p["targets"] for s in t["settings"])'
row SPI 'the licence is a known one' says 'Apache License' LICENSE
row SPI 'there is a README' has README.md
row SPI '.spi.yml names each library, and each has a catalogue' documents_every_library
by_hand SPI 'the repository is public, its URL ends in .git'
by_hand SPI 'there is a tag with a semantic version'
row SSWG 'licence Apache-2.0' says 'Version 2\.0, January 2004' LICENSE
row SSWG 'a code of conduct that names that of Swift' \
    says 'swift\.org/code-of-conduct' .github/CODE_OF_CONDUCT.md
row SSWG 'how to contribute' has CONTRIBUTING.md .github/PULL_REQUEST_TEMPLATE.md
row SSWG 'how to report a vulnerability' has SECURITY.md
row SSWG 'governance, and how to become a maintainer' has .github/GOVERNANCE.md
row SSWG 'code owners' has .github/CODEOWNERS
row SSWG 'how releases are made' says '^## Releases' .github/SUPPORT.md
row SSWG 'which versions are supported' says '^## What is supported' .github/SUPPORT.md
row SSWG 'CI on Linux with two versions of Swift, in the official images' \
    says 'image: \["swift:.*", "swift:' .github/workflows/ci.yml
row SSWG 'CI on macOS with two versions of Swift' says 'swift: \[.*,' .github/workflows/ci.yml
row SSWG 'CI in one command' has .ci/run
row SSWG 'tests of each library' has Tests/PageTemplatesTests Tests/WebSessionsTests \
    Tests/WebSessionsSQLiteTests Tests/WebSessionsRedisTests Tests/WebSessionsPostgresTests \
    Tests/TalismanTests
row SSWG 'a changelog with a version and its date' is_released_in_changelog
row SSWG 'Swift 6 language mode: data races do not compile' manifest \
    'int(p["toolsVersion"]["_version"].split(".")[0]) >= 6'
row SSWG 'nothing says that it is Sendable and hides why' is_free_of '@unchecked Sendable'
row SSWG 'no try! and no fatalError' is_free_of '(try!|fatalError\()'
row SSWG 'logs, metrics and traces by the common packages' manifest \
    'len({"swift-log", "swift-metrics", "swift-distributed-tracing"}
        & {d["sourceControl"][0]["identity"] for d in p["dependencies"]}) == 3'
row SSWG 'a format that CI checks' has .swift-format
by_hand SSWG 'two maintainers or more'
by_hand SSWG 'it is used in production, and by whom'
by_hand SSWG 'its API is stable, with a version 1.0 or later'
exit "$failed"
