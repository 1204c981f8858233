#!/usr/bin/env bash
# Makes the project of `talisman new`, runs its tests and its server, and follows its Dockerfile
# in a Debian of its own: Tests/starter.sh TALISMAN [FOLDER]
#
# TALISMAN is the built command. FOLDER keeps what was built for the next run; a temporary one
# is removed at the end. Needs root, debootstrap and curl, and some fifteen minutes.
set -euo pipefail

talisman=$(realpath "$1")
repository=$PWD
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(realpath "$folder")
keeps=$#
server=

# Nothing goes on where a step has failed.
clean_up() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
    [ "$keeps" -gt 1 ] || rm -rf "$folder"
}
trap clean_up EXIT
project=$folder/bookshelf
debian=$folder/debian
port=18080

# Serves from the working directory until `stop`.
serve() {
    "$@" &
    server=$!
    for _ in $(seq 100); do
        curl -fsS "http://127.0.0.1:$port/healthz" >/dev/null 2>&1 && return
        kill -0 "$server" || exit 1
        sleep 0.2
    done
    echo 'starter: the server does not answer' >&2
    exit 1
}

stop() {
    kill -TERM "$server"
    wait "$server" || true
    server=
}

# Expects a text in what an address answers.
expect() {
    local text=$1
    shift
    curl -sS "$@" | grep -F -- "$text" >/dev/null || {
        echo "starter: no '$text' in the answer to: curl $*" >&2
        exit 1
    }
}

site=http://127.0.0.1:$port
mv "$project/.build" "$folder/kept" 2>/dev/null || true
rm -rf "$project"
"$talisman" new "$project" --package "$repository"
mv "$folder/kept" "$project/.build" 2>/dev/null || true
cd "$project"

echo '--- its tests'
swift test

echo '--- its server'
export PORT=$port ACCOUNT=sam:secret
TALISMAN_ENV=development serve "$(swift build --show-bin-path)/App"
jar=$folder/cookies
rm -f "$jar"
expect 'Sign in to add books' "$site/"
expect 'Bücher zum Lesen' -H 'Accept-Language: de' "$site/"
expect 'name or password is wrong' -d 'user=sam&password=wrong' "$site/login"
curl -fsS -o "$folder/answer" -c "$jar" -b "$jar" -d 'user=sam&password=secret' "$site/login"
curl -fsS -o "$folder/answer" -c "$jar" -b "$jar" -d 'title=Emma' "$site/books"
expect 'The book is on your list.' -c "$jar" -b "$jar" "$site/"
sed -i 's/Books to read</Books I want to read</' Templates/books.html
expect 'Books I want to read' -b "$jar" "$site/"
sed -i 's/tal:condition="books"/tal:conditions="books"/' Templates/books.html
expect 'tal:condition' -b "$jar" "$site/"
stop

echo '--- its Dockerfile'
"$talisman" new "$folder/fresh" --package "$repository"
cp -r "$folder/fresh/Templates" .
rm -rf "$folder/fresh"
swift build -c release --product App --static-swift-stdlib
app=$(swift build -c release --show-bin-path)/App
if [ ! -e "$debian/etc/debian_version" ]; then
    packages=$(sed -n '/^FROM debian/,$s/.*--no-install-recommends \(.*\) \\/\1/p' Dockerfile)
    debootstrap --variant=minbase --include="${packages// /,}" bookworm "$debian"
fi
mkdir -p "$debian/app/data"
cp "$app" "$debian/app/app"
cp -r Templates "$debian/app/"
DATA=/app/data TALISMAN_ENV=production \
    serve chroot "$debian" sh -c 'cd /app && exec ./app'
expect 'ok' "$site/healthz"
expect 'Books to read' "$site/"
expect 'Seite nicht gefunden' -H 'Accept-Language: de' "$site/nowhere"
curl -fsS -o "$folder/answer" -D "$folder/head" -d 'user=sam&password=secret' "$site/login"
grep -qi '^set-cookie: __Host-id=.*Secure' "$folder/head"
stop
echo 'starter: everything is as promised'
