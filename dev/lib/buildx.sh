# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are read by those who use this file, and set by plugins.sh
# buildx, the client that DockerKit's builds are compared with: yours if DOCKERKIT_BUILDX names it, or one of Debian's sid.
# Needs plugins.sh.

# Sets $buildx, the program, and $buildx_config, a DOCKER_CONFIG with which "docker buildx" and "docker build" run it.
ensure_buildx() {
    ensure_plugin buildx docker-buildx DOCKERKIT_BUILDX
    buildx=$plugin
    buildx_config=$plugin_config
}
