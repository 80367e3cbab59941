#!/bin/bash
# A Swift toolchain for a Debian machine: Debian trixie's `swiftlang` in a folder, entered by chroot.
#
#   toolchain.sh install              makes or completes the folder (535 MB to load, 2.6 GB on disk, about a minute)
#   toolchain.sh run DIR COMMAND ...  runs the command there; DIR is seen at the same path and is the working directory
#
# Where: $USER_METADATA_SWIFT_ROOT, by default ~/.cache/user-metadata/swift-trixie. It is not under target/, so that
# `cargo clean` keeps it. What is installed already is not installed again. $DEBIAN_MIRROR chooses the mirror, by
# default the one that this machine's apt uses. $SWIFT_BINDS names more folders to be seen inside, parted by colons.
set -euo pipefail
umask 022

SUITE=trixie
PACKAGES="swiftlang libc6-dev libstdc++-14-dev"
ROOT=${USER_METADATA_SWIFT_ROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/user-metadata/swift-$SUITE}
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

fail() {
  echo "swift toolchain: $*" >&2
  exit 1
}

mirror() {
  apt-get indextargets --format '$(REPO_URI)' | grep -v -e security -e updates | sort -u | sed -n 1p
}

# All mounts are made in a mount namespace of their own: they vanish with the command, and removing the folder can
# never reach through one that was left. /proc has to be there: swiftc finds its libraries relative to /proc/self/exe.
enter() { # enter DIR COMMAND ...
  local directory=$1
  shift
  ROOT=$ROOT unshare --mount --propagation private bash -c '
    set -euo pipefail
    directory=$1
    shift
    mount -t proc proc "$ROOT/proc"
    mount --rbind /dev "$ROOT/dev"
    mount -t tmpfs tmpfs "$ROOT/run"
    IFS=: read -r -a binds <<<"${SWIFT_BINDS:-}"
    for bind in "$directory" ${binds[@]+"${binds[@]}"}; do
      [ "$bind" = / ] && continue
      mkdir -p "$ROOT$bind"
      mount --bind "$bind" "$ROOT$bind"
    done
    cp -L /etc/resolv.conf "$ROOT/etc/resolv.conf" 2>/dev/null || true
    exec chroot "$ROOT" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
      PATH=/usr/libexec/swift/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      ${SWIFT_ENV:-} ${USER_METADATA_COUNTS:+"USER_METADATA_COUNTS=$USER_METADATA_COUNTS"} bash -c "cd \"\$0\" && exec \"\$@\"" "$directory" "$@"
  ' bash "$directory" "$@"
}

install_all() {
  mkdir -p "$ROOT"
  # Two installs at once would spoil each other's folder; the second finds everything done.
  exec 9>"$ROOT.lock"
  flock 9
  if [ -e "$ROOT/.installed" ] && [ "$(cat "$ROOT/.installed")" = "$PACKAGES" ]; then
    return
  fi
  if ! command -v debootstrap >/dev/null; then
    apt-get install -y -q --no-install-recommends debootstrap ||
      { apt-get update -q && apt-get install -y -q --no-install-recommends debootstrap; }
  fi
  if [ ! -e "$ROOT/.base" ]; then
    find "$ROOT" -xdev -mindepth 1 -delete
    debootstrap --variant=minbase "$SUITE" "$ROOT" "${DEBIAN_MIRROR:-$(mirror)}"
    # Without documents and without waiting for the disk: half the time, less space.
    printf '%s\n' 'path-exclude=/usr/share/doc/*' 'path-exclude=/usr/share/man/*' 'path-exclude=/usr/share/locale/*' \
      force-unsafe-io >"$ROOT/etc/dpkg/dpkg.cfg.d/slim"
    # A machine whose clock is not today's still has to be able to install.
    printf '%s\n' 'Acquire::Check-Valid-Until "false";' 'Acquire::Check-Date "false";' >"$ROOT/etc/apt/apt.conf.d/99clock"
    touch "$ROOT/.base"
  fi
  # shellcheck disable=SC2086 # the packages are words
  enter / sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends "$@" && apt-get clean' sh $PACKAGES
  echo "$PACKAGES" >"$ROOT/.installed"
}

[ "$(id -u)" = 0 ] || fail "chroot needs root; run it as root, or put a Swift of 6.0 or later on PATH"
command -v apt-get >/dev/null && command -v unshare >/dev/null ||
  fail "this is no Debian machine; put a Swift of 6.0 or later on PATH (https://www.swift.org/install)"

case ${1:-} in
  install) install_all ;;
  run)
    [ $# -ge 3 ] || fail "usage: toolchain.sh run DIR COMMAND ..."
    [ -e "$ROOT/.installed" ] || fail "not installed: run \`toolchain.sh install\`"
    directory=$(readlink -f "$2")
    shift 2
    enter "$directory" "$@"
    ;;
  *)
    sed -n '2,10s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
