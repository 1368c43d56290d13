# What the start scripts of the servers share. Each is told what the server's container image would be told in its environment, and besides
# NAME, what the server is called here; DATA, the folder of its data; PORT, where it listens on 127.0.0.1.
set -euo pipefail
umask 077

fail() {
  echo "$*" >&2
  exit 1
}

# Finds a program on the PATH, or where Debian, Fedora and Homebrew keep the versions of PostgreSQL and the programs of RabbitMQ.
program() {
  local found
  found=$(command -v "$1" || compgen -G "/usr/lib/postgresql/*/bin/$1" | sort -V | tail -n 1 || true)
  [ -n "$found" ] || found=$(compgen -G "/usr/lib/rabbitmq/bin/$1" || compgen -G "/usr/pgsql-*/bin/$1" | sort -V | tail -n 1 || compgen -G "/opt/homebrew/sbin/$1" || true)
  [ -n "$found" ] || fail "'$NAME' needs the program '$1', which is not on this machine. Install $2 (on Debian: apt-get install $3), or start Docker or Podman."
  printf '%s' "$found"
}

started_at() { cut -d ' ' -f 22 "/proc/$1/stat" 2>/dev/null || true; }

# Ends a server that an application which was killed has left on these data; a process that merely got its number is left alone.
end_leftover() {
  local id started
  [ -f "$DATA.pid" ] || return 0
  read -r id started <"$DATA.pid" || return 0
  if [ -n "$started" ] && [ "$(started_at "$id")" = "$started" ]; then
    echo "Ending process $id, which an earlier run has left on $DATA."
    kill -KILL "$id" 2>/dev/null || true
    while [ "$(started_at "$id")" = "$started" ] && [ "$(cut -d ' ' -f 3 "/proc/$id/stat" 2>/dev/null)" != Z ]; do sleep 0.05; done
  fi
}

# Runs a server until it ends. When this script is told to stop, the server gets the signal that stops it soon; when it is killed, the system sends that.
serve() {
  local signal=$1 server status=0
  shift
  if command -v setpriv >/dev/null; then set -- setpriv --pdeathsig "$signal" "${as_user[@]}" "$@"; fi
  "$@" <&0 &
  server=$!
  trap 'kill -s '"$signal $server"' 2>/dev/null || true' TERM INT
  echo "$server $(started_at "$server")" >"$DATA.pid"
  while kill -0 "$server" 2>/dev/null; do
    status=0
    wait "$server" || status=$?
  done
  rm -f "$DATA.pid"
  exit "$status"
}

as_user=()
mkdir -p "$DATA"
end_leftover
if (: <>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  fail "Port $PORT of '$NAME' is taken by another program. Stop that program (find it with: ss -ltnp 'sport = :$PORT'), or give '$NAME' another port."
fi
