# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables of dev/engine and the other files
# Three engines to make a swarm of, with this machine's own programs. Each is a node: it has network, mount and UTS namespaces
# of its own, and its files in $home/n1, $home/n2 and $home/n3. A fourth network has the bridge that joins them, and the
# registry. None of these networks is connected to this machine's, so their addresses cannot meet others.

nodes=(1 2 3)
node_subnet=10.77.0
bridge_address=$node_subnet.254

is_swarm() { [ "$engine" = swarm ]; }

# each_node COMMAND...: on each node, or on the one engine that is no swarm
each_node() {
    local number
    if ! is_swarm; then
        "$@"
        return
    fi
    for number in "${nodes[@]}"; do
        on_node "$number" "$@"
    done
}

nodes_are_whole() {
    local number
    for number in "${nodes[@]}"; do
        on_node "$number" engine_is_whole || return
    done
}

# on_node NUMBER COMMAND...: with the directory, the connection and the network of that node
on_node() {
    local node=$1
    # the functions that are called see these in place of the swarm's
    local home=$home/n$node
    local socket=$home/docker.sock
    local host=unix://$socket
    local network=(nsenter "--net=$home/net")
    local private=("${private[@]/#DOCKER_HOST=*/DOCKER_HOST=$host}")
    shift
    "$@"
}

# Prints the addresses of the nodes' engines, with a comma between them.
node_hosts() {
    local number hosts=()
    for number in "${nodes[@]}"; do
        hosts+=("unix://$home/n$number/docker.sock")
    done
    (IFS=, && printf '%s\n' "${hosts[*]}")
}

make_node_directory() { mkdir -p "$home"; }

# Joins the nodes' networks by a bridge in the network of the swarm.
# shellcheck disable=SC2016 # the variables are those of the inner shells
make_node_networks() {
    local number
    each_node make_node_directory
    make_network
    in_network sh -euc '
        ip link show br0 >/dev/null 2>&1 || ip link add br0 type bridge
        ip addr replace "$0/24" dev br0
        ip link set br0 up' "$bridge_address"
    for number in "${nodes[@]}"; do
        on_node "$number" make_network
        in_network sh -euc '
            ip link show "port$0" >/dev/null 2>&1 || ip link add "port$0" type veth peer name eth0 netns "$1"
            ip link set "port$0" master br0 up' "$number" "$home/n$number/net"
        on_node "$number" in_network sh -euc '
            ip addr replace "$0/24" dev eth0
            ip link set eth0 up
            ip route replace default via "$1"' "$node_subnet.$number" "$bridge_address"
    done
}

# The links go first: another engine that was started meanwhile may keep a network alive until it ends.
remove_node_networks() {
    local link
    if has_network; then
        for link in "${nodes[@]/#/port}" br0; do
            in_network ip link delete "$link" 2>/dev/null || true
        done
    fi
    each_node remove_own_network
    remove_own_network
}

# What runs a program in the namespaces of a node: it sees all of this machine but its /run.
new_namespaces_of_node() {
    # shellcheck disable=SC2016 # the variables are those of the inner shell
    inside=("${network[@]}" unshare --mount --uts --propagation slave sh -euc '
        hostname "$0"
        mount --make-rshared /
        mount -t tmpfs -o mode=755 tmpfs /run
        exec "$@"' "node$node")
}

# A node that is started again is in no swarm. Each waits until its containers have ended, so all leave at once.
leave_swarm() {
    timeout 60 "${private[@]}" swarm leave --force >/dev/null 2>&1 &
}

print_node() {
    local version
    if version=$(engine_answers); then
        say "node$node: $host, address $node_subnet.$node, version $version, pid $(pid_of dockerd || echo none)"
    else
        say "node$node: does not answer"
    fi
}
