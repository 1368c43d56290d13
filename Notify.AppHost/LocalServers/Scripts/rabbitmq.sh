#!/usr/bin/env bash
# A private RabbitMQ node with a name server, cookie, ports and folders of its own, on 127.0.0.1 only.
. "$(dirname "$0")/common.sh"
names=$(program epmd Erlang rabbitmq-server)
# Debian's wrapper on the PATH changes to the system's own account and folders; the script behind it does not.
server=/usr/lib/rabbitmq/bin/rabbitmq-server
[ -x "$server" ] || server=$(program rabbitmq-server RabbitMQ rabbitmq-server)

cd "$DATA"
cat >rabbitmq.conf <<TEXT
listeners.tcp.local = 127.0.0.1:$PORT
loopback_users = none
default_user = $RABBITMQ_DEFAULT_USER
default_pass = $RABBITMQ_DEFAULT_PASS
disk_free_limit.absolute = 100MB
log.file = false
log.console = true
log.console.level = info
log.connection.level = error
TEXT
echo '[].' >enabled_plugins
: >rabbitmq-env.conf
unset RABBITMQ_DEFAULT_USER RABBITMQ_DEFAULT_PASS
settings=(
  HOME="$DATA" # where the node makes its cookie
  RABBITMQ_NODENAME="$NAME@localhost"
  RABBITMQ_CONFIG_FILE="$DATA/rabbitmq.conf"
  RABBITMQ_CONF_ENV_FILE="$DATA/rabbitmq-env.conf"
  RABBITMQ_ENABLED_PLUGINS_FILE="$DATA/enabled_plugins"
  RABBITMQ_MNESIA_BASE="$DATA/mnesia"
  RABBITMQ_LOG_BASE="$DATA/log"
  RABBITMQ_GENERATED_CONFIG_DIR="$DATA/generated"
  RABBITMQ_PID_FILE="$DATA/pid"
  RABBITMQ_DIST_PORT="$DIST_PORT"
  ERL_EPMD_PORT="$EPMD_PORT"
  ERL_EPMD_ADDRESS=127.0.0.1
  ERL_CRASH_DUMP="$DATA/erl_crash.dump"
  RUNNING_UNDER_SYSTEMD=true # makes the server's script become the node instead of staying as its parent
)
export "${settings[@]}"

# The control program of this node, for people: DATA/rabbitmqctl list_queues
control="$(dirname "$server")/rabbitmqctl"
{
  echo '#!/usr/bin/env bash'
  printf 'export %q\n' "${settings[@]}"
  printf 'exec %q -n %q "$@"\n' "$control" "$NAME@localhost"
} >rabbitmqctl
chmod u+x rabbitmqctl

# Started here and not by the node, which would leave it behind.
setpriv --pdeathsig TERM "$names" -port "$EPMD_PORT" -address 127.0.0.1 &
epmd=$!
trap 'kill "$epmd" 2>/dev/null || true' EXIT
serve TERM "$server"
