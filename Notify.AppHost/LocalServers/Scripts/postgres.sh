#!/usr/bin/env bash
# A private PostgreSQL: made on the first start, with a password, on 127.0.0.1 only. Arguments go to the server.
. "$(dirname "$0")/common.sh"
server=$(program postgres PostgreSQL postgresql)
maker=$(program initdb PostgreSQL postgresql)
if [ "$(id -u)" -eq 0 ]; then # it refuses to run as root; the account may have to pass folders that are closed to it
  account=postgres
  id -u "$account" >/dev/null 2>&1 || account=nobody
  as_user=(--reuid "$account" --regid "$(id -g "$account")" --clear-groups --inh-caps=-all,+dac_read_search --ambient-caps=-all,+dac_read_search)
  chown -R "$account": "$DATA"
fi
as_account() { if [ ${#as_user[@]} -gt 0 ]; then setpriv "${as_user[@]}" "$@"; else "$@"; fi; }

# What a killed server's helpers still hold, they hold for a moment.
for process in /proc/[0-9]*; do
  if [ "$(readlink "$process/cwd" 2>/dev/null)" = "$DATA" ]; then kill -KILL "${process#/proc/}" 2>/dev/null || true; fi
done

cd /
if [ ! -f "$DATA/PG_VERSION" ]; then
  as_account "$maker" -D "$DATA" -U "$POSTGRES_USER" --auth=scram-sha-256 --pwfile=<(printf '%s' "$POSTGRES_PASSWORD") --encoding=UTF8 --locale=C --no-sync >/dev/null ||
    fail "initdb could not fill $DATA; the lines above say why. If the folder holds data that can go, start with --fresh."
fi
unset POSTGRES_PASSWORD
serve INT "$server" -D "$DATA" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c shared_buffers=256MB -c max_wal_size=2GB "$@"
