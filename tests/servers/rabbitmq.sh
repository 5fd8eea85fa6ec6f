#!/usr/bin/env bash
# A throw-away RabbitMQ on loopback: own node, cookie, data and epmd. usage: rabbitmq.sh find | start DIR PORT | stop DIR PORT
# Uses PORT (AMQP), PORT+1 (distribution), PORT+2 (epmd). Log-in guest/guest. The scripts in /usr/sbin are never called:
# they speak to the machine's own node, switch users, and leave an epmd open to the network.
set -euo pipefail

home() { # directory with the plain scripts of the server
  local d
  for d in /usr/lib/rabbitmq/bin /usr/local/lib/rabbitmq/bin /opt/rabbitmq/sbin; do
    [ -x "$d/rabbitmq-server" ] && { echo "$d"; return; }
  done
  return 1
}

case "${1:-}" in
  find) home; exit ;;
  start | stop) dir=$2 port=$3 ;;
  *) sed -n 2p "$0" >&2; exit 2 ;;
esac

if [ "$1" = start ]; then
  mkdir -p "$dir"
  (umask 077; head -c 20 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$dir/.erlang.cookie")
  chmod 400 "$dir/.erlang.cookie"
  printf '[].\n' >"$dir/enabled_plugins"
  printf 'listeners.tcp.default = 127.0.0.1:%s\ndisk_free_limit.absolute = 50MB\n' "$port" >"$dir/rabbitmq.conf"
  : >"$dir/out"
  export HOME=$dir RABBITMQ_NODENAME=becstest$port@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$port
  export RABBITMQ_DIST_PORT=$((port + 1)) ERL_EPMD_PORT=$((port + 2)) ERL_EPMD_ADDRESS=127.0.0.1
  export RABBITMQ_MNESIA_BASE=$dir/mnesia RABBITMQ_LOG_BASE=$dir/log RABBITMQ_PID_FILE=$dir/pid
  export RABBITMQ_CONF_ENV_FILE=$dir/none RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf
  export RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
  setsid "$(home)/rabbitmq-server" >"$dir/out" 2>&1 </dev/null &
  launcher=$!
  for _ in $(seq 600); do
    grep -q 'Starting broker... completed' "$dir/out" && exit 0
    kill -0 "$launcher" 2>/dev/null || break
    sleep 0.1
  done
  cat "$dir/out" >&2
  kill -- -"$launcher" 2>/dev/null || true
  exit 1
fi

pid=$(cat "$dir/pid" 2>/dev/null || true)
if [ -n "$pid" ]; then
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill -9 "$pid" 2>/dev/null || true
fi
# Our own epmd: no other node knows its port.
HOME=$dir ERL_EPMD_ADDRESS=127.0.0.1 epmd -port $((port + 2)) -kill >/dev/null 2>&1 || true
