# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of dev/engine
# The private engine's bridge and firewall rules: made beside those of others, and gone without a trace.

firewalls=(iptables ip6tables)
tables=(filter nat raw)
forwarding=(net/ipv4/ip_forward net/ipv6/conf/all/forwarding net/ipv6/conf/default/forwarding)

# Which iptables the kernel takes: the system's choice, else one of both kinds, else the engine goes without.
choose_firewall() {
    local tool chosen=none
    for tool in iptables iptables-nft iptables-legacy; do
        if as_root "${network[@]}" "$tool" -w -t nat -S >/dev/null 2>&1; then
            chosen=$tool
            break
        fi
    done
    printf '%s\n' "$chosen" >"$home/firewall"
    # the engine calls what its PATH has by the plain names
    rm -rf "${home:?}/bin"
    mkdir "$home/bin"
    case $chosen in
    none) say "This kernel accepts no iptables rules: containers cannot reach other networks, and proxies publish the ports." ;;
    iptables-*)
        ln -s "$(command -v "$chosen")" "$home/bin/iptables"
        ln -s "$(command -v "${chosen/iptables/ip6tables}")" "$home/bin/ip6tables"
        ;;
    esac
}

firewall() { cat "$home/firewall" 2>/dev/null || printf 'none\n'; }

# filter_tool iptables|ip6tables ARGUMENT...
filter_tool() {
    local chosen family=$1
    shift
    chosen=$(firewall)
    as_root "${chosen/iptables/$family}" -w "$@" 2>/dev/null
}

# rules FAMILY TABLE
rules() { filter_tool "$1" -t "$2" -S || true; }

# Notes what an engine changes and does not change back. After a crash, the notes from before it are the right ones.
remember_network() {
    local boot family table key
    boot=$(cat /proc/sys/kernel/random/boot_id)
    ! notes_are_whole || [ "$(cat "$home/before/boot")" != "$boot" ] || return 0
    forget_network
    mkdir "$home/before"
    for family in "${firewalls[@]}"; do
        for table in "${tables[@]}"; do
            rules "$family" "$table" >"$home/before/$family.$table"
        done
    done
    for key in "${forwarding[@]}"; do
        cat "/proc/sys/$key" >"$home/before/${key//\//.}" 2>/dev/null || true
    done
    bridges >"$home/before/bridges"
    printf '%s\n' "$boot" >"$home/before/boot"
}

# The file boot, the last to be written and the first to go, says that the notes are whole.
notes_are_whole() {
    local family table
    [ -s "$home/before/boot" ] && [ -f "$home/before/bridges" ] || return 1
    for family in "${firewalls[@]}"; do
        for table in "${tables[@]}"; do
            [ -f "$home/before/$family.$table" ] || return 1
        done
    done
}

forget_network() {
    rm -f "$home/before/boot"
    rm -rf "$home/before"
}

# The list may fail when others' links come and go meanwhile.
bridges() {
    local listed
    for _ in 1 2 3 4 5; do
        if listed=$(ip -o link show type bridge 2>/dev/null); then
            cut -d ' ' -f 2 <<<"$listed" | tr -d :
            return
        fi
    done
}

# A bridge of our own leaves docker0 to an engine of the user's that may start later.
make_bridge() {
    local name='' number subnet said='all names are taken'
    subnet=$(free_subnet) || die "found no free subnet for a bridge: all private subnets are routed already"
    for number in $(seq 0 99); do
        ! ip link show "dockerkit$number" >/dev/null 2>&1 || continue
        # another engine that starts at the same moment may be quicker
        if said=$(as_root ip link add "dockerkit$number" type bridge 2>&1); then
            name=dockerkit$number
            break
        fi
        [[ $said == *exists* ]] || break
    done
    [ -n "$name" ] || die "cannot make a bridge for the containers: $said; the engine needs root with CAP_NET_ADMIN"
    printf '%s\n' "$name" >"$home/bridge"
    said=$(as_root ip addr add "$subnet" dev "$name" 2>&1 && as_root ip link set "$name" up 2>&1) || {
        as_root ip link delete "$name" || true
        rm -f "$home/bridge"
        die "cannot set up the bridge $name with $subnet: $said"
    }
}

# Prints an address with its subnet that overlaps no route and no name server.
free_subnet() {
    local taken=() candidate other
    mapfile -t taken < <(
        ip -4 route show table all | grep -oE '^([a-z]+ )?[0-9.]+(/[0-9]+)?' | grep -oE '[0-9.]+(/[0-9]+)?$'
        sed -nE 's/^nameserver ([0-9.]+)$/\1/p' /etc/resolv.conf
    )
    for candidate in 172.{31..18}.0.1/16 192.168.{250..200}.1/24 10.{250..200}.0.1/16; do
        for other in "${taken[@]}"; do
            # a route as wide as that stands for the whole internet, as default does
            [[ $other == */[0-7] ]] || ! overlap "$candidate" "$other" || continue 2
        done
        printf '%s\n' "$candidate"
        return
    done
    return 1
}

