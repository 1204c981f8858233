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

# Only the source package of Chameleon has its tests.
chameleon=$(sed -n 's/^Chameleon==//p' "$folder/requirements.txt")
packages=${python%/bin/python}/sources
if [ ! -e "$packages/complete" ]; then
    mkdir -p "$packages"
    "$python" -m pip download -q --disable-pip-version-check --no-deps --no-binary Chameleon \
        -d "$packages" "Chameleon==$chameleon" >&2
    tar -xzf "$packages"/*hameleon-"$chameleon".tar.gz -C "$packages" --strip-components 1
    touch "$packages/complete"
fi

PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$packages/src" exec "$python" "$folder" "$@"
