# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are read by those who use this file, and set by plugins.sh
# docker compose, the program that DockerKit's projects are compared with: yours if DOCKERKIT_COMPOSE names it, or one of
# Debian's sid. The program also runs by itself, without the docker command.
# Needs plugins.sh.

# Sets $compose, the program, and $compose_config, a DOCKER_CONFIG with which "docker compose" runs it.
ensure_compose() {
    ensure_plugin compose docker-compose DOCKERKIT_COMPOSE
    compose=$plugin
    compose_config=$plugin_config
}
