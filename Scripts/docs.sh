#!/usr/bin/env bash
# Writes the documentation of all libraries as one site: Scripts/docs.sh BUILD OUTPUT
#
# OUTPUT/site is served as it is: its front page is documentation/index.html, and index.html leads
# there, which DocC leaves as a page that is not found.
#
# BUILD is the folder that `swift build --show-bin-path` names. Warnings are
# errors: a link that leads nowhere is one. The symbols are read from what is
# built, because `swift package dump-symbol-graph` builds everything anew.
set -euo pipefail

build=$1
output=$2
# A module can refer to those before it.
modules='PageTemplates TemplateModels TemplateTools PageTemplatesTesting WebSessions WebSessionsSQLite WebSessionsRedis
    WebSessionsPostgres WebSessionsTesting Talisman HummingbirdTimeouts TalismanHummingbird TalismanFlyingFox
    TalismanTesting TalismanCommand'

# Where the modules of C are that the Swift modules import.
imports=(-I "$build/Modules")
for map in .build/checkouts/*/{,Sources/}*/{,include/}module.modulemap \
    Sources/*/{,include/}module.modulemap "$build"/*.build/module.modulemap; do
    [ ! -e "$map" ] || imports+=(-Xcc "-fmodule-map-file=$map")
done
for folder in .build/checkouts/*/{,Sources/}*/include Sources/*/include; do
    [ ! -d "$folder" ] || imports+=(-Xcc -I -Xcc "$folder")
done
for flag in $(pkg-config --cflags libxml-2.0 libpq); do
    imports+=(-Xcc "$flag")
done

target=$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)".*/\1/p')
docc=docc
if [ "$(uname -s)" = Darwin ]; then
    docc=$(xcrun --find docc)
    imports+=(-sdk "$(xcrun --show-sdk-path)")
fi
rm -rf "$output"
archives=()
dependencies=()
for module in $modules; do
    symbols=$output/symbols/$module
    archive=$output/archives/$module.doccarchive
    mkdir -p "$symbols" "$output/archives"
    swift symbolgraph-extract -module-name "$module" -target "$target" "${imports[@]}" \
        -minimum-access-level public -skip-synthesized-members -output-dir "$symbols"
    "$docc" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$symbols" \
        --output-dir "$archive" --warnings-as-errors --fallback-display-name "$module" \
        --fallback-bundle-identifier "talisman.$module" \
        --enable-experimental-external-link-support ${dependencies[@]+"${dependencies[@]}"}
    archives+=("$archive")
    dependencies+=(--dependency "$archive")
done
"$docc" merge "${archives[@]}" --output-path "$output/site" \
    --synthesized-landing-page-name Talisman --synthesized-landing-page-topics-style list
cat >"$output/site/index.html" <<'END'
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=documentation/">
<title>Talisman</title>
<p><a href="documentation/">Documentation</a></p>
END
