#!/usr/bin/env bash
# How long a published server takes from its start to the first connection that gets an answer, and its memory at rest (RSS 10 s later). Median of the rounds; Linux.
#   tests/measure-start.sh FOLDER [ROUNDS]    FOLDER: what "dotnet publish" made. The first start, into an empty data directory, is told apart and not counted.
set -euo pipefail
folder=$(realpath "${1:?the folder of the published server}")
rounds=${2:-10}
data=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" || true; rm -rf "$data"' EXIT

median() { sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'; }
free_port() { while port=$((20000 + RANDOM % 10000)); (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done; echo "$port"; }

once() {
    local chat web from took
    chat=$(free_port)
    web=$(free_port)
    from=$(date +%s%3N)
    (cd "$data" && exec env ChatHub__DataDirectory="$data" Urls="http://127.0.0.1:$web" ChatHub__Listeners__relay__Enabled=false \
        ChatHub__Listeners__chat__Endpoint="127.0.0.1:$chat" dotnet "$folder/ChatHub.Server.dll") > "$data/output" 2>&1 &
    server=$!
    # Chat greets each newcomer: its first byte is the answer.
    until (exec 3<> "/dev/tcp/127.0.0.1/$chat" && read -r -t 10 -N 1 -u 3) 2> /dev/null; do
        kill -0 "$server" 2> /dev/null || { cat "$data/output" >&2; exit 1; }
        sleep 0.01
    done
    took=$(($(date +%s%3N) - from))
    sleep 10
    echo "$took $(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$server/status")" >> "$data/figures"
    kill "$server"
    wait "$server" || true
    server=
}

once
echo "first start: $(cat "$data/figures") (ms, MB)"
: > "$data/figures"
for ((round = 0; round < rounds; round++)); do once; done
echo "median of $rounds starts: $(cut -d' ' -f1 "$data/figures" | median) ms, $(cut -d' ' -f2 "$data/figures" | median) MB; all: $(tr '\n' ';' < "$data/figures")"
