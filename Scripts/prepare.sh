#!/usr/bin/env bash
# Makes sure that a build finds what it needs beside Swift: pkg-config, the
# headers of libxml2 and SQLite, and for the checks Python, curl, GNU gettext,
# Redis and nginx. Installs only what is missing, and asks for a password only then.
set -euo pipefail

say() {
    printf 'prepare: %s\n' "$*"
}

fail() {
    printf 'prepare: %s\n' "$*" >&2
    exit 1
}

has_command() {
    command -v "$1" >/dev/null 2>&1
}

# Debian keeps servers where only root looks for them.
has_server() {
    has_command "$1" || [ -x "/usr/sbin/$1" ]
}

has_library() {
    has_command pkg-config && pkg-config --exists "$1"
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

prepare_with_apt() {
    local missing=()
    has_command pkg-config || missing+=(pkg-config)
    has_library libxml-2.0 || missing+=(libxml2-dev)
    has_library sqlite3 || missing+=(libsqlite3-dev)
    has_command python3 || missing+=(python3)
    has_command curl || missing+=(curl ca-certificates)
    has_command msgfmt || missing+=(gettext)
    has_command openssl || missing+=(openssl)
    has_command redis-server || missing+=(redis-server)
    has_server nginx || missing+=(nginx-light)
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    say "installing with apt-get: ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# SQLite and curl come with macOS, Python with its developer tools.
prepare_with_brew() {
    local missing=()
    local prefix
    prefix=$(brew --prefix libxml2)
    has_command pkg-config || missing+=(pkgconf)
    [ -f "$prefix/lib/pkgconfig/libxml-2.0.pc" ] || missing+=(libxml2)
    has_command msgfmt || missing+=(gettext)
    has_command redis-server || missing+=(redis)
    has_server nginx || missing+=(nginx)
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    say "installing with brew: ${missing[*]}"
    brew install "${missing[@]}"
}

check_by_hand() {
    has_library libxml-2.0 || fail "install pkg-config and the headers of libxml2, then try again"
    has_library sqlite3 || fail "install the headers of SQLite, then try again"
    has_command python3 || fail "install Python 3, then try again"
    has_command curl || fail "install curl, then try again"
    has_command msgfmt || fail "install GNU gettext, then try again"
    has_command redis-server || fail "install the server of Redis 7, then try again"
    has_server nginx || fail "install nginx, then try again"
}

has_command swift || fail "Swift 6.3 is needed: https://www.swift.org/install/"

if [ "$(uname -s)" = Darwin ] && has_command brew; then
    prepare_with_brew
elif has_command apt-get; then
    prepare_with_apt
else
    check_by_hand
fi
say "everything the build needs is there"
