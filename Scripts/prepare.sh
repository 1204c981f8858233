#!/usr/bin/env bash
# Makes sure that what is needed beside Swift is there: Scripts/prepare.sh build|test|image|count
#
# To build and to run takes pkg-config and the headers of libxml2, SQLite and libpq; the tests take
# Python, curl, GNU gettext and patch, OpenSSL, Redis, PostgreSQL, nginx, Chromium and Node as well,
# debootstrap those that try an image, and valgrind those that count instructions. Installs only what
# is missing, and asks for a password only then.
set -euo pipefail

say() {
    printf 'prepare: %s\n' "$*"
}

fail() {
    printf 'prepare: %s\n' "$*" >&2
    exit 1
}

# What is needed for which purpose, and the package that has it with apt-get and with brew. What
# comes with macOS or its developer tools has none there.
needs='
build command:pkg-config     pkg-config     pkgconf
build library:libxml-2.0     libxml2-dev    libxml2
build library:sqlite3        libsqlite3-dev -
build library:libpq          libpq-dev      libpq
test  command:python3        python3        -
test  command:curl           curl           -
test  command:msgfmt         gettext        gettext
test  command:openssl        openssl        -
test  command:redis-server   redis-server   redis
test  postgres:initdb        postgresql     postgresql@17
test  command:pgbouncer      pgbouncer      pgbouncer
test  command:nginx          nginx-light    nginx
test  command:chromium       chromium       -
test  command:node           nodejs         node
test  command:patch          patch          -
image command:debootstrap    debootstrap    -
count command:valgrind       valgrind       -
count command:objcopy        binutils       -
'

# Debian keeps servers where only root looks for them.
has_command() {
    command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]
}

has_library() {
    has_command pkg-config && pkg-config --exists "$1"
}

# Debian and Homebrew have each version of its programs in a folder of its own.
has_postgres() {
    local folder
    for folder in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@17/bin \
        /usr/local/opt/postgresql@17/bin /usr/local/bin; do
        if [ -x "$folder/$1" ]; then return; fi
    done
    return 1
}

# Homebrew does not link its libxml2 and its libpq, so pkg-config has to be told.
export_brew_libraries() {
    PKG_CONFIG_PATH="$(brew --prefix libxml2)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
    PKG_CONFIG_PATH="$(brew --prefix libpq)/lib/pkgconfig:$PKG_CONFIG_PATH"
    export PKG_CONFIG_PATH
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has_command sudo; then
        sudo "$@"
    else
        fail "this needs root and there is no sudo: $*"
    fi
}

# Prints what is missing: "by hand" names it, the others name the package.
missing() {
    local purpose=$1 manager=$2 for need apt brew
    while read -r for need apt brew; do
        # To test takes what building does, and the others what both do.
        case "$purpose:$for" in
        "$purpose:$purpose" | *:build | image:test) ;;
        *) continue ;;
        esac
        if "has_${need%%:*}" "${need#*:}"; then continue; fi
        case $manager in
        apt) echo "$apt" ;;
        brew) if [ "$brew" != - ]; then echo "$brew"; fi ;;
        hand) echo "${need#*:}" ;;
        esac
    done <<<"$needs"
}

install_with() {
    local manager=$1 purpose=$2 packages
    # One name a line, to be split at blanks.
    packages=$(missing "$purpose" "$manager")
    if [ -z "$packages" ]; then return; fi
    say "installing with $manager:" $packages
    if [ "$manager" = brew ]; then
        brew install $packages
        return
    fi
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends ca-certificates $packages
}

purpose=${1:-test}
has_command swift || fail "Swift 6.3 is needed: https://www.swift.org/install/"
if [ "$(uname -s)" = Darwin ] && has_command brew; then
    export_brew_libraries
    install_with brew "$purpose"
elif has_command apt-get; then
    install_with apt "$purpose"
fi
absent=$(missing "$purpose" hand | tr '\n' ' ')
[ -z "$absent" ] || fail "install these, then try again: $absent"
say "everything to $purpose is there"
