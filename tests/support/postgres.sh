#!/usr/bin/env bash
# A PostgreSQL server for tests: on a Unix socket only, in a folder of its own,
# as an unprivileged user.
#   postgres.sh start DIR    makes DIR (short: its socket lies in it) and starts
#   postgres.sh stop DIR     stops the server and removes DIR
#   postgres.sh kill DIR     ends it as a power cut would; `start` recovers
#   postgres.sh crash DIR PID   kills all its processes (SIGKILL), likewise;
#                            the disk may be gone already
set -euo pipefail
action=$1 dir=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[[ -x ${bin:-}/initdb ]] || {
  echo "postgres.sh: no PostgreSQL server is installed (conf/install.sh test)" >&2
  exit 3
}

as_server() {
  if ((EUID == 0)); then
    (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@")
  else
    "$@"
  fi
}

case $action in
  start)
    if [[ ! -f $dir/data/PG_VERSION ]]; then
      mkdir -p "$dir"
      if ((EUID == 0)); then chown postgres "$dir"; fi
      as_server "$bin/initdb" --pgdata "$dir/data" --auth trust --encoding UTF8 \
        --username admin --data-checksums --no-sync >"$dir/initdb.log" 2>&1 || {
        cat "$dir/initdb.log" >&2
        exit 3
      }
    fi
    as_server "$bin/pg_ctl" --pgdata "$dir/data" status >/dev/null && exit
    as_server "$bin/pg_ctl" --pgdata "$dir/data" --log "$dir/data/server.log" \
      --wait --timeout 60 --silent --options "-k $dir -c listen_addresses='' \
      -c max_connections=200 ${AUREN_POSTGRES_OPTIONS:-}" start
    [[ -f $dir/role ]] && exit
    as_server "$bin/psql" -qXh "$dir" -U admin -d postgres -c \
      "DO \$\$ BEGIN CREATE ROLE auren LOGIN CREATEDB; EXCEPTION WHEN \
       duplicate_object THEN NULL; END \$\$" 2>/dev/null
    touch "$dir/role"
    ;;
  stop)
    as_server "$bin/pg_ctl" --pgdata "$dir/data" --mode immediate --silent \
      stop || true
    rm -rf "$dir"
    ;;
  kill)
    as_server "$bin/pg_ctl" --pgdata "$dir/data" --mode immediate --silent stop
    ;;
  crash)
    all=$(echo "$3" && pgrep --parent "$3" || true)
    # shellcheck disable=SC2086 # one word for each process
    kill -KILL $all
    for one in $all; do
      for ((i = 0; i < 1000; ++i)); do
        kill -0 "$one" 2>/dev/null || break
        sleep 0.01
      done
    done
    ;;
esac
