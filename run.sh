#!/usr/bin/env bash
# The main job: without arguments, allocates the sample round samples/dien-bien-2026 and shows the result;
# "serve" starts the service (eng/serve.sh --help); with other arguments, runs ./matching with them.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
if [ "${1-}" = serve ]; then
    exec "$root/eng/serve.sh" "${@:2}"
fi
if [ ! -f "$root/.cache/matching/bin/matching.dll" ]; then
    "$root/eng/setup.sh" --run
fi
if [ $# -eq 0 ]; then
    set -- demo
fi
exec "$root/matching" "$@"
