#!/usr/bin/env bash
# Builds everything and runs every test project: tests/run.sh
# Runs the projects whose name contains a word:   tests/run.sh Framing
#
# The last line is always "N passed, N failed", with ", N skipped" when tests were skipped.
# The exit code is 0 only when tests ran and none failed.
#
# Needs the .NET 10 SDK; what the end-to-end tests need beyond that is installed on Debian and Ubuntu when it is missing.
# CHROMIUM=<path> chooses the browser; TEST_TIMEOUT=<seconds> is the limit of one test project (default 1200). Pictures of
# pages whose test failed are in artifacts/screenshots, or in CHATHUB_SCREENSHOTS.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
word="${1:-}"
limit="${TEST_TIMEOUT:-1200}"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# A build node that outlives the build would keep the caller's pipes open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

passed=0 failed=0 skipped=0 finished=0
running=()
publishing=""
scratch="$(mktemp -d)"
export CHATHUB_SCREENSHOTS="${CHATHUB_SCREENSHOTS:-$root/artifacts/screenshots}"

finish() {
  local code=$?
  ((!${#running[@]})) || kill "${running[@]}" 2>/dev/null || true
  [[ -z $publishing ]] || { kill "$publishing" 2>/dev/null && wait "$publishing"; } || true
  rm -rf "$scratch" 2>/dev/null || true
  # Left early, by an error or a signal: that is a failure, whatever was counted so far.
  if ((!finished && !failed)); then failed=1; fi
  if ((skipped)); then
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
  if ((failed && !code)); then exit 1; fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

give_up() {
  echo "tests/run.sh: $*" >&2
  exit 1
}

# Runs a command and shows its output only when it fails.
quietly() {
  "$@" >"$scratch/output" 2>&1 </dev/null || { cat "$scratch/output"; return 1; }
}

# The first browser that starts: on Ubuntu the name may belong to a stub that only asks for a snap.
find_browser() {
  local name
  for name in ${CHROMIUM:+"$CHROMIUM"} chromium google-chrome google-chrome-stable chromium-browser; do
    if timeout 20 "$name" --version >/dev/null 2>&1 </dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

install_missing() {
  local missing=() as_root=() need
  for need in ncat:ncat nc.openbsd:netcat-openbsd nc.traditional:netcat-traditional telnet:inetutils-telnet socat:socat plink:putty-tools script:bsdutils; do
    command -v "${need%%:*}" >/dev/null || missing+=("${need#*:}")
  done
  if ! find_browser >/dev/null; then
    if grep -qs '^ID=ubuntu$' /etc/os-release; then
      give_up "no browser: Ubuntu has Chromium only as a snap. Install Google Chrome (the google-chrome-stable package from google.com/chrome) or set CHROMIUM to the path of a Chromium."
    fi
    missing+=(chromium)
  fi
  ((${#missing[@]})) || return 0

  command -v apt-get >/dev/null || give_up "install these first, apt-get is not here to do it: ${missing[*]}"
  if ((EUID)); then
    command -v sudo >/dev/null || give_up "install these first, as root: apt-get install ${missing[*]}"
    as_root=(sudo)
    [[ -t 0 ]] || as_root+=(-n)
  fi
  echo "installing ${missing[*]}"
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 update ||
    give_up "apt-get update failed"
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
    install --no-install-recommends "${missing[@]}" || give_up "apt-get install ${missing[*]} failed"
  find_browser >/dev/null || give_up "the browser that was installed does not start"
}

# One number of the <assembly> element of xunit's result file.
number() {
  sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2"
}

# Starts a test project, or a part of it, in the background: start NAME RESULTS ARGUMENT…
start() {
  local name="$1" results="$2"
  shift 2
  # timeout makes a process group of its own, so that it can end what the tests started too. A signal to this script does
  # not reach that group: run it in the background, where the wait is interrupted and finish() passes the signal on.
  # What the tests leave behind, even when they crash, goes with the scratch folder.
  # What runs for seconds, as the tests and the servers that they start do, is not worth counting what is hot in it: that
  # takes a quarter of the processors' time. It changes nothing that a test could see.
  TMPDIR="$scratch" DOTNET_TieredPGO=0 timeout --kill-after=20 "$limit" "tests/$name/bin/Release/net10.0/$name" \
    -noLogo -noColor -longRunning 60 -result-xml "$results" "$@" </dev/null &
  running+=($!)
}

run_project() {
  local name="$1" at codes=(0 0)
  echo "== $name"
  if [[ $name == *EndToEnd* ]]; then
    # Most of its time it waits for servers and browsers to start: two parts side by side, over one published server.
    wait "$publishing" || give_up "without a published server there are no end-to-end tests"
    publishing=""
    # Each has ports of its own, below those that the system gives away.
    CHATHUB_PORTS=20000 start "$name" "$scratch/$name.0.xml" -namespace "$name.Dashboard"
    CHATHUB_PORTS=26000 start "$name" "$scratch/$name.1.xml" -namespace- "$name.Dashboard"
  else
    start "$name" "$scratch/$name.0.xml"
  fi

  local started=("${running[@]}")
  for at in "${!started[@]}"; do
    wait "${started[at]}" || codes[at]=$?
    # What the tests started and a crash of theirs left behind.
    kill -KILL -- "-${started[at]}" 2>/dev/null || true
  done
  running=()
  for at in "${!started[@]}"; do
    count "$name" "$scratch/$name.$at.xml" "${codes[at]}"
  done
}

# Publishes the server once for the end-to-end tests, by the commands of the Dockerfile. The build has looked for what analyzers find.
publish() {
  local command commands
  mapfile -t commands < <(sed -n 's/^RUN \(dotnet .*\)$/\1/p' Dockerfile)
  [[ ${commands[-1]-} == "dotnet publish "*" -o /app"* ]] || give_up "the last 'RUN dotnet' of the Dockerfile is no 'dotnet publish … -o /app …'"
  for command in "${commands[@]}"; do
    # shellcheck disable=SC2086 # words of a command
    RunAnalyzers=false quietly ${command/ -o \/app/ -o $CHATHUB_PUBLISHED} || give_up "the server could not be published: $command"
  done
}

# Counts what a result file has: count NAME RESULTS CODE
count() {
  local name="$1" results="$2" code="$3" summary p f s e
  summary="$(grep -o -m 1 '<assembly [^>]*>' "$results" 2>/dev/null | head -n 1)" || summary=""
  p="$(number passed "$summary")" f="$(number failed "$summary")"
  s="$(number skipped "$summary")" e="$(number errors "$summary")"
  if [[ -z $p || -z $f || -z $s || -z $e ]]; then
    if ((code == 124 || code == 137)); then
      echo "$name: stopped, it ran for more than $limit s"
    else
      echo "$name: ended with code $code and left no results"
    fi
    failed=$((failed + 1))
    return
  fi

  passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
  if ((p + f + s + e == 0)); then
    echo "$name: has no tests"
    failed=$((failed + 1))
  elif ((code && !f && !e)); then
    echo "$name: ended with code $code although no test failed"
    failed=$((failed + 1))
  fi
}

# Fails when a package that is used has a known vulnerability. Without data of vulnerabilities "dotnet list" finds none and
# says so as if all were well: then it is skipped.
check_packages() {
  local source known=0
  echo "== packages with known vulnerabilities"
  while read -r source; do
    if curl --fail --silent --location --compressed --max-time 20 "$source" 2>/dev/null | grep -q VulnerabilityInfo; then known=1; fi
  done < <(dotnet nuget list source --format short | sed -n 's/^E *\(http[^ ]*\).*/\1/p')
  if ((!known)); then
    echo "not checked: no package source tells of vulnerabilities (or curl is not here)"
    skipped=$((skipped + 1))
  elif timeout 180 dotnet list ChatHub.sln package --vulnerable --include-transitive >"$scratch/packages" 2>&1 </dev/null &&
    ! grep -q "has the following vulnerable packages" "$scratch/packages"; then
    passed=$((passed + 1))
  else
    cat "$scratch/packages"
    failed=$((failed + 1))
  fi
}

command -v dotnet >/dev/null || give_up "the .NET 10 SDK is not here: https://dotnet.microsoft.com/download/dotnet/10.0"

# Unit tests first, end-to-end last.
projects=()
last=()
for folder in tests/*.Tests; do
  name="${folder#tests/}"
  [[ $name == *"$word"* ]] || continue
  if [[ $name == *EndToEnd* ]]; then last+=("$name"); else projects+=("$name"); fi
done
projects+=(${last[@]+"${last[@]}"})
((${#projects[@]})) || give_up "no test project's name contains '$word'"

if ((${#last[@]})); then
  install_missing
  CHROMIUM="$(find_browser)"
  export CHROMIUM
fi

echo "== build"
quietly dotnet build ChatHub.sln -c Release -v quiet || give_up "the build failed"

if ((${#last[@]})); then
  export CHATHUB_PUBLISHED="$scratch/published"
  publish & # beside the other tests, which it leaves time enough
  publishing=$!
fi
for name in "${projects[@]}"; do
  run_project "$name"
done
[[ -n $word ]] || check_packages
finished=1
