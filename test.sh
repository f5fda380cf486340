#!/usr/bin/env bash
# Builds everything once, runs every test project, and ends with one line: "N passed, N failed, N skipped".
# Installs what is missing first (eng/setup.sh). Fails when a test fails, a project gives no result,
# or a second opinion (CLP, CBC, PostgreSQL, the OR-Tools worker) is off; MATCHING_ALLOW_MISSING=1 forgives the last.
#
# ./test.sh campaign NAME runs the long part of some tests and prints their counts; the seeds are counted up from SEED (1), and one alone repeats its run:
#   ledger-kill [KILLS] [SEED]       kill -9: so many (300) at random moments under load, at every named point of a round's life, both on SQLite and on PostgreSQL;
#                                    and at every write system call of a scripted run on SQLite
#   hot-pledges [OPERATIONS] [SEED]  16 planners and 200 donors on 20 hot pledges, 100,000 operations
#   idempotency [KEYS] [DUPLICATES]  1,000 keys, each sent 64 times at once
#   postgres-restart [TIMES]         PostgreSQL stopped without a word under load and started again, 20 times
#   load [PER_SECOND] [SECONDS]      100 planners and 1,000 donors over HTTP, then 5 times as many requests, then as before; beside one plain CRUD API (docs/benchmarks.md)
#   backup                           backup under load, wipe, restore, re-prove, from each kind of database to each
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

eng/setup.sh

# The tests of the ledger that the filter names, with all that they print.
ledger_tests() {
  dotnet test tests/Matching.Silo.Tests -c Release -nodeReuse:false --filter "$1" --logger "console;verbosity=detailed"
}

campaign() {
  case "${1:-}" in
    ledger-kill)
      export MATCHING_KILLS=${2:-300} MATCHING_SEED=${3:-1} MATCHING_POINTS=1000 MATCHING_SYSCALLS=100000
      ledger_tests "FullyQualifiedName~KillTests"
      ;;
    hot-pledges)
      export MATCHING_OPERATIONS=${2:-100000} MATCHING_SEED=${3:-1}
      ledger_tests "FullyQualifiedName~HotPledgeTests"
      ;;
    idempotency)
      export MATCHING_KEYS=${2:-1000} MATCHING_DUPLICATES=${3:-64}
      ledger_tests "FullyQualifiedName~Parallel_duplicates"
      ;;
    postgres-restart)
      export MATCHING_CRASHES=${2:-20}
      ledger_tests "FullyQualifiedName~PostgreSQL_going_down"
      ;;
    load)
      dotnet build benchmarks/Matching.Load -c Release -v quiet -clp:NoSummary -nodeReuse:false
      dotnet benchmarks/Matching.Load/bin/Release/net10.0/Matching.Load.dll "${2:-110}" "${3:-30}"
      ;;
    backup)
      ledger_tests "FullyQualifiedName~BackupTests"
      ;;
    *)
      echo "test.sh: campaigns: ledger-kill [KILLS] [SEED], hot-pledges [OPERATIONS] [SEED], idempotency [KEYS] [DUPLICATES], postgres-restart [TIMES], load [PER_SECOND] [SECONDS], backup" >&2
      exit 2
      ;;
  esac
}

if [ "${1:-}" = campaign ]; then
  shift
  campaign "$@"
  exit
fi

broken=0
if ! eng/setup.sh --report; then
  if [ "${MATCHING_ALLOW_MISSING:-}" = 1 ]; then
    echo "Tests that need what is off are skipped (MATCHING_ALLOW_MISSING=1)."
  else
    echo "FAILED: a second opinion is off; set MATCHING_ALLOW_MISSING=1 to test without it."
    broken=1
  fi
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

if ! dotnet build Matching.sln -c Release -v quiet -clp:NoSummary -nodeReuse:false; then
  echo "FAILED: the solution does not build."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

# The counters of a .trx file stand in one element: <Counters total="9" executed="9" passed="9" failed="0" ... />
counter() {
  sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

passed=0
failed=0
skipped=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  log="$results/$name.log"
  trx="$results/$name.trx"
  code=0
  dotnet test "$project" --no-build -c Release --logger "trx;LogFileName=$trx" --blame-hang-timeout 5m \
    --results-directory "$results" >"$log" 2>&1 || code=$?

  total=""
  if [ -f "$trx" ]; then
    total=$(counter "$trx" total)
  fi

  if [ -z "$total" ] || [ "$total" = 0 ]; then
    if [ "$code" = 0 ] && grep -q 'No test is available' "$log"; then
      echo "$name: holds no test"
    else
      echo "$name: FAILED without a result"
      cat "$log"
    fi
    broken=$((broken + 1))
    continue
  fi

  ran=$(counter "$trx" executed)
  good=$(counter "$trx" passed)
  bad=$((ran - good))
  passed=$((passed + good))
  failed=$((failed + bad))
  skipped=$((skipped + total - ran))
  echo "$name: $good passed, $bad failed, $((total - ran)) skipped"
  if [ "$bad" -gt 0 ] || [ "$code" != 0 ]; then
    # From the first failing test on: names, messages and stacks.
    sed -n '/\[FAIL\]\|^  Failed \|error/,$p' "$log"
    [ "$bad" -gt 0 ] || broken=$((broken + 1))
  fi
done

echo "$passed passed, $((failed + broken)) failed, $skipped skipped"
[ "$((failed + broken))" = 0 ]