overlap() {
    local a=${1#*/} b=${2#*/} shift
    [ "$a" != "$1" ] || a=32
    [ "$b" != "$2" ] || b=32
    shift=$((32 - (a < b ? a : b)))
    (($(number "${1%/*}") >> shift == $(number "${2%/*}") >> shift))
}

number() {
    local a b c d
    IFS=. read -r a b c d <<<"$1"
    printf '%s\n' $((((a * 256 + ${b:-0}) * 256 + ${c:-0}) * 256 + ${d:-0}))
}

other_engine_runs() {
    local file pid ours
    ours=$(pid_of dockerd || true)
    # shellcheck disable=SC2013 # pids have no spaces
    for file in $(grep -lsx dockerd /proc/[0-9]*/comm); do
        pid=$(cut -d / -f 3 <<<"$file")
        [ "$pid" != "$ours" ] && as_root test "/proc/$pid/ns/net" -ef /proc/self/ns/net && return
    done
    return 1
}

# The bridges that the engine's own record of its networks names, and that were not there before it.
own_bridges() {
    local name
    cat "$home/bridge" 2>/dev/null || true
    as_root grep -aoE '"BridgeName":"[^"]+"' "$home/data/network/files/local-kv.db" 2>/dev/null |
        cut -d '"' -f 4 | sort -u | while read -r name; do
        grep -qsxF "$name" "$home/before/bridges" || printf '%s\n' "$name"
    done
}

# Removes the bridges and the rules that name them; the chains of all engines only if no other engine runs.
remove_network() {
    [ -d "$home/before" ] || return 0
    local names name
    mapfile -t names < <(own_bridges | sort -u)
    for name in "${names[@]}"; do
        ! ip link show "$name" >/dev/null 2>&1 || as_root ip link delete "$name" 2>/dev/null ||
            say "The bridge $name could not be deleted."
    done
    # without a name, the pattern would be that of all rules
    [ ${#names[@]} = 0 ] || delete_rules " ($(IFS='|' && printf '%s' "${names[*]}"))( |\$)"
    if notes_are_whole && ! other_engine_runs; then
        delete_rules ' DOCKER'
        # what lets a container reach its own published port names no bridge
        delete_rules ' -s ([0-9a-f.:/]+) -d \1 .*MASQUERADE'
        delete_chains
        restore_forwarding
    fi
    forget_network
    rm -f "$home/bridge"
}

# What is in a table now and was not before the engine started.
new_rules() { rules "$1" "$2" | grep -vxF -f "$home/before/$1.$2" 2>/dev/null || true; }

# delete_rules PATTERN
delete_rules() {
    local family table rule
    for family in "${firewalls[@]}"; do
        for table in "${tables[@]}"; do
            new_rules "$family" "$table" | { grep -E -- "^-A.*$1" || true; } | while read -r rule; do
                # by way of xargs, since words may be quoted
                xargs -n 1 printf '%s\n' <<<"${rule#-A }" | {
                    mapfile -t words
                    filter_tool "$family" -t "$table" -D "${words[@]}" || true
                }
            done
        done
    done
}

delete_chains() {
    local family table chain action
    for family in "${firewalls[@]}"; do
        for table in "${tables[@]}"; do
            for action in -F -X; do
                new_rules "$family" "$table" | awk '/^-N DOCKER/ {print $2}' | while read -r chain; do
                    filter_tool "$family" -t "$table" "$action" "$chain" || true
                done
            done
        done
    done
}

# An engine turns forwarding on, and lets pass only its own; both go back to what they were.
restore_forwarding() {
    local family before key
    for family in "${firewalls[@]}"; do
        before=$(awk '/^-P FORWARD/ {print $3}' "$home/before/$family.filter" 2>/dev/null || true)
        [ -z "$before" ] || filter_tool "$family" -P FORWARD "$before" || true
    done
    for key in "${forwarding[@]}"; do
        before=$(cat "$home/before/${key//\//.}" 2>/dev/null) || continue
        [ "$(cat "/proc/sys/$key" 2>/dev/null)" = "$before" ] ||
            printf '%s\n' "$before" | as_root tee "/proc/sys/$key" >/dev/null 2>&1 || say "$key could not be set back to $before."
    done
}
