#!/usr/bin/env bash
# Builds and starts EduDx.Ops on embedded defaults. See ./run.sh --help.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
./run.sh [--no-demo] [--speed N] [--Ops:Key=value ...]

  --no-demo        start empty on the machine's clock: no city, no simulated morning
  --speed N        simulated seconds a second of the demo's morning (default 30; a morning of 80 minutes takes 160 s)
  --Ops:Key=value  passed on to the server, for example --Ops:Http:Port=18080 --Ops:Data=some/folder

The demo begins anew at each start in data/demo, unless --Ops:Data names a folder of your own.
TEXT
}

need() { command -v "$1" >/dev/null || { echo "run.sh: $1 is missing: install $2, then run ./run.sh again" >&2; exit 1; }; }

demo=yes speed=30 data="" asked_clock=no args=()
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --no-demo) demo=no ;;
    --speed) shift; speed="${1:?run.sh: --speed needs a number}" ;;
    --Ops:Data=*) data="${1#*=}"; args+=("$1") ;;
    --Ops:Clock:*) asked_clock=yes; args+=("$1") ;;
    --Ops:*) args+=("$1") ;;
    *) echo "run.sh: '$1' is not an option; ./run.sh --help lists them" >&2; exit 2 ;;
  esac
  shift
done

need dotnet "the .NET 10 SDK"
need node "Node.js 20 or newer"
need npm "npm (it comes with Node.js)"
case "$(dotnet --version 2>/dev/null)" in
  10.*) ;;
  *) echo "run.sh: the .NET 10 SDK is missing (found: $(dotnet --list-sdks | tr '\n' ' ')): install it, then run ./run.sh again" >&2; exit 1 ;;
esac

echo "Building …"
build() { dotnet build "$1" -c Release -v quiet --nologo -clp:ErrorsOnly; }
build src/EduDx.Ops
server=src/EduDx.Ops/bin/Release/net10.0/EduDx.Ops.dll

if [ "$demo" = no ]; then
  exec dotnet "$server" ${args[@]+"${args[@]}"}
fi

build firmware-sim/EduDx.FirmwareSim
sim=firmware-sim/EduDx.FirmwareSim/bin/Release/net10.0/firmware-sim.dll
if [ -z "$data" ]; then
  data=data/demo
  rm -rf "$data"
  args+=("--Ops:Data=$data")
fi
mkdir -p "$data"
city="$data/city"
[ -f "$city/pupils.csv" ] || dotnet "$sim" city --seed 7 --out "$city"

# The morning of the latest weekday, on a simulated clock that starts before the gates open.
day=$(date +%F)
case "$(date +%u)" in 6) day=$(date -d '1 day ago' +%F) ;; 7) day=$(date -d '2 days ago' +%F) ;; esac
if [ "$asked_clock" = no ]; then args+=("--Ops:Clock:Start=${day}T06:10" "--Ops:Clock:Speed=$speed"); fi

rm -f "$data/ports.json"
dotnet "$server" "--Ops:Registry:Import=$city" "${args[@]}" &
server_pid=$!
sim_pid="" kiosk_pid="" day_pid=""
stop() {
  for pid in $sim_pid $kiosk_pid $day_pid; do
    kill "$pid" 2>/dev/null || true
  done
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
# The morning's scans and kiosks until 8:00, and the kiosks of the day from then on; devices and rooms of the whole day beside them.
dotnet "$sim" morning --city "$city" --seed 7 --day "$day" --speed "$speed" --heartbeat 30 --ledger "$data/ledger" "${targets[@]}" > "$data/morning.log" 2>&1 &
sim_pid=$!
dotnet "$sim" day --city "$city" --seed 7 --day "$day" --only-kiosks --from 08:00 "${targets[@]}" > "$data/kiosks.log" 2>&1 &
kiosk_pid=$!
dotnet "$sim" day --city "$city" --seed 7 --without-kiosks --fault metric-silent:3,flapping:2,clock-skew:2,fridge-cold:2,storage-low:3,room-not-ready:2,room-stuffy:2 \
  "${targets[@]}" > "$data/day.log" 2>&1 &
day_pid=$!
echo "A morning of the reference city, its devices and its rooms are on their way at $speed times speed ($data/*.log). Ctrl+C stops everything."
wait "$server_pid"
