# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of dev/engine
# The private engine and its registry mirror: start, find, stop. All their files are below $home.

socket=$home/docker.sock
host=unix://$socket

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

# Prints the pid in a file if that process is a daemon of ours: its command line names $home.
pid_of() {
    local pid
    pid=$(cat "$1" 2>/dev/null) || return 1
    [ -n "$pid" ] && [[ $(command_line "$pid") =~ ^[^\ ]*(dockerd|docker-registry)\ .*"$home/" ]] || return 1
    printf '%s\n' "$pid"
}

# Prints the pids of our engine's processes of a name.
pids_of() {
    local file pid
    # shellcheck disable=SC2013 # pids have no spaces
    for file in $(grep -lasF -- "$home/" /proc/[0-9]*/cmdline); do
        pid=$(cut -d / -f 3 <<<"$file")
        [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != "$1" ] || printf '%s\n' "$pid"
    done
}

# Prints the version of the private engine if it answers.
engine_answers() {
    local version
    [ -S "$socket" ] && version=$(timeout 5 "${private[@]}" version --format '{{.Server.Version}}' 2>/dev/null) || return 1
    [ -n "$version" ] && printf '%s\n' "$version"
}

# Whether no part of the private engine is missing; its mirror is the one that it was started with.
engine_is_whole() {
    local pid
    registry_runs && [ -n "$(pids_of containerd)" ] && pid=$(pid_of "$home/dockerd.pid") &&
        [[ $(command_line "$pid") == *"http://127.0.0.1:$(registry_port)"* ]]
}

start_engine() {
    if engine_answers >/dev/null && engine_is_whole; then
        return
    fi
    # what a crash left
    stop_engine
    ! other_engine_runs ||
        say "Another Docker engine runs on this machine: starting this one resets its firewall rules until it is restarted."
    choose_firewall
    remember_network
    make_bridge
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
    spawn_as_root "$home/containerd.log" containerd --config "$home/containerd.toml"
    within 30 as_root test -S "$home/containerd.sock" || failed_to_start containerd
}

start_dockerd() {
    local flags=()
    [ "$(firewall)" != none ] || flags+=(--iptables=false --ip6tables=false --ip-masq=false)
    # not /etc/docker/daemon.json, which is for an engine of the machine's
    printf '{}\n' >"$home/daemon.json"
    spawn_as_root "$home/dockerd.log" dockerd --config-file "$home/daemon.json" \
        --data-root "$home/data" --exec-root "$home/exec" --pidfile "$home/dockerd.pid" \
        --containerd "$home/containerd.sock" --host "$host" --group "$(id -gn)" \
        --bridge "$(cat "$home/bridge")" --registry-mirror "http://127.0.0.1:$(registry_port)" "${flags[@]}"
    spawned=$!
    within 60 answered_or_ended || failed_to_start dockerd
    engine_answers >/dev/null || failed_to_start dockerd
}

answered_or_ended() { engine_answers >/dev/null || has_ended "$spawned"; }

spawn_as_root() {
    local log=$1 sudo=()
    shift
    [ "$(id -u)" = 0 ] || sudo=(sudo -n)
    spawn "$log" "${sudo[@]}" env PATH="$home/bin:$PATH" "$@"
}

failed_to_start() {
    tail -n 30 "$home/$1.log" >&2
    stop_engine
    die "$1 did not start; the end of $home/$1.log is above"
}

stop_engine() {
    local pid
    if pid=$(pid_of "$home/dockerd.pid"); then
        if [ -z "$(pids_of containerd)" ]; then
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
    for pid in $(pids_of dockerd); do
        end_process "$pid" 25
    done
    for pid in $(pids_of containerd-shim); do
        kill_descendants "$pid"
        kill_process "$pid"
    done
    for pid in $(pids_of containerd); do
        end_process "$pid" 10
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
    { grep -F " $home/" /proc/mounts || true; } | cut -d ' ' -f 2 | sort -r | while read -r mount; do
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
http: {addr: "127.0.0.1:$port"}
CONFIG
    spawn "$home/registry/log" docker-registry serve "$home/registry/config.yml"
    printf '%s\n' $! >"$home/registry/pid"
    within 10 registry_runs || {
        tail -n 20 "$home/registry/log" >&2
        die "the registry did not start within 10 s; the end of its log is above"
    }
}

registry_port() { cat "$home/registry/port" 2>/dev/null || true; }

registry_runs() { pid_of "$home/registry/pid" >/dev/null && port_answers "$(registry_port)"; }

stop_registry() {
    local pid
    ! pid=$(pid_of "$home/registry/pid") || end_process "$pid" 5
    rm -f "$home/registry/pid"
}
