#!/usr/bin/env bash
# A private Redis with a password, on 127.0.0.1 only. Its settings come by its input, so that no process list shows the password.
. "$(dirname "$0")/common.sh"
server=$(program redis-server Redis redis-server)
cd "$DATA"
settings="bind 127.0.0.1
port $PORT
requirepass $REDIS_PASSWORD
dir \"$DATA\"
save 60 1
appendonly no
daemonize no"
unset REDIS_PASSWORD
serve TERM "$server" - <<<"$settings"
