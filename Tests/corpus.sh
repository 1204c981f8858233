#!/bin/sh
# Collects real documents for the lossless test: Tests/corpus.sh DIRECTORY
#
# Documentation packages of Debian are downloaded and unpacked below DIRECTORY,
# without installing them; root is not needed. What cannot be downloaded is
# left out, and documents of /usr/share are copied until there are enough.
# Afterwards: TALISMAN_CORPUS=DIRECTORY swift test --filter LosslessTests
set -eu

directory=${1:?usage: Tests/corpus.sh DIRECTORY}
packages="libxml2-doc debian-policy adwaita-icon-theme shared-mime-info docbook-xsl-doc-html"
wanted=600

mkdir -p "$directory"
directory=$(cd "$directory" && pwd)

count() {
    find "$directory" -type f \( -name '*.html' -o -name '*.xhtml' -o -name '*.xml' \
        -o -name '*.svg' \) | wc -l
}

# Package lists may be missing or old: then they are fetched, once.
fetch() {
    apt-get -q download "$1" && return
    [ "$(id -u)" -eq 0 ] && [ ! -e "$directory/.updated" ] || return 1
    touch "$directory/.updated"
    apt-get -qq update && apt-get -q download "$1"
}

if command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
    for package in $packages; do
        [ -d "$directory/$package" ] && continue
        download=$(mktemp -d)
        if (cd "$download" && fetch "$package"); then
            mkdir -p "$directory/$package"
            dpkg-deb -x "$download"/*.deb "$directory/$package"
        else
            echo "left out: $package" >&2
        fi
        rm -rf "$download"
    done
fi

if [ "$(count)" -lt "$wanted" ] && [ -d /usr/share ]; then
    mkdir -p "$directory/local"
    (cd /usr/share && find . -type f -size -2048k \( -name '*.html' -o -name '*.xhtml' \
        -o -name '*.xml' -o -name '*.svg' \) -print | sort | head -2000 \
        | while read -r file; do
            mkdir -p "$directory/local/$(dirname "$file")"
            cp "$file" "$directory/local/$file"
        done)
fi

echo "$(count) documents in $directory"
