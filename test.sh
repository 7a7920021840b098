#!/usr/bin/env bash
# Installs what the tests need and runs every test. To be under 20 minutes on two cores; slow ones took 40.
set -euo pipefail
cd "$(dirname "$0")"

need() { command -v "$1" >/dev/null || { echo "test.sh: $1 is missing: install $2, then run ./test.sh again" >&2; exit 1; }; }
need dotnet "the .NET 10 SDK"
need node "Node.js 20 or newer"
need npm "npm (it comes with Node.js)"

# command:package
packages=()
for pair in chromium:chromium mosquitto:mosquitto mosquitto_pub:mosquitto-clients influxd:influxdb victoria-metrics:victoria-metrics perl:perl-base strace:strace cc:gcc; do
  PATH="$PATH:/usr/sbin" command -v "${pair%%:*}" >/dev/null || packages+=("${pair##*:}")
done
# Of a library: its header.
[ -e /usr/include/fuse3/fuse.h ] || packages+=(libfuse3-dev)
if [ ${#packages[@]} -gt 0 ]; then
  need apt-get "these packages by hand: ${packages[*]}"
  sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
  echo "Installing ${packages[*]} …"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "${packages[@]}" >/dev/null
fi
for lock in $(git ls-files 'tests/**/package-lock.json'); do
  npm ci --no-audit --no-fund --loglevel=error --prefix "$(dirname "$lock")" >/dev/null
done

echo "Building …"
dotnet build EduDx.Ops.sln -c Release -v quiet --nologo -clp:ErrorsOnly
# What runs in a city is what is tested: compiled ahead, its walls trimmed.
dotnet publish src/EduDx.Ops -c Release -v quiet --nologo -clp:ErrorsOnly

passed=0 failed=0 skipped=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
run() {
  local log="$results/$(basename "$1").log"
  # A test process that hangs is a failure, not a wait.
  timeout 2400 dotnet test "$@" -c Release --no-build --nologo -v quiet --logger "console;verbosity=normal" --blame-hang-timeout 5m > "$log" 2>&1 || true
  # Of a failure its name and its first lines; of a drill the figures and the differences that the simulator listed too.
  grep -E -A 12 '^\s+Failed ' "$log" || true
  if grep -qE '^\s+Failed ' "$log"; then grep -E '^(day|morning|flood|silence)[-:]|the ledger has' "$log" | head -60 || true; fi
  local counts
  counts=$(grep -E '^(Total tests|     Passed|     Failed|    Skipped):' "$log" | tr -d ' ' || true)
  number() { local n; n=$(echo "$counts" | sed -n "s/^$1://p" | tail -1); echo "${n:-0}"; }
  if [ "$(number Totaltests)" = 0 ]; then
    echo "test.sh: $1 did not finish; its output ends:"; tail -20 "$log"
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + $(number Passed)))
  failed=$((failed + $(number Failed)))
  skipped=$((skipped + $(number Skipped)))
  echo "$(basename "$1"): $(echo $counts)"
  # Where the minutes go, so that they stay under twenty. Read to the end: under pipefail a reader that leaves early fails the run.
  grep -E '^  Passed .*\[[0-9 m]*[0-9]+ s\]$' "$log" | sed -E 's/^  Passed EduDx\.[A-Za-z.]*Tests\.//; s/\(.*\)//' | awk -F'[][]' '{ n = split($2, t, " "); s = n == 4 ? t[1] * 60 + t[3] : t[1]; print s " s " $1 }' | sort -rn | sed -n 1,8p
}
run tests/EduDx.Tests
run tests/EduDx.Wall.Tests
run tests/EduDx.ServerTests
# Ratios and bytes of benchmarks/gates.json, never nanoseconds.
gates() {
  local name=$1; shift
  if timeout 180 dotnet "benchmarks/$name/bin/Release/net10.0/$name.dll" quick > "$results/$name.log" 2>&1; then
    passed=$((passed + 1))
  else
    echo "test.sh: a gate of $name quick was not reached:"; tail -15 "$results/$name.log"
    failed=$((failed + 1))
  fi
}
gates EduDx.Load
gates EduDx.Benchmarks
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
