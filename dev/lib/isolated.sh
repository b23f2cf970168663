# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables of dev/engine and the other files
# Engines of other releases than this machine's, to test on: each with the programs of a Debian release of its own, in
# mount and network namespaces of its own, so that no other engine, firewall or port of this machine is touched.

# engine=release:packages; the programs come from that release of Debian. git is what an engine fetches contexts of builds with.
declare -A releases=(
    [20.10]='bookworm docker.io,iptables,procps,ca-certificates,git'
    [26]='trixie docker.io,iptables,procps,ca-certificates,git'
    [28]='sid docker.io,iptables,procps,ca-certificates,git'
    [28-containerd]='sid docker.io,iptables,procps,ca-certificates,git'
    [podman-4]='bookworm podman,runc,procps,iptables,ca-certificates'
    # with this machine's own programs
    [swarm]=''
    [podman]='sid podman,runc,procps,iptables,nftables,netavark,aardvark-dns,ca-certificates'
)

is_isolated() { [ -n "$engine" ]; }

is_podman() { [[ $engine == podman* ]]; }

# Whether the engine keeps its images in containerd's store, in place of its own.
has_containerd_store() { [[ $engine == *-containerd ]]; }

# From here on, the engine's daemons and their ports are in its own network; the file names it, and keeps it alive.
isolate() {
    [ -n "${releases[$engine]+set}" ] || die "there is no engine '$engine' to start; there are: $(names_of_engines)"
    is_swarm || [ -L /bin ] || die "an engine of another release needs a system with /bin merged into /usr"
    network=(nsenter "--net=$home/net")
}

names_of_engines() { printf '%s\n' "${!releases[@]}" | sort | xargs; }

has_network() { grep -qsF " $home/net " /proc/mounts; }

make_network() {
    ! has_network || return 0
    : >"$home/net"
    as_root unshare "--net=$home/net" ip link set lo up
}

remove_own_network() {
    ! is_isolated || as_root umount "$home/net" 2>/dev/null || true
}

# Prints the mirror that this machine's own packages come from.
debian_mirror() {
    # shellcheck disable=SC2016 # the variables are apt's
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(ORIGIN) $(COMPONENT)' 'Created-By: Packages' |
        awk '$3 == "Debian" && $4 == "main" && $2 !~ /security/ && !seen++ {print $1}'
}

# The programs are unpacked beside, and are there as a whole or not at all.
make_root() {
    [ ! -d "$home/root" ] || return 0
    local release packages mirror other
    # engines of the same packages have the same files
    for other in "${!releases[@]}"; do
        if [ "${releases[$other]}" = "${releases[$engine]}" ] && [ -d "$base-$other/root" ]; then
            as_root rm -rf "$home/root.new"
            as_root cp -al "$base-$other/root" "$home/root.new"
            as_root mv "$home/root.new" "$home/root"
            return
        fi
    done
    read -r release packages <<<"${releases[$engine]}"
    install mmdebstrap=mmdebstrap
    apt_lists
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || die "engine $engine is a package of Debian's $release, and this machine's package sources are not Debian's"
    say "Fetching engine $engine from Debian's $release (once, about a minute) ..."
    as_root rm -rf "$home/root.new"
    apt-config dump | grep '^Acquire::' >"$home/apt.conf" || true
    as_root mmdebstrap --quiet --variant=minbase --aptopt="$home/apt.conf" --aptopt='Acquire::Check-Valid-Until "false"' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --include="$packages" \
        "$release" "$home/root.new" "$mirror" >"$home/root.log" 2>&1 9>&- || {
        tail -n 20 "$home/root.log" >&2
        as_root rm -rf "$home/root.new"
        die "could not fetch engine $engine: Debian's $release at $mirror is not available; see the errors above"
    }
    as_root mv "$home/root.new" "$home/root"
}

