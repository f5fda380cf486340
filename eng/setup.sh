#!/usr/bin/env bash
# Installs what building and testing need and is missing, and says so; quiet when nothing is.
#
#   eng/setup.sh           install what is missing, go on where something cannot be installed
#   eng/setup.sh --run     the same, but only for what running the program needs
#   eng/setup.sh --report  install nothing; print which second opinions are on; exit 1 if one is off
#
# PostgreSQL (tests of the ledger run on it as well as on SQLite; each run starts a private server on loopback), strace (crash tests kill at system calls with it).
# Needed: the .NET SDK (not installed here), ICU. Solvers and second opinions: the CLP and CBC libraries,
# and OR-Tools as WebAssembly under Node (eng/or-tools-worker, 318 MB unpacked). Without them the program works and says what is missing.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
worker="$root/eng/or-tools-worker"
apt_is_fresh=false
failures=0

say() { printf 'setup: %s\n' "$*" >&2; }

# A step that cannot be done is named and does not stop the others.
cannot() {
  failures=$((failures + 1))
  say "$*"
}

has_library() {
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null || true; } | grep -q "$1"
}

node_major() {
  { command -v node >/dev/null 2>&1 && node -p 'process.versions.node.split(".")[0]' 2>/dev/null; } || echo 0
}

wanted_worker_version() {
  sed -n 's/.*"or-tools-wasm": *"\([0-9.]*\)".*/\1/p' "$worker/package.json"
}

installed_worker_version() {
  sed -n 's/^  "version": *"\([0-9.]*\)".*/\1/p' "$worker/node_modules/or-tools-wasm/package.json" 2>/dev/null || true
}

worker_is_installed() {
  [ "$(installed_worker_version)" = "$(wanted_worker_version)" ] && [ -f "$worker/node_modules/.package-lock.json" ]
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo -n "$@"
  else
    say "'$1' needs root and there is no sudo here"
    return 1
  fi
}

apt_install() {
  if ! command -v apt-get >/dev/null 2>&1; then
    say "no apt-get here"
    return 1
  fi

  if [ "$apt_is_fresh" = false ]; then
    as_root apt-get update -qq >/dev/null || say "apt-get update failed; trying with the lists that are there"
    apt_is_fresh=true
  fi

  say "installing $* with apt-get"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

check_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1; then
    say "the .NET SDK is missing: install version 10 (global.json) and run this again"
    exit 1
  fi

  if ! (cd "$root" && dotnet --version >/dev/null 2>&1); then
    say "the .NET SDK that global.json asks for is missing; these are there:"
    dotnet --list-sdks >&2 || true
    exit 1
  fi
}

install_icu() {
  if has_library 'libicuuc\.so' || [ "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-}" = 1 ]; then
    return
  fi

  local package=""
  if command -v apt-cache >/dev/null 2>&1; then
    as_root apt-get update -qq >/dev/null 2>&1 && apt_is_fresh=true
    package=$(apt-cache search --names-only '^libicu[0-9]+$' | sort | tail -n 1 | cut -d' ' -f1)
  fi

  if [ -z "$package" ] || ! apt_install "$package"; then
    cannot "ICU (libicu) is missing and could not be installed; .NET needs it for text"
  fi
}

install_clp() {
  has_library 'libClp\.so' && return
  apt_install coinor-libclp1 || cannot "CLP (coinor-libclp1) could not be installed; tests that ask it for a second opinion are off"
}

install_cbc() {
  has_library 'libCbcSolver\.so' && return
  apt_install coinor-libcbc3 || cannot "CBC (coinor-libcbc3) could not be installed; the solver of that name is off"
}

has_postgres() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

install_postgres() {
  has_postgres && return
  apt_install postgresql || cannot "PostgreSQL (postgresql) could not be installed; the ledger is tested on SQLite alone"
}

install_strace() {
  command -v strace >/dev/null 2>&1 && return
  apt_install strace || cannot "strace (strace) could not be installed; no process is killed at its system calls"
}

install_worker() {
  if [ "$(node_major)" -lt 18 ]; then
    apt_install nodejs || true
  fi

  if [ "$(node_major)" -lt 18 ]; then
    cannot "Node 18 or newer is missing and could not be installed; the OR-Tools worker is off"
    return
  fi

  worker_is_installed && return

  if ! command -v npm >/dev/null 2>&1; then
    apt_install npm || true
  fi

  if ! command -v npm >/dev/null 2>&1; then
    cannot "npm is missing and could not be installed; the OR-Tools worker is off"
    return
  fi

  say "installing the OR-Tools worker (or-tools-wasm $(wanted_worker_version), 318 MB unpacked) with npm"
  (cd "$worker" && npm ci --loglevel=error --no-progress >/dev/null) ||
    cannot "npm could not install the OR-Tools worker; tests that ask it for a second opinion are off"
}

report() {
  local off=0
  if has_library 'libClp\.so'; then
    echo "CLP: on"
  else
    echo "CLP: off (libClp.so.1 is missing; Debian package coinor-libclp1)"
    off=1
  fi

  if has_library 'libCbcSolver\.so'; then
    echo "CBC: on"
  else
    echo "CBC: off (libCbcSolver.so.3 is missing; Debian package coinor-libcbc3)"
    off=1
  fi

  if has_postgres; then
    echo "PostgreSQL: on ($(ls -d /usr/lib/postgresql/*/ | sort -V | tail -n 1 | xargs basename))"
  else
    echo "PostgreSQL: off (/usr/lib/postgresql/*/bin/initdb is missing; Debian package postgresql)"
    off=1
  fi

  if command -v strace >/dev/null 2>&1; then
    echo "strace: on"
  else
    echo "strace: off (Debian package strace)"
    off=1
  fi

  if [ "$(node_major)" -lt 18 ]; then
    echo "OR-Tools worker: off (Node 18 or newer is missing)"
    off=1
  elif ! worker_is_installed; then
    echo "OR-Tools worker: off (run npm ci in eng/or-tools-worker)"
    off=1
  else
    echo "OR-Tools worker: on (or-tools-wasm $(installed_worker_version), Node $(node --version))"
  fi

  "$root/eng/capabilities.sh" --report
  return "$off"
}

if [ "${1:-}" = --report ]; then
  report
  exit
fi

check_dotnet
install_icu
if [ "${1:-}" != --run ]; then
  install_clp
  install_cbc
  install_postgres
  install_strace
  install_worker
  "$root/eng/capabilities.sh"
fi

if [ "$failures" -gt 0 ]; then
  say "$failures thing(s) could not be installed; see above"
fi
