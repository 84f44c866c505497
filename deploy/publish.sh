#!/bin/sh
# deploy/publish.sh [RID…] - makes packages that need no runtime on the machine they are put on: PACKAGES/chathub-VERSION-RID.tar.gz, each with one program,
# SQLite's native library and the web root beside it. Without RIDs: linux-x64, linux-arm64 and win-x64. PACKAGES is the folder packages/ of the repository
# unless the variable says otherwise. One RID that cannot be made does not keep the others from being made; the exit code is 1 then.
set -eu
cd "$(dirname "$0")/.."
packages=${PACKAGES:-$PWD/packages}
[ $# -gt 0 ] || set -- linux-x64 linux-arm64 win-x64
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$packages"
failed=0
for rid in "$@"; do
    name=chathub-$version-$rid
    # Files of its own under artifacts: a restore for one RID would otherwise undo that of the ordinary build. No trimming: Blazor finds components by reflection.
    if dotnet publish src/ChatHub.Server -c Release -r "$rid" --self-contained --artifacts-path "$scratch/artifacts" -o "$scratch/$name" -v quiet \
        -p:PublishSingleFile=true -p:DebugType=embedded -p:PublishDocumentationFiles=false; then
        cp LICENSE "$scratch/$name/"
        case $rid in linux-*) cp deploy/systemd/chathub.service "$scratch/$name/" ;; esac
        tar -czf "$packages/$name.tar.gz" -C "$scratch" "$name"
        echo "$packages/$name.tar.gz: $(du -m "$packages/$name.tar.gz" | cut -f1) MB, unpacked $(du -sm "$scratch/$name" | cut -f1) MB"
    else
        echo "$name was not made." >&2
        failed=1
    fi
done
exit $failed
