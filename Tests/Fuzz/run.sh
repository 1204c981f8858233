#!/usr/bin/env bash
# Fuzzes the targets that are named, or all: run.sh [--keep] [TARGET…]
#
# Each runs for FUZZ_SECONDS, FUZZ_JOBS of them at a time, with the kept corpus, the inputs of
# other tests, and what it has found before. With --keep nothing is fuzzed: the kept corpus
# becomes those inputs of all of these that reach the most.
set -euo pipefail
cd "$(dirname "$0")/../.."

: "${FUZZ_SECONDS:=600}" "${FUZZ_JOBS:=2}" "${FUZZ_BUILD:=.build/fuzz}"
work=$FUZZ_BUILD/work
# An input that takes longer is a hang, one that takes more a flood.
limits=(-timeout=10 -rss_limit_mb=2048 -max_len=4096)

# The folder of the compiler's own libraries has the one of its clang, too.
library() {
    local folder
    folder=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
    find -L "$folder/clang" -name "libclang_rt.fuzzer_no_main-$(uname -m).a" | head -n 1
}

build() {
    FUZZER_LIBRARY=$(library)
    [ -n "$FUZZER_LIBRARY" ] || { echo 'this compiler comes without libFuzzer' >&2; exit 69; }
    export FUZZER_LIBRARY
    # Assertions are on, and the sanitizer sees what unsafe pointers do.
    swift build -c release --package-path Tests/Fuzz --scratch-path "$FUZZ_BUILD" \
        -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug \
        -Xswiftc -sanitize=address \
        -Xswiftc -sanitize-coverage=edge,trace-cmp,inline-8bit-counters,pc-table
}

fuzz() {
    # Swift's trace of a crash takes half a minute, and the fuzzer prints one itself. What Swift
    # makes once is no leak. It is faster not to note who has asked for memory.
    FUZZ_TARGET=$target SWIFT_BACKTRACE=enable=no \
        ASAN_OPTIONS=detect_leaks=0:malloc_context_size=0 nice "$FUZZ_BUILD/release/Fuzz" \
        "${limits[@]}" "$@"
}

prepare() {
    mkdir -p "$work/$target/found" "$work/$target/faults" "Tests/Fuzz/Corpus/$target"
    rm -rf "$work/$target/seeds"
    Tests/Fuzz/seeds.py "$target" "$work/$target/seeds"
}

run() {
    prepare
    local log=$work/$target/log
    if fuzz -max_total_time="$FUZZ_SECONDS" -print_final_stats=1 \
        -artifact_prefix="$work/$target/faults/" \
        "$work/$target/found" "Tests/Fuzz/Corpus/$target" "$work/$target/seeds" > "$log" 2>&1; then
        echo "$target: $(grep -E '^#[0-9]+' "$log" | tail -n 1)"
        return
    fi
    echo "$target: $(grep -E 'Fatal error|ERROR:' "$log" | head -n 1)" >&2
    minimise "$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)" >&2
    return 1
}

minimise() {
    [ -f "$1" ] || return 0
    fuzz -minimize_crash=1 -max_total_time=60 -exact_artifact_path="$1.small" "$1" \
        > "$1.log" 2>&1 || true
    [ -f "$1.small" ] || cp "$1" "$1.small"
    echo "$target: the input is $1.small"
}

keep() {
    prepare
    local control=$work/$target/merge all=$work/$target/all kept=Tests/Fuzz/Corpus/$target
    rm -rf "$control" "$all" "$work/$target/merged"
    mkdir "$all" "$work/$target/merged"
    find "$work/$target/found" "$work/$target/seeds" "$kept" -type f -size -2049c \
        -exec cp -f -t "$all" {} +
    fuzz -merge=1 -merge_control_file="$control" "$work/$target/merged" "$all" > /dev/null 2>&1
    Tests/Fuzz/keep.py "$control" "$kept"
}

targets() {
    if [ $# -gt 0 ]; then printf '%s\n' "$@"; else Tests/Fuzz/seeds.py; fi
}

case ${1-} in
one)
    target=$2
    run
    ;;
--keep)
    shift
    build
    for target in $(targets "$@"); do keep; done
    ;;
*)
    build
    targets "$@" | xargs -n 1 -P "$FUZZ_JOBS" Tests/Fuzz/run.sh one
    ;;
esac
