#!/usr/bin/env bash
# Installs what is missing of conf/packages, and nothing else:
#   conf/install.sh [KIND...]    kinds: build node run test; default: all
# Kind `node` is skipped where another Node.js (18 or later) is installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kinds=" ${*:-build node run test} "

have_node() {
  command -v npm >/dev/null || return 1
  (($(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/') >= 18))
}

wanted() {
  while read -r kind package; do
    [[ $kind == '#' || -z $kind || $kinds != *" $kind "* ]] && continue
    [[ $kind == node ]] && have_node && continue
    echo "$package"
  done <"$here/packages"
}

missing() {
  wanted | while read -r package; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null |
      grep -q 'install ok installed' || echo "$package"
  done
}

mapfile -t packages < <(missing)
((${#packages[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || {
    echo "auren: run as root, or install sudo: missing ${packages[*]}" >&2
    exit 3
  }
  as_root=(sudo)
fi
echo "auren: installing ${packages[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
