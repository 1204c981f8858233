#!/bin/sh
# Compares the talisman command with the reference implementations:
# Tests/Conformance/run.sh COMMAND TEST [--seed N] [--count N]
#
# TEST is the beginning of a command line that runs the test whose name follows.
# The references are installed once for each set of versions, outside of the
# tree; nothing of them is copied into it.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
python=$("$folder/../../Scripts/python.sh" conformance "$folder/requirements.txt")
PYTHONDONTWRITEBYTECODE=1 exec "$python" "$folder" "$@"
