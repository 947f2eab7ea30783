#!/bin/sh
# Tries the README's two commands on a bare Debian: builds a chroot with nothing but Debian's minimal packages, clones
# the last commit into it, runs each command twice and says how long each took. Needs root, debootstrap and git.
#
#   sh packaging/try_fresh_debian.sh DIR [COMMAND]    DIR must not exist yet; it is kept. COMMAND: run this instead.
#
# SUITE and MIRROR choose another Debian; proxies and pip's settings are taken from the environment.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
dir=${1:?say where the new system may go, e.g. /tmp/fresh-debian}
ca=${PIP_CERT:-${REQUESTS_CA_BUNDLE:-${SSL_CERT_FILE:-}}}

leave() {
    for place in dev/shm proc; do umount "$dir/$place" 2>/dev/null || true; done
}

build() {
    [ ! -e "$dir" ] || { echo "$dir exists already" >&2; exit 1; }
    debootstrap --variant=minbase "${SUITE:-bookworm}" "$dir" ${MIRROR:+"$MIRROR"} >"$dir.log" 2>&1
    cp /etc/resolv.conf "$dir/etc/resolv.conf"
    [ -z "$ca" ] || cp "$ca" "$dir/etc/private-ca.pem"
    git clone -q "$root" "$dir/root/musicapp"
    mkdir "$dir/root/out"
}

# Run a command there, with this environment's network settings and nothing else of it.
inside() {
    set -- HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
    [ -z "$ca" ] || set -- PIP_CERT=/etc/private-ca.pem "$@"
    for name in http_proxy https_proxy no_proxy PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT; do
        eval "value=\${$name:-}"
        [ -z "$value" ] || set -- "$name=$value" "$@"
    done
    env -i "$@"
}

timed() {
    printf '\n== %s\n' "$1"
    start=$(date +%s.%N)
    status=0
    inside chroot "$dir" sh -c "cd /root && $1" </dev/null || status=$?
    printf '== exit %s, %.1f s\n' "$status" "$(echo "$(date +%s.%N) $start" | awk '{ print $1 - $2 }')"
}

build
trap leave EXIT
mount -t proc proc "$dir/proc"
mkdir -p "$dir/dev/shm"
mount -t tmpfs tmpfs "$dir/dev/shm"
if [ $# -gt 1 ]; then
    timed "$2"
    exit "$status"
fi
for _ in 1 2; do
    timed 'sh musicapp/packaging/dev run generate "잔잔한 피아노" --seconds 5 --output /root/out'
done
for _ in 1 2; do
    timed 'sh musicapp/packaging/dev test'
done
