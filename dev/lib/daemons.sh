# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of dev/engine
# The private engine and its registry mirror: start, find, stop. All their files are below $home.

socket=$home/docker.sock
# a swarm stands for its first node
[ "$engine" != swarm ] || socket=$home/n1/docker.sock
host=unix://$socket
registry=$home/registry

# docker on the private engine, without the user's contexts and credentials
private=(env -u DOCKER_TLS -u DOCKER_TLS_VERIFY -u DOCKER_CERT_PATH -u DOCKER_API_VERSION
    DOCKER_CONFIG="$home/cli" DOCKER_HOST="$host" docker)

install_docker() {
    local wanted=(dockerd=docker.io docker-registry=docker-registry iptables=iptables ip=iproute2)
    # with AppArmor in the kernel, the engine starts no container without its tool
    ! grep -qs Y /sys/module/apparmor/parameters/enabled || wanted+=(apparmor_parser=apparmor)
    # for Docker Hub itself
    [ -e /etc/ssl/certs/ca-certificates.crt ] || wanted+=(update-ca-certificates=ca-certificates)
    install "${wanted[@]}"
    # a package of its own in newer releases, a part of docker.io in older ones
    install docker=docker-cli
}

# Prints the pids of our engine's processes of a name, the oldest first: their command lines name $home.
pids_of() {
    local file pid
    # shellcheck disable=SC2013 # pids have no spaces
    for file in $(grep -lasF -- "$home/" /proc/[0-9]*/cmdline | sort -V); do
        pid=$(cut -d / -f 3 <<<"$file")
        [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != "$1" ] || has_ended "$pid" || printf '%s\n' "$pid"
    done
}

