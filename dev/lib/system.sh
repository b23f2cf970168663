# shellcheck shell=bash
# Messages, packages, and the rights to install them.

say() { printf '%s\n' "$*"; }

die() {
    printf 'dockerkit: %s\n' "$*" >&2
    exit 1
}

# Runs a command as root: directly, or by sudo where that asks for no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

can_be_root() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

# Installs Debian or Ubuntu packages without starting their services.
install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "cannot install ${missing[*]}: there is no apt-get here; install them and try again"
    can_be_root || die "cannot install ${missing[*]}: neither root nor sudo without a password; run: sudo apt-get install ${missing[*]}"
    say "Installing ${missing[*]} ..."
    local policy=/usr/sbin/policy-rc.d ours=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        ours=$policy
    fi
    local failed=
    apt_install "${missing[@]}" || { as_root apt-get -q update && apt_install "${missing[@]}"; } || failed=yes
    [ -z "$ours" ] || as_root rm -f "$ours"
    [ -z "$failed" ] || die "could not install ${missing[*]}; what apt-get said is above"
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends "$@" >/dev/null
}

# A fresh machine has no lists of packages yet.
apt_lists() {
    if command -v apt-get >/dev/null && ! package_exists bash && can_be_root; then
        as_root apt-get -q update >/dev/null
    fi
}

# Whether a package can be installed; newer releases split what older ones have in one.
package_exists() {
    apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'
}

# A port of the loopback interface on which nobody listens.
free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 10000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            printf '%s\n' "$port"
            return
        fi
    done
    die "found no free port on 127.0.0.1"
}
