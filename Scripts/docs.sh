#!/usr/bin/env bash
# Converts the documentation of all libraries: Scripts/docs.sh BUILD OUTPUT
#
# BUILD is the folder that `swift build --show-bin-path` names. Warnings are
# errors: a link that leads nowhere is one. The symbols are read from what is
# built, because `swift package dump-symbol-graph` builds everything anew.
set -euo pipefail

build=$1
output=$2
modules='PageTemplates PageTemplatesTesting WebSessions WebSessionsSQLite WebSessionsRedis
    WebSessionsTesting Talisman TalismanHummingbird TalismanFlyingFox HummingbirdTimeouts'

# Where the modules of C are that the Swift modules import.
imports=(-I "$build/Modules")
for map in .build/checkouts/*/{,Sources/}*/{,include/}module.modulemap \
    Sources/*/{,include/}module.modulemap "$build"/*.build/module.modulemap; do
    [ ! -e "$map" ] || imports+=(-Xcc "-fmodule-map-file=$map")
done
for folder in .build/checkouts/*/{,Sources/}*/include Sources/*/include; do
    [ ! -d "$folder" ] || imports+=(-Xcc -I -Xcc "$folder")
done
for flag in $(pkg-config --cflags libxml-2.0); do
    imports+=(-Xcc "$flag")
done

target=$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)".*/\1/p')
docc=docc
if [ "$(uname -s)" = Darwin ]; then
    docc=$(xcrun --find docc)
    imports+=(-sdk "$(xcrun --show-sdk-path)")
fi
rm -rf "$output"
for module in $modules; do
    symbols=$output/symbols/$module
    mkdir -p "$symbols"
    swift symbolgraph-extract -module-name "$module" -target "$target" "${imports[@]}" \
        -minimum-access-level public -skip-synthesized-members -output-dir "$symbols"
    catalog=Sources/$module/$module.docc
    [ -d "$catalog" ] || catalog=
    "$docc" convert ${catalog:+"$catalog"} --additional-symbol-graph-dir "$symbols" \
        --output-dir "$output/$module.doccarchive" --warnings-as-errors \
        --fallback-display-name "$module" --fallback-bundle-identifier "talisman.$module"
done
