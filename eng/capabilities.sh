#!/usr/bin/env bash
# Asks once whether the optional packages can be had here, and writes the answer to .cache/capabilities.props, which every build reads.
#
#   eng/capabilities.sh           ask, unless it was asked before
#   eng/capabilities.sh --again   ask again
#   eng/capabilities.sh --report  ask nothing; print what is on
#
# OR-Tools in process is on when Google.OrTools restores, the code behind it compiles, and it solves one small model rightly.
# Whoever wants to decide alone says so on the command line: dotnet build -p:WithOrTools=false
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
answers="$root/.cache/capabilities.props"

say() { printf 'capabilities: %s\n' "$*" >&2; }

# Everything is built aside, so that a package that cannot be had leaves no trace in the usual folders.
or_tools_works() {
  local aside
  aside=$(mktemp -d)
  local works=1
  if timeout 300 dotnet build "$root/src/Matching.Solvers" -c Release -v quiet -nodeReuse:false --artifacts-path "$aside" \
      -p:WithOrTools=true -p:RunAnalyzers=false >"$aside/log" 2>&1; then
    local program
    program=$(find "$aside/bin" -name Matching.Solvers.dll -print -quit)
    if timeout 60 dotnet "$program" check-or-tools >>"$aside/log" 2>&1; then
      works=0
    fi
  fi

  rm -rf "$aside"
  return "$works"
}

report() {
  if grep -q '>true</WithOrTools>' "$answers" 2>/dev/null; then
    echo "OR-Tools in process: on"
  else
    echo "OR-Tools in process: off (Google.OrTools does not restore or work here; its tests are not run)"
  fi
}

if [ "${1:-}" = --report ]; then
  report
  exit
fi

if [ -f "$answers" ] && [ "${1:-}" != --again ]; then
  exit
fi

say "asking the package registry for Google.OrTools (once)"
with_or_tools=false
if or_tools_works; then
  with_or_tools=true
fi

mkdir -p "$root/.cache"
cat >"$answers.new" <<XML
<Project>
  <PropertyGroup>
    <WithOrTools Condition="'\$(WithOrTools)' == ''">$with_or_tools</WithOrTools>
  </PropertyGroup>
</Project>
XML
mv "$answers.new" "$answers"
report >&2
