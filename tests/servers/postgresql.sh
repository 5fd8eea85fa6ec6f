#!/usr/bin/env bash
# A throw-away PostgreSQL on loopback. usage: postgresql.sh find | start DIR PORT [SERVER-OPTION ...] | stop DIR
# Everything lives in DIR, whose parents must be open to user postgres: under root the server runs as that user.
# No durability (fsync off), no Unix socket, user postgres, password test.
set -euo pipefail

find_bin() { # newest server of version 15 or later
  local d
  for d in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn); do
    [ -x "$d/initdb" ] && [ "$(basename "$(dirname "$d")")" -ge 15 ] && { echo "$d"; return; }
  done
  d=$(command -v initdb 2>/dev/null) && [ "$("$d" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" -ge 15 ] && dirname "$d"
}
server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

case "${1:-}" in
  find) find_bin ;;
  start)
    dir=$2 port=$3 bin=$(find_bin)
    mkdir -p "$dir"
    [ "$(id -u)" != 0 ] || chown postgres: "$dir"
    cd "$dir"
    if [ ! -f data/PG_VERSION ]; then
      echo test >password && chmod 644 password
      server "$bin/initdb" -D "$dir/data" -U postgres --auth=scram-sha-256 --pwfile="$dir/password" -E UTF8 \
        --locale=C.UTF-8 --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
    fi
    server "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w -t 60 start -o "-p $port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 \
      -c shared_buffers=256MB ${*:4}" >/dev/null || { cat data/server.log >&2; exit 1; }
    ;;
  stop)
    dir=$2 bin=$(find_bin)
    cd /
    [ ! -f "$dir/data/postmaster.pid" ] || server "$bin/pg_ctl" -D "$dir/data" -m immediate -w -t 30 stop >/dev/null
    ;;
  *) sed -n 2p "$0" >&2; exit 2 ;;
esac
