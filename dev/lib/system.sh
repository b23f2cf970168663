# shellcheck shell=bash
# Messages, rights, packages and processes.

say() { printf '%s\n' "$*"; }

die() {
    printf 'dockerkit: %s\n' "$*" >&2
    exit 1
}

# Whatever ends a script without a word of its own is told: the command, where it stands, and its exit code.
report_failures() {
    set -E
    trap 'unexpected "$?" "$BASH_COMMAND" "${BASH_SOURCE[0]:-$0}" "$LINENO"' ERR
}

unexpected() {
    # what a subshell told need not be told again by those around it
    [ "$BASH_SUBSHELL" = 0 ] || return 0
    printf 'dockerkit: %s:%s: this failed with exit code %s: %s\n' "$3" "$4" "$1" "$2" >&2
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

# install COMMAND=PACKAGE...: installs the packages of the commands that are missing, without starting services.
install() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

install_packages() {
    command -v apt-get >/dev/null || die "cannot install $*: apt-get is missing; install them and try again"
    can_be_root || die "cannot install $*: this needs root, or sudo that asks for no password; run: sudo apt-get install --no-install-recommends $*"
    say "Installing $* ..."
    local log
    log=$(mktemp)
    # a subshell, so that the guard ends with it whatever happens
    (
        trap forbid_no_services EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM
        forbid_services
        apt install "$@" || { apt update && apt install "$@"; }
    ) >"$log" 2>&1 9>&- || {
        cat "$log" >&2
        rm -f "$log"
        die "could not install $*; see the output of apt-get above"
    }
    rm -f "$log"
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 --no-install-recommends -y "$@"
}

policy=/usr/sbin/policy-rc.d

# Debian's way to keep an installation from starting services; a policy that is there already comes back after it.
forbid_services() {
    # left by one that was killed
    ! grep -qs 'by dockerkit' "$policy" || forbid_no_services
    [ ! -e "$policy" ] || as_root mv "$policy" "$policy.dockerkit"
    printf '#!/bin/sh\n# for a moment, by dockerkit\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
}

forbid_no_services() {
    as_root rm -f "$policy"
    [ ! -e "$policy.dockerkit" ] || as_root mv "$policy.dockerkit" "$policy"
}

# A fresh machine has no lists of packages yet.
apt_lists() {
    if command -v apt-get >/dev/null && ! package_exists bash && can_be_root; then
        apt update >/dev/null
    fi
}

# Whether a package can be installed; newer releases split what older ones have in one.
package_exists() { [[ $(apt-cache policy "$1" 2>/dev/null) == *'Candidate: '[!\(]* ]]; }

# A port of the loopback interface on which nobody listens.
free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 10000))
        if ! port_answers "$port"; then
            printf '%s\n' "$port"
            return
        fi
    done
    die "found no free port on 127.0.0.1"
}

# What enters the network of an engine that has one of its own.
network=()

# in_network COMMAND...: where the engine's ports are
in_network() {
    if [ ${#network[@]} = 0 ]; then
        "$@"
    else
        as_root "${network[@]}" "$@"
    fi
}

# shellcheck disable=SC2016 # the variable is that of the inner shell
port_answers() { in_network bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"' port "$1" 2>/dev/null; }

# spawn LOG COMMAND...: a daemon that outlives this script and holds nothing of it: no terminal, lock, pipe or directory.
spawn() {
    local log=$1
    shift
    (
        cd /
        umask 022
        for fd in /proc/self/fd/*; do
            fd=${fd##*/}
            # 255 is bash's own, and closes by itself
            [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-"
        done
        exec setsid "$@"
    ) </dev/null >"$log" 2>&1 &
}

# within SECONDS COMMAND...: tries until the command succeeds
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}

has_ended() { [ ! -d "/proc/$1" ] || grep -qs '^State:.Z' "/proc/$1/status"; }

# signal NAME PID: by the shell's own kill, since the command is not on every machine
signal() {
    # shellcheck disable=SC2016 # the variables are those of the inner shell
    as_root sh -c 'kill -s "$1" "$2"' sh "$1" "$2" 2>/dev/null || true
}

# end_process PID SECONDS: asks it to end, and makes it end after that time
end_process() {
    ! has_ended "$1" || return 0
    signal TERM "$1"
    within "$2" has_ended "$1" || kill_process "$1"
}

kill_process() {
    ! has_ended "$1" || return 0
    signal KILL "$1"
    within 10 has_ended "$1" || die "process $1 does not end"
}

command_line() { { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true; }

children() { grep -lsx "PPid:[[:space:]]$1" /proc/[0-9]*/status | cut -d / -f 3 || true; }
