#!/bin/sh
# Usage: nightly.sh JOB FILE
# Runs a job, and tries again where that can help. WDH names the command, WAIT the seconds to wait.
set -u
attempt=1
while true; do
  ${WDH:-npx wdh} run "$1" --input "$2" --quiet
  code=$?
  case $code in
    0) exit 0 ;;
    3 | 6) ;; # the database is unreachable, or another run holds the lock
    *) break ;;
  esac
  [ "$attempt" -ge 5 ] && break
  attempt=$((attempt + 1))
  sleep "${WAIT:-300}"
done
echo "$1 ended with exit code $code after $attempt attempt(s): npx wdh runs --job $1" >&2
exit "$code"