# What the list of packages did not have yet when the programs were fetched is added, also while the engine runs.
complete_root() {
    local release packages package missing=()
    [ -d "$home/root" ] || return 0
    read -r release packages <<<"${releases[$engine]}"
    for package in ${packages//,/ }; do
        compgen -G "$home/root/var/lib/dpkg/info/$package.list" >/dev/null ||
            compgen -G "$home/root/var/lib/dpkg/info/$package:*.list" >/dev/null || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Fetching ${missing[*]} for engine $engine from Debian's $release ..."
    { in_root update && in_root install "${missing[@]}"; } >"$home/root.log" 2>&1 9>&- || {
        tail -n 20 "$home/root.log" >&2
        die "could not fetch ${missing[*]}: Debian's $release is not available, or has newer packages; see the errors above." \
            "dev/engine down $engine --purge and dev/engine up $engine fetch the whole engine anew"
    }
}

in_root() {
    as_root chroot "$home/root" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o Dpkg::Use-Pty=0 --no-install-recommends -y "$@"
}

# What runs a program in the engine's namespaces: it sees all of this machine, with the programs of the other release.
# What is mounted here later is seen there, and nothing of theirs is seen here.
new_namespaces() {
    # shellcheck disable=SC2016 # the variables are those of the inner shell
    inside=("${network[@]}" unshare --mount --propagation slave sh -euc '
        mount --make-rshared /
        mount -t tmpfs -o mode=755 tmpfs /run
        mount -t overlay -o "ro,lowerdir=/etc:$0/etc" overlay /etc
        if [ -d /usr/lib/jvm ]; then
            # of this machine all the same, since tests have containers run it
            mkdir -p "$0/usr/lib/jvm"
            mount --bind /usr/lib/jvm "$0/usr/lib/jvm"
        fi
        mount --rbind "$0/usr" /usr
        exec "$@"' "$home/root")
}

# The namespaces that a daemon of ours has made.
same_namespaces() { inside=("${network[@]}" "--mount=/proc/$1/ns/mnt" "--uts=/proc/$1/ns/uts"); }

start_podman() {
    # what a crash left
    stop_engine
    local processes
    # it lowers its own limit to that, and may lack the right to raise it again for a container
    processes=$(cat /proc/sys/kernel/pid_max)
    [ "$(ulimit -Hu)" = unlimited ] || [ "$(ulimit -Hu)" -gt "$processes" ] || processes=$(ulimit -Hu)
    cat >"$home/containers.conf" <<CONFIG
[containers]
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=$processes:$processes"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_config_dir = "$home/networks"
firewall_driver = "iptables"
CONFIG
    cat >"$home/registries.conf" <<CONFIG
unqualified-search-registries = ["docker.io"]
short-name-mode = "permissive"
[[registry]]
prefix = "docker.io"
location = "127.0.0.1:$(registry_port)"
insecure = true
[[registry]]
location = "127.0.0.1:$(registry_port)"
insecure = true
CONFIG
    as_root rm -rf "$home/exec"
    choose_firewall
    new_namespaces
    spawn_as_root "$home/podman.log" env CONTAINERS_CONF="$home/containers.conf" \
        CONTAINERS_REGISTRIES_CONF="$home/registries.conf" PODMAN_IGNORE_CGROUPSV1_WARNING=1 \
        podman --root "$home/data" --runroot "$home/exec" --storage-driver overlay system service --time=0 "$host"
    spawned=$!
    within 60 answered_or_ended || failed_to_start podman
    engine_answers >/dev/null || failed_to_start podman
}

# The images of the private engine's mirror, if it has them, are the ones of this engine's, too.
copy_mirror() {
    local from=$1
    [ ! -f "$home/images" ] && grep -qsx stand-ins "$from/images" || return 0
    as_root rm -rf "$home/registry/data"
    mkdir -p "$home/registry"
    # what others push to it meanwhile is none of the images
    as_root cp -a "$from/registry/data" "$home/registry/data" 2>/dev/null || true
    cp "$from/images" "$home/images"
}

# run_inside COMMAND...: as this user, with the engine's connection, where its published ports are
run_inside() {
    local variables=("DOCKER_HOST=$host" "DOCKERKIT_REGISTRY=$(registry_address)")
    ! is_swarm || variables+=("DOCKERKIT_SWARM_NODES=$(node_hosts)")
    engine_answers >/dev/null || die "engine $engine does not answer; run: dev/engine up $engine"
    if [ "$(id -u)" = 0 ]; then
        exec env "${variables[@]}" "${network[@]}" "$@"
    fi
    local name
    for name in HOME USER LOGNAME PATH LANG JAVA_HOME MAVEN_OPTS MAVEN_ARGS CI DOCKERKIT_BUILDX DOCKERKIT_COMPOSE; do
        [ -z "${!name+set}" ] || variables+=("$name=${!name}")
    done
    exec sudo -n "${network[@]}" setpriv --reuid "$(id -u)" --regid "$(id -g)" --init-groups \
        env "${variables[@]}" "$@"
}
