#!/bin/sh
# Proves in a real browser that data stays data: Tests/Browser/run.sh [OPTIONS]
#
# What it needs of Python is installed once for each set of versions, outside of the
# tree, and so are the inputs of html5lib's own tests; nothing of them is copied into it.
# The options are those of __main__.py.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
python=$("$folder/../../Scripts/python.sh" browser "$folder/requirements.txt")
inputs=$(dirname "$(dirname "$python")")/html5lib-1.1

# The package as its authors released it has its tests, the installed one does not.
if [ ! -d "$inputs" ]; then
    download=$(mktemp -d)
    "$python" -m pip download -q --disable-pip-version-check --no-deps --no-binary :all: \
        --no-build-isolation -d "$download" html5lib==1.1 >&2
    tar -xzf "$download"/html5lib-1.1.tar.gz -C "$download"
    mv "$download/html5lib-1.1" "$inputs"
    rm -rf "$download"
fi
PYTHONDONTWRITEBYTECODE=1 exec "$python" "$folder" --inputs "$inputs" "$@"
