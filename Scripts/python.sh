#!/bin/sh
# Prints a Python that has packages: Scripts/python.sh NAME REQUIREMENTS
#
# They are installed once for each set of versions, below NAME in the user's cache,
# outside of the tree.
set -eu

requirements=$2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/talisman/$1
environment=$cache/$(cksum <"$requirements" | cut -d' ' -f1)

if [ ! -e "$environment/complete" ]; then
    mkdir -p "$cache"
    python3 -m venv "$environment" >&2
    "$environment/bin/pip" install -q --disable-pip-version-check -r "$requirements" >&2
    touch "$environment/complete"
fi
echo "$environment/bin/python"
