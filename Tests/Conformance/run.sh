#!/bin/sh
# Compares the talisman command with the reference implementations:
# Tests/Conformance/run.sh COMMAND TEST [--seed N] [--count N]
#
# TEST is the beginning of a command line that runs the test whose name follows.
# The references are installed once for each set of versions, outside of the
# tree; nothing of them is copied into it.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/talisman/conformance
environment=$cache/$(cksum <"$folder/requirements.txt" | cut -d' ' -f1)

if [ ! -e "$environment/complete" ]; then
    mkdir -p "$cache"
    python3 -m venv "$environment"
    "$environment/bin/pip" install -q --disable-pip-version-check \
        -r "$folder/requirements.txt"
    touch "$environment/complete"
fi
PYTHONDONTWRITEBYTECODE=1 exec "$environment/bin/python" "$folder" "$@"
