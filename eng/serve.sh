#!/usr/bin/env bash
# Starts the service in Release, building it first when its sources have changed. --help lists the options; Ctrl-C or SIGTERM stops it in order.
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
home=$root/.cache/matching-api
program=$home/bin/matching-api.dll
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

if ! command -v dotnet >/dev/null 2>&1; then
    echo "serve: the .NET 10 SDK is not installed; get it from https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    exit 4
fi

stale() {
    [ ! -f "$program" ] && return 0
    [ -n "$(find "$root/src" "$root"/Directory.*.props "$root"/global.json \
        \( -name bin -o -name obj \) -prune -o \
        \( -type d -o -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.razor' -o -name '*.csv' -o -name '*.json' \) \
        -newer "$program" -print -quit)" ]
}

if stale; then
    mkdir -p "$home"
    # One build at a time; who waited finds it done.
    exec 9>"$home/lock"
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    if stale; then
        echo "serve: building (once; about half a minute) ..." >&2
        touch "$home/stamp" # taken before the build, so that a file saved meanwhile counts as newer
        rm -rf "$home/next"
        if ! dotnet publish "$root/src/Matching.Api/Matching.Api.csproj" -c Release -v quiet -nodeReuse:false --nologo \
            --artifacts-path "$home/build" -o "$home/next" \
            -p:DebugType=embedded -p:RunAnalyzers=false -p:GenerateDocumentationFile=false >"$home/build.log" 2>&1; then
            echo "serve: the build failed:" >&2
            grep -E 'error|warn' "$home/build.log" | sort -u | head -20 >&2
            exit 4
        fi
        touch -r "$home/stamp" "$home/next/matching-api.dll"
        rm -rf "$home/bin"
        mv "$home/next" "$home/bin"
    fi
    exec 9>&-
fi

exec dotnet "$program" "$@"
