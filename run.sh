#!/usr/bin/env bash
# Builds and starts EduDx.Ops on embedded defaults. See ./run.sh --help.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
./run.sh [--no-demo] [--speed N] [--Ops:Key=value ...]

  --no-demo        start empty on the machine's clock: no city, no simulated day
  --speed N        simulated seconds a second of the demo's day (default 60: the day from 5:30 to 18:30 takes 13 minutes)
  --Ops:Key=value  passed on to the server, for example --Ops:Http:Port=18080 --Ops:Data=some/folder

The demo begins anew at each start in data/demo, unless --Ops:Data names a folder of your own.
TEXT
}

need() { command -v "$1" >/dev/null || { echo "run.sh: $1 is missing: install $2, then run ./run.sh again" >&2; exit 1; }; }

demo=yes speed="" data="" asked_start=no asked_speed=no args=()
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --no-demo) demo=no ;;
    --speed) shift; speed="${1:?run.sh: --speed needs a number}" ;;
    --Ops:Data=*) data="${1#*=}"; args+=("$1") ;;
    --Ops:Clock:Start=*) asked_start=yes; args+=("$1") ;;
    --Ops:Clock:Speed=*) asked_speed="${1#*=}"; args+=("$1") ;;
    --Ops:*) args+=("$1") ;;
    *) echo "run.sh: '$1' is not an option; ./run.sh --help lists them" >&2; exit 2 ;;
  esac
  shift
done

if [ -n "$speed" ] && [ "$asked_speed" != no ]; then echo "run.sh: --speed and --Ops:Clock:Speed say the same: give one of them" >&2; exit 2; fi
[ "$asked_speed" = no ] || speed="$asked_speed"

need dotnet "the .NET 10 SDK"
need node "Node.js 20 or newer"
need npm "npm (it comes with Node.js)"
case "$(dotnet --version 2>/dev/null)" in
  10.*) ;;
  *) echo "run.sh: the .NET 10 SDK is missing (found: $(dotnet --list-sdks | tr '\n' ' ')): install it, then run ./run.sh again" >&2; exit 1 ;;
esac

echo "Building …"
build() { dotnet "$1" "$2" -c Release -v quiet --nologo -clp:ErrorsOnly; }
build publish src/EduDx.Ops
server=src/EduDx.Ops/bin/Release/net10.0/publish/EduDx.Ops.dll

if [ "$demo" = no ]; then
  [ -z "$speed" ] || [ "$asked_speed" != no ] || args+=("--Ops:Clock:Speed=$speed")
  exec dotnet "$server" ${args[@]+"${args[@]}"}
fi

build build firmware-sim/EduDx.FirmwareSim
sim=firmware-sim/EduDx.FirmwareSim/bin/Release/net10.0/firmware-sim.dll
if [ -z "$data" ]; then
  data=data/demo
  rm -rf "$data"
  args+=("--Ops:Data=$data")
fi
mkdir -p "$data"
city="$data/city"
[ -f "$city/pupils.csv" ] || dotnet "$sim" city --seed 7 --out "$city"

# The latest weekday, on a simulated clock that starts before the gates open.
day=$(date +%F)
case "$(date +%u)" in 6) day=$(date -d '1 day ago' +%F) ;; 7) day=$(date -d '2 days ago' +%F) ;; esac
speed="${speed:-60}"
[ "$asked_start" = yes ] || args+=("--Ops:Clock:Start=${day}T05:30")
[ "$asked_speed" != no ] || args+=("--Ops:Clock:Speed=$speed")

rm -f "$data/ports.json"
dotnet "$server" "--Ops:Registry:Import=$city" "${args[@]}" &
server_pid=$!
day_pid=""
stop() {
  [ -z "$day_pid" ] || kill "$day_pid" 2>/dev/null || true
  kill "$server_pid" 2>/dev/null || true
  wait "$server_pid" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for _ in $(seq 1 600); do
  [ -f "$data/ports.json" ] && break
  kill -0 "$server_pid" 2>/dev/null || { wait "$server_pid"; exit $?; }
  sleep 0.1
done
port() { node -p "JSON.parse(require('fs').readFileSync(process.argv[1])).$1" "$data/ports.json"; }
address=$(node -p "(process.argv.slice(1).find(a => a.startsWith('--Ops:Bind=')) ?? '=127.0.0.1').split('=')[1].replace('0.0.0.0', '127.0.0.1')" -- "${args[@]}")
mqtt=$(port mqtt)
if [ "$mqtt" = null ]; then
  mqtt=$(node -p "process.argv.slice(1).find(a => a.startsWith('--Ops:Mqtt:Broker=')).split('=')[1]" -- "${args[@]}")
fi
targets=(--server "http://$address:$(port http)" --mqtt "$([[ $mqtt == *:* ]] && echo "$mqtt" || echo "$address:$mqtt")" --grpc "http://$address:$(port grpc)")
# Everything of the day by one simulator: people, kiosks, devices, rooms and kitchens, with a few things that go wrong and a small flood.
faults=metric-silent:3,flapping:2,clock-skew:2,fridge-warm:1,fridge-cold:1,storage-low:3,room-not-ready:2,room-stuffy:2
faults+=,missed-roll,teacher-missing,under-cooked-count,missed-check,sample-discarded-early,nap-copy-paste,missed-nap-check,flood:12-schools
dotnet "$sim" day --people --city "$city" --seed 7 --day "$day" --from 05:30 --malformed 0.1 --fault "$faults" --ledger "$data/ledger" "${targets[@]}" > "$data/day.log" 2>&1 &
day_pid=$!
echo "A whole day of the reference city is on its way at $speed times speed ($data/day.log). Ctrl+C stops everything."
wait "$server_pid"
