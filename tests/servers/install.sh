#!/usr/bin/env bash
# Installs what the tests need and this machine lacks (Debian, as root); elsewhere says what is missing and how to get it.
# Never fails: a test that then misses something is skipped in sight, or fails in CI.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing=()
"$here/postgresql.sh" find >/dev/null 2>&1 || missing+=(postgresql-15)
"$here/rabbitmq.sh" find >/dev/null 2>&1 || missing+=(rabbitmq-server)
"$here/chromium.sh" find >/dev/null 2>&1 || missing+=(chromium)
if [ -r /etc/debian_version ] && ! [ -d /usr/share/fonts/truetype/dejavu ]; then missing+=(fonts-dejavu-core); fi
[ ${#missing[@]} -gt 0 ] || exit 0

if ! { [ -r /etc/os-release ] && grep -q '^ID=debian' /etc/os-release && [ "$(id -u)" = 0 ]; }; then
  echo "Missing for some tests: ${missing[*]}"
  echo "  Debian: run tests/run once as root, or: apt-get install ${missing[*]}"
  echo "  Elsewhere: PostgreSQL 15 or later, RabbitMQ 3.10 or later, Chromium or Chrome, from your system's packages; or point at running ones:"
  echo "  BECS_TEST_POSTGRES='Host=...;Username=...;Password=...' BECS_TEST_RABBITMQ=amqp://user:password@host:5672 BECS_TEST_CHROMIUM=/path"
  exit 0
fi

echo "Installing ${missing[*]}"
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then # packages must not start services of their own
  printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy
  trap 'rm -f $policy' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# One at a time after a failure, so that one package that cannot be had does not cost the others.
if ! { apt-get -o DPkg::Lock::Timeout=300 update -qq &&
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  apt-get -o DPkg::Lock::Timeout=300 -y -qq -f install >>"$log" 2>&1
  for p in "${missing[@]}"; do
    apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$p" >>"$log" 2>&1 ||
      { echo "Could not install $p:"; tail -n 5 "$log"; }
  done
fi
rm -f "$log"
