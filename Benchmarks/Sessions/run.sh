#!/usr/bin/env bash
# Runs the benchmark of sessions: Benchmarks/Sessions/run.sh PROGRAM check|measure [OPTION...]
#
# The servers of Redis and PostgreSQL are its own: on loopback, the first with a password of its own,
# so that no other server takes what the benchmark writes. They end, and all files are removed,
# however the benchmark ends. To measure, the libraries of Python are installed once for
# each set of versions, outside of the tree.
set -euo pipefail

program=$1
mode=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
server=
database=
peers=

end() {
    if [ -n "$1" ] && kill "$1" 2>/dev/null; then
        wait "$1" 2>/dev/null || true
    fi
}

clean_up() {
    end "$peers"
    end "$server"
    end "$database"
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The settings are those that the documentation of WebSessionsRedis asks for.
write_settings() {
    cat >"$folder/redis.conf" <<EOF
bind 127.0.0.1
port $port
requirepass $password
dir $folder
logfile $folder/redis.log
save ""
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
hash-max-listpack-value 1024
hz 100
EOF
}

# Fails where the port is taken.
start_server() {
    rm -f "$folder/redis.log"
    redis-server "$folder/redis.conf" &
    server=$!
    for _ in {1..500}; do
        if grep -q 'Ready to accept' "$folder/redis.log" 2>/dev/null; then return; fi
        if ! kill -0 "$server" 2>/dev/null; then break; fi
        sleep 0.02
    done
    end "$server"
    server=
    return 1
}

start_some_server() {
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    for _ in {1..20}; do
        port=$((20000 + RANDOM % 12000))
        write_settings
        if start_server; then return; fi
    done
    cat "$folder/redis.log" >&2
    return 1
}

# PostgreSQL refuses to run as root, which lends the server to somebody else.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        exec setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    else
        exec "$@"
    fi
}

# Commits wait for the disk, as they do by default.
start_database() {
    local programs
    programs=$({
        compgen -G '/usr/lib/postgresql/*/bin' || compgen -G '/opt/homebrew/opt/postgresql@17/bin' ||
            echo /usr/local/opt/postgresql@17/bin
    } | sort -V | tail -n 1)
    mkdir "$folder/postgres"
    if [ "$(id -u)" -eq 0 ]; then
        chmod 711 "$folder"
        chown nobody "$folder/postgres"
    fi
    (cd / && as_server "$programs/initdb" -D "$folder/postgres/data" -U postgres -A trust \
        -E UTF8 --no-locale >/dev/null)
    database_port=$((20000 + RANDOM % 12000))
    (cd / && as_server "$programs/postgres" -D "$folder/postgres/data" -c "port=$database_port" \
        -c listen_addresses=127.0.0.1 -c "unix_socket_directories=$folder/postgres" \
        -c shared_buffers=256MB >"$folder/postgres.log" 2>&1) &
    database=$!
    for _ in {1..500}; do
        if "$programs/pg_isready" -q -h 127.0.0.1 -p "$database_port"; then return; fi
        sleep 0.02
    done
    cat "$folder/postgres.log" >&2
    return 1
}

# They take orders from one pipe and answer in another one.
start_peers() {
    local python
    python=$("$here/../../Scripts/python.sh" session-peers "$here/Peers/requirements.txt")
    mkfifo "$folder/orders" "$folder/answers"
    PYTHONDONTWRITEBYTECODE=1 "$python" "$here/Peers/measure.py" "$url" "$database_url" "$folder" \
        >"$folder/answers" <"$folder/orders" &
    peers=$!
}

start_some_server
url=redis://default:$password@127.0.0.1:$port
start_database
database_url=postgres://postgres@127.0.0.1:$database_port/postgres
case $mode in
check)
    "$program" --check --redis "$url" --postgres "$database_url" --folder "$folder" "$@"
    ;;
measure)
    start_peers
    "$program" --redis "$url" --postgres "$database_url" --folder "$folder" --sessions "${SESSIONS_COUNT:-1000000}" \
        --peers "$folder/orders" "$@" <"$folder/answers"
    ;;
esac
