# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are read by those who use this file, and set by plugins.sh
# docker compose, the program that DockerKit's projects are compared with: yours if DOCKERKIT_COMPOSE names it, or one of
# Debian's sid. The program also runs by itself, without the docker command.
# Needs system.sh and plugins.sh.

# Sets $compose, the program, and $compose_config, a DOCKER_CONFIG with which "docker compose" runs it.
ensure_compose() {
    ensure_plugin compose docker-compose DOCKERKIT_COMPOSE
    compose=$plugin
    compose_config=$plugin_config
}

# Sets $compose as ensure_compose does; says why, and fails, if the program cannot be had or is of another version than the one
# whose answers are recorded.
can_have_compose() {
    local recorded=2.40.3 reason version
    # it ends the shell that it fails in
    if ! reason=$( (ensure_compose) 2>&1); then
        reason=$(tail -n 1 <<<"$reason")
        say "The tests that compare with docker compose are left out: ${reason#dockerkit: }"
        return 1
    fi
    ensure_compose
    version=$("$compose" version --short 2>&1) || version="no version: $version"
    [[ $version == "$recorded"* ]] || {
        say "The tests that compare with docker compose are left out: they need $recorded, and $compose is $version"
        return 1
    }
}
