# shellcheck shell=bash
# shellcheck disable=SC2034 # variables are read by those who use this file
# Plugins of the docker CLI that DockerKit is compared with: yours if a variable names it, or one of Debian's sid, unpacked beside
# the private engine. Nothing is installed on this machine.
# Needs system.sh and isolated.sh.

# ensure_plugin NAME PACKAGE VARIABLE: the plugin docker-NAME, which VARIABLE may name, and else comes from the PACKAGE.
# Sets $plugin, the program, and $plugin_config, a DOCKER_CONFIG with which "docker NAME" runs it.
ensure_plugin() {
    local name=$1 package=$2 variable=$3
    local own=${!variable:-} base=${DOCKERKIT_ENGINE_HOME:-${XDG_STATE_HOME:-$HOME/.local/state}/dockerkit/engine}
    plugin_config=$(dirname "$base")/$name
    plugin=$plugin_config/cli-plugins/docker-$name
    mkdir -p "$(dirname "$plugin")"
    if [ "${own:-$plugin}" != "$plugin" ]; then
        [ -x "$own" ] || die "$variable names no program: $own"
        ln -sf "$own" "$plugin"
    fi
    [ -x "$plugin" ] || fetch_plugin "$name" "$package" "$variable"
}

# The package comes by apt, with lists of its own, and is checked by Debian's keys.
fetch_plugin() {
    local name=$1 package=$2 variable=$3 mirror new=$plugin_config/new log=$plugin_config/log
    apt_lists
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || die "$package is a package of Debian's sid, and this machine's package sources are not Debian's; name yours by $variable"
    say "Fetching $package from Debian's sid (once) ..." >&2
    rm -rf "$new"
    mkdir -p "$new/lists/partial" "$new/cache/archives/partial" "$new/parts"
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main\n' "$mirror" >"$new/sources.list"
    local settings=(-o "Dir::State::lists=$new/lists" -o "Dir::Cache=$new/cache" -o "Dir::Etc::sourcelist=$new/sources.list"
        -o "Dir::Etc::sourceparts=$new/parts" -o APT::Sandbox::User= -o Acquire::Languages=none)
    (
        cd "$new"
        apt-get -q "${settings[@]}" update
        apt-get -q "${settings[@]}" download "$package"
        dpkg-deb -x "$package"_*.deb root
    ) >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        rm -rf "$new"
        die "could not fetch $package from Debian's sid at $mirror; see the errors above"
    }
    # there as a whole or not at all
    mv "$new/root/usr/libexec/docker/cli-plugins/docker-$name" "$plugin"
    rm -rf "$new"
}
