#!/bin/sh
# cluster.sh start|stop FOLDER -- a PostgreSQL server of the tests' own: its data in FOLDER, its socket in a folder under /tmp (whose path must be
# short), no port, and nobody else's business. `start` writes the address of an empty database to FOLDER/address; it exits with 77 where no server is
# installed. Of an earlier one that was left behind it makes an end first.
set -eu
what=$1 folder=$2
bin=${POSTGRESQL_BIN:-}
for candidate in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin; do
    [ -n "$bin" ] || [ ! -x "$candidate/initdb" ] || bin=$candidate
done
[ -n "$bin" ] || { echo "skipped: no PostgreSQL server is installed here"; exit 77; }
as() { # nobody may run a server as root
    if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}
user=$(id -un)
if [ "$user" = root ]; then
    user=nobody
    if id postgres >/dev/null 2>&1; then user=postgres; fi
fi
stop() {
    if [ -f "$folder/home" ]; then
        home=$(cat "$folder/home")
        [ ! -f "$home/data/postmaster.pid" ] || as "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
        case $home in /tmp/hearsay_pg_*) rm -rf "$home" ;; esac
    fi
    rm -rf "$folder"
}
stop
[ "$what" = start ] || exit 0
mkdir -p "$folder"
home=$(mktemp -d /tmp/hearsay_pg_XXXXXX)
echo "$home" >"$folder/home"
[ "$(id -u)" != 0 ] || chown "$user" "$home"
cd /
as "$bin/initdb" -D "$home/data" -U hearsay -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
as "$bin/pg_ctl" -D "$home/data" -o "-c listen_addresses='' -k $home -c fsync=off -c max_connections=60" -l "$home/log" -w start >>"$folder/log" 2>&1 ||
    { cat "$folder/log" "$home/log"; exit 1; }
encoded=$(printf '%s' "$home" | sed 's|/|%2F|g')
echo "postgresql://hearsay@$encoded/postgres" >"$folder/address"
