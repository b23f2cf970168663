# shellcheck shell=bash
# shellcheck disable=SC2034 # variables are read by those who use this file
# buildx, the client that DockerKit's builds are compared with: yours if DOCKERKIT_BUILDX names it, or one of Debian's sid,
# unpacked beside the private engine. Nothing is installed on this machine.
# Needs system.sh and isolated.sh.

# Sets $buildx, the program, and $buildx_config, a DOCKER_CONFIG with which "docker buildx" and "docker build" run it.
ensure_buildx() {
    local base=${DOCKERKIT_ENGINE_HOME:-${XDG_STATE_HOME:-$HOME/.local/state}/dockerkit/engine}
    buildx_config=$(dirname "$base")/buildx
    buildx=$buildx_config/cli-plugins/docker-buildx
    mkdir -p "$(dirname "$buildx")"
    if [ "${DOCKERKIT_BUILDX:-$buildx}" != "$buildx" ]; then
        [ -x "$DOCKERKIT_BUILDX" ] || die "DOCKERKIT_BUILDX names no program: $DOCKERKIT_BUILDX"
        ln -sf "$DOCKERKIT_BUILDX" "$buildx"
    fi
    [ -x "$buildx" ] || fetch_buildx
}

# The package comes by apt, with lists of its own, and is checked by Debian's keys.
fetch_buildx() {
    local mirror new=$buildx_config/new log=$buildx_config/log
    apt_lists
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || die "buildx is a package of Debian's sid, and this machine's package sources are not Debian's; name yours by DOCKERKIT_BUILDX"
    say "Fetching buildx from Debian's sid (once) ..." >&2
    rm -rf "$new"
    mkdir -p "$new/lists/partial" "$new/cache/archives/partial" "$new/parts"
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main\n' "$mirror" >"$new/sources.list"
    local settings=(-o "Dir::State::lists=$new/lists" -o "Dir::Cache=$new/cache" -o "Dir::Etc::sourcelist=$new/sources.list"
        -o "Dir::Etc::sourceparts=$new/parts" -o APT::Sandbox::User= -o Acquire::Languages=none)
    (
        cd "$new"
        apt-get -q "${settings[@]}" update
        apt-get -q "${settings[@]}" download docker-buildx
        dpkg-deb -x docker-buildx_*.deb root
    ) >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        rm -rf "$new"
        die "could not fetch buildx from Debian's sid at $mirror; see the errors above"
    }
    # there as a whole or not at all
    mv "$new/root/usr/libexec/docker/cli-plugins/docker-buildx" "$buildx"
    rm -rf "$new"
}