# Prints the pid of our engine's process of a name, or fails.
pid_of() {
    local pids
    mapfile -t pids < <(pids_of "$1")
    [ ${#pids[@]} -gt 0 ] && printf '%s\n' "${pids[0]}"
}

daemon() { is_podman && printf 'podman\n' || printf 'dockerd\n'; }

# Prints the version of the private engine if it answers.
engine_answers() {
    local version
    [ -S "$socket" ] && version=$(timeout 5 "${private[@]}" version --format '{{.Server.Version}}' 2>/dev/null) || return 1
    [ -n "$version" ] && printf '%s\n' "$version"
}

# Whether no part of the private engine is missing.
is_whole() { registry_runs && if is_swarm; then nodes_are_whole; else engine_is_whole; fi; }

# Whether it answers, its daemons run, and its mirror is the one that it was started with.
engine_is_whole() {
    local pid
    engine_answers >/dev/null || return 1
    if is_podman; then
        pid_of podman >/dev/null && grep -qsF "\"127.0.0.1:$(registry_port)\"" "$home/registries.conf"
        return
    fi
    pid_of containerd >/dev/null && pid=$(pid_of dockerd) &&
        [[ $(command_line "$pid") == *"http://$(registry_address)"* ]]
}

start_engine() {
    if engine_is_whole; then
        return
    fi
    # what a crash left
    stop_engine
    if is_podman; then
        start_podman
        return
    fi
    if ! is_isolated; then
        ! other_engine_runs ||
            say "Another Docker engine runs on this machine: starting this one resets its firewall rules until it is restarted."
    fi
    choose_firewall
    if ! is_isolated; then
        remember_network
        make_bridge
    fi
    start_containerd
    start_dockerd
}

# A containerd of our own even where the machine has one: dockerd alone would take that.
start_containerd() {
    cat >"$home/containerd.toml" <<CONFIG
version = 2
root = "$home/containerd"
state = "$home/exec/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$home/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "$home/containerd/opt"
CONFIG
    if is_swarm; then
        new_namespaces_of_node
    elif is_isolated; then
        new_namespaces
    fi
    spawn_as_root "$home/containerd.log" containerd --config "$home/containerd.toml"
    within 30 as_root test -S "$home/containerd.sock" || failed_to_start containerd
}

start_dockerd() {
    local flags=()
    local settings=()
    if is_isolated; then
        same_namespaces "$(pid_of containerd)"
        # as strict with old clients as later releases are
        [ "${engine%-containerd}" != 28 ] || settings=(env DOCKER_MIN_API_VERSION=1.44)
    else
        flags+=(--bridge "$(cat "$home/bridge")")
    fi
    [ "$(firewall)" != none ] || flags+=(--iptables=false --ip6tables=false --ip-masq=false)
    # not /etc/docker/daemon.json, which is for an engine of the machine's
    if is_isolated && has_containerd_store; then
        printf '{"features": {"containerd-snapshotter": true}}\n' >"$home/daemon.json"
    else
        printf '{}\n' >"$home/daemon.json"
    fi
    ! is_swarm || flags+=(--insecure-registry "$node_subnet.0/24")
    spawn_as_root "$home/dockerd.log" "${settings[@]}" dockerd --config-file "$home/daemon.json" \
        --data-root "$home/data" --exec-root "$home/exec" --pidfile "$home/dockerd.pid" \
        --containerd "$home/containerd.sock" --host "$host" --group "$(id -gn)" \
        --registry-mirror "http://$(registry_address)" "${flags[@]}"
    spawned=$!
    within 60 answered_or_ended || failed_to_start dockerd
    engine_answers >/dev/null || failed_to_start dockerd
}

answered_or_ended() { engine_answers >/dev/null || has_ended "$spawned"; }

# What runs a daemon in namespaces of its own: nothing, but for an engine of another release.
inside=()

spawn_as_root() {
    local log=$1 sudo=()
    shift
    [ "$(id -u)" = 0 ] || sudo=(sudo -n)
    spawn "$log" "${sudo[@]}" "${inside[@]}" env PATH="$home/bin:$PATH" "$@"
}

failed_to_start() {
    tail -n 30 "$home/$1.log" >&2
    stop_engine
    die "$1 did not start; the end of $home/$1.log is above"
}

stop_engine() {
    local pid
    if pid=$(pid_of "$(daemon)"); then
        if ! is_podman && ! pid_of containerd >/dev/null; then
            # it would wait in vain for word of its containers
            kill_process "$pid"
        elif engine_answers >/dev/null; then
            remove_running_containers
        fi
        end_process "$pid" 25
    fi
    end_leftovers
    unmount_all
    remove_network
    as_root rm -f "$home/dockerd.pid" "$socket" "$home/containerd.sock" "$home/containerd.sock.ttrpc"
}

remove_running_containers() {
    timeout 30 "${private[@]}" ps -q | timeout 60 xargs -r "${private[@]}" rm --force >/dev/null 2>&1 || true
}

# After a crash, the processes of containers are still there, each a descendant of a shim.
end_leftovers() {
    local pid
    for pid in $(pids_of "$(daemon)"); do
        end_process "$pid" 25
    done
    for pid in $(pids_of containerd-shim) $(pids_of conmon) $(pids_of aardvark-dns); do
        kill_descendants "$pid"
        kill_process "$pid"
    done
    for pid in $(pids_of containerd); do
        end_process "$pid" 10
    done
    for pid in $(orphans); do
        kill_process "$pid"
    done
}

# Prints the processes of our containers whose shim was killed, too: their root is one of our images.
orphans() {
    local file
    # shellcheck disable=SC2013 # paths of this kind have no spaces
    for file in $(as_root grep -lsE -- "$home/(data|containerd)/" /proc/[0-9]*/mountinfo || true); do
        ! as_root awk -v home="$home/" '$5 == "/" && index($0, home) {found = 1} END {exit !found}' "$file" 2>/dev/null ||
            cut -d / -f 3 <<<"$file"
    done
}

kill_descendants() {
    local child
    for child in $(children "$1"); do
        kill_descendants "$child"
        kill_process "$child"
    done
}

unmount_all() {
    local mount
    { grep -F " $home/" /proc/mounts | grep -vF " $home/net " || true; } | cut -d ' ' -f 2 | sort -r | while read -r mount; do
        as_root umount "$mount" 2>/dev/null || as_root umount -l "$mount"
    done
}

start_registry() {
    ! registry_runs || return 0
    stop_registry
    mkdir -p "$home/registry/data"
    local port
    port=$(registry_port)
    if [ -z "$port" ] || port_answers "$port"; then
        port=$(free_port)
    fi
    printf '%s\n' "$port" >"$home/registry/port"
    cat >"$home/registry/config.yml" <<CONFIG
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $home/registry/data}, delete: {enabled: true}}
http: {addr: "$(is_swarm || printf '127.0.0.1'):$port"}
CONFIG
    if is_isolated; then
        inside=("${network[@]}")
        spawn_as_root "$home/registry/log" docker-registry serve "$home/registry/config.yml"
    else
        spawn "$home/registry/log" docker-registry serve "$home/registry/config.yml"
    fi
    within 10 registry_runs || {
        tail -n 20 "$home/registry/log" >&2
        die "the registry did not start within 10 s; the end of its log is above"
    }
}

registry_port() { cat "$registry/port" 2>/dev/null || true; }

# where the engine reaches it
registry_address() {
    local address=127.0.0.1
    ! is_swarm || address=$bridge_address
    printf '%s:%s\n' "$address" "$(registry_port)"
}

registry_runs() { pid_of docker-registry >/dev/null && port_answers "$(registry_port)"; }

stop_registry() {
    local pid
    for pid in $(pids_of docker-registry); do
        end_process "$pid" 5
    done
}
