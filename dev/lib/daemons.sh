# shellcheck shell=bash
# The private engine and its registry mirror: start, find, stop. Everything that they own is below $home.

socket=$home/docker.sock
host=unix://$socket
bridge=dockerkit0

# docker on the private engine, without the user's contexts and credentials
d() { DOCKER_CONFIG=$home/cli DOCKER_HOST=$host docker "$@"; }

command_line() { { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true; }

# Prints the pid in a file if that process is ours: its command line names $home.
pid_of() {
    local pid
    pid=$(cat "$1" 2>/dev/null) || return 1
    [ -n "$pid" ] && command_line "$pid" | grep -qF -- "$home/" || return 1
    printf '%s\n' "$pid"
}

engine_answers() { [ -S "$socket" ] && timeout 5 env DOCKER_HOST="$host" docker version --format '{{.Server.Version}}' 2>/dev/null; }

registry_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Starts a daemon that outlives this script and holds nothing of it: no terminal, no lock, no output.
spawn() {
    local log=$1
    shift
    setsid "$@" </dev/null >>"$log" 2>&1 9>&- &
}

start_registry() {
    local port
    port=$(cat "$home/registry/port" 2>/dev/null || true)
    if [ -n "$port" ] && pid_of "$home/registry/pid" >/dev/null && registry_answers "$port"; then
        return
    fi
    mkdir -p "$home/registry/data"
    # the port is in the running engine's command line: keep it if nobody took it meanwhile
    if [ -z "$port" ] || registry_answers "$port"; then
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
    for _ in $(seq 100); do
        ! registry_answers "$port" || return 0
        sleep 0.1
    done
    tail -n 20 "$home/registry/log" >&2
    die "the registry mirror did not start within 10 s; the end of its log is above"
}

registry_port() { cat "$home/registry/port"; }

# A bridge of our own leaves docker0 to an engine of the user's that may start later.
make_bridge() {
    ip link show "$bridge" >/dev/null 2>&1 && return
    local net taken
    taken=$(ip -4 route show)
    for net in $(seq 31 -1 18); do
        if ! grep -q "^172\.$net\." <<<"$taken"; then
            as_root ip link add "$bridge" type bridge
            as_root ip addr add "172.$net.0.1/16" dev "$bridge"
            as_root ip link set "$bridge" up
            return
        fi
    done
    die "no free subnet for the bridge $bridge: all of 172.18.0.0/16 to 172.31.0.0/16 have routes"
}

start_engine() {
    if pid_of "$home/dockerd.pid" >/dev/null; then
        wait_for_engine
        return
    fi
    as_root rm -f "$home/dockerd.pid" "$socket"
    remember_forwarding
    make_bridge
    local run=()
    [ "$(id -u)" = 0 ] || run=(sudo -n)
    spawn "$home/dockerd.log" "${run[@]}" "$(command -v dockerd || echo /usr/sbin/dockerd)" \
        --data-root "$home/data" --exec-root "$home/exec" --pidfile "$home/dockerd.pid" \
        --host "$host" --group "$(id -gn)" --bridge "$bridge" \
        --registry-mirror "http://127.0.0.1:$(registry_port)"
    wait_for_engine
}

wait_for_engine() {
    for _ in $(seq 300); do
        [ -z "$(engine_answers)" ] || return 0
        sleep 0.2
    done
    tail -n 30 "$home/dockerd.log" >&2
    die "the engine did not answer within 60 s; the end of $home/dockerd.log is above"
}

stop_engine() {
    local pid
    if pid=$(pid_of "$home/dockerd.pid"); then
        if [ -n "$(engine_answers)" ]; then
            d ps -q | xargs -r env DOCKER_HOST="$host" docker kill >/dev/null 2>&1 || true
            d network ls -q --no-trunc --filter driver=bridge >"$home/networks" || true
        fi
        end_process "$pid" TERM 20 || end_process "$pid" KILL 5 || die "the engine (pid $pid) does not end"
    fi
    end_leftovers
    unmount_all
    remove_bridges
    as_root rm -f "$home/dockerd.pid" "$socket"
}

# end_process PID SIGNAL SECONDS
end_process() {
    as_root kill "-$2" "$1" 2>/dev/null || return 0
    for _ in $(seq $(($3 * 10))); do
        [ -d "/proc/$1" ] || return 0
        sleep 0.1
    done
    return 1
}

# After a crash of the engine its containerd and the containers' shims are still there.
end_leftovers() {
    local pid
    for pid in $(leftovers); do
        end_process "$pid" TERM 3 || end_process "$pid" KILL 3 || true
    done
}

leftovers() {
    local dir
    for dir in /proc/[0-9]*; do
        if command_line "${dir#/proc/}" | grep -qE -- "^[^ ]*(containerd|containerd-shim[^ ]*|docker-proxy|dockerd) .*$home/exec"; then
            printf '%s\n' "${dir#/proc/}"
        fi
    done
}

unmount_all() {
    local mount
    awk '{print $2}' /proc/mounts | { grep -F "$home/" || true; } | sort -r | while read -r mount; do
        as_root umount "$mount" 2>/dev/null || as_root umount -l "$mount"
    done
}

other_engine_runs() {
    local file
    for file in /proc/[0-9]*/comm; do
        [ "$(cat "$file" 2>/dev/null)" != dockerd ] || return 0
    done
    return 1
}

# The bridges of our networks, and the firewall rules that name them; Docker's own chains only if no other engine runs.
remove_bridges() {
    local id names=("$bridge")
    while read -r id; do
        names+=("br-${id:0:12}")
    done < <(cat "$home/networks" 2>/dev/null || true)
    local pattern name
    pattern=$(IFS='|' && printf '%s' "${names[*]}")
    for name in "${names[@]}"; do
        ! ip link show "$name" >/dev/null 2>&1 || as_root ip link delete "$name"
    done
    if command -v iptables >/dev/null; then
        if other_engine_runs; then
            delete_rules "$pattern"
        else
            delete_rules "$pattern|DOCKER"
            delete_chains
            restore_forwarding
        fi
    fi
    rm -f "$home/networks"
}

rules() { as_root iptables -t "$1" -S 2>/dev/null || true; }

delete_rules() {
    local table rule
    for table in filter nat raw; do
        rules "$table" | { grep -E -- "^-A.*($1)" || true; } | while read -r rule; do
            # shellcheck disable=SC2086 # the words of a rule
            as_root iptables -t "$table" -D ${rule#-A } 2>/dev/null || true
        done
    done
}

delete_chains() {
    local table chain action
    for table in filter nat; do
        for action in -F -X; do
            rules "$table" | awk '/^-N DOCKER/ {print $2}' | while read -r chain; do
                as_root iptables -t "$table" "$action" "$chain" 2>/dev/null || true
            done
        done
    done
}

# An engine turns forwarding on and sets the FORWARD policy to DROP; both go back to what they were.
remember_forwarding() {
    [ ! -f "$home/forwarding" ] || return 0
    {
        cat /proc/sys/net/ipv4/ip_forward
        as_root iptables -S FORWARD 2>/dev/null | awk '/^-P/ {print $3}'
    } >"$home/forwarding"
}

restore_forwarding() {
    [ -f "$home/forwarding" ] || return 0
    local forward policy
    { read -r forward && read -r policy; } <"$home/forwarding" || true
    [ -z "${policy:-}" ] || as_root iptables -P FORWARD "$policy"
    [ "$forward" != 0 ] || printf '0\n' | as_root tee /proc/sys/net/ipv4/ip_forward >/dev/null
    rm -f "$home/forwarding"
}

stop_registry() {
    local pid
    if pid=$(pid_of "$home/registry/pid"); then
        end_process "$pid" TERM 5 || end_process "$pid" KILL 5 || die "the registry (pid $pid) does not end"
    fi
    rm -f "$home/registry/pid"
}
