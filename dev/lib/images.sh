# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of dev/engine
# What the registry mirror offers where Docker Hub cannot be reached: images of the same names, labelled as stand-ins.

stand_in=io.dockerkit.stand-in=true
search_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Decides once whether the real images can be had, and fills the mirror if not. The file images says that it is done.
fill_mirror() {
    [ ! -f "$home/images" ] || return 0
    if hub_answers; then
        say "Docker Hub answers: the real images are used."
        printf 'the real ones\n' >"$home/images"
        return
    fi
    say "Docker Hub does not answer: making stand-ins for its images (once, about a minute) ..."
    install mmdebstrap=mmdebstrap
    mkdir "$home/work"
    local failed
    # outside of any condition, where set -e would not count
    set +e
    (
        set -e
        cd "$home/work"
        make_busybox
        make_hello_world
        make_jenkins
        make_distributions
        make_registry
    )
    failed=$?
    set -e
    as_root rm -rf "$home/work"
    [ "$failed" = 0 ] || die "could not make the stand-in images; see the errors above"
    # the engine starts empty, so that the first run of each image pulls it
    "${private[@]}" image prune --all --force --filter "label=$stand_in" >/dev/null
    printf 'stand-ins\n' >"$home/images"
}

# What an interrupted filling left; Docker Hub is asked with an empty mirror only.
clear_mirror() {
    stop_registry
    as_root rm -rf "$home/work"
    as_root rm -rf "$home/registry/data"
}

hub_answers() {
    timeout 20 "${private[@]}" pull -q hello-world >/dev/null 2>&1 </dev/null || return 1
    "${private[@]}" rmi hello-world >/dev/null
}

images_in_mirror() {
    local path images=()
    for path in "$home"/registry/data/docker/registry/v2/repositories/*/*/_manifests/tags/*; do
        [ ! -e "$path" ] || images+=("$(sed -E 's,.*/repositories/(library/)?(.*)/_manifests/tags/(.*),\2:\3,' <<<"$path")")
    done
    say "${images[*]:-none}"
}

# publish NAME:TAG: from the engine to the mirror, under the name that Docker Hub has it by
publish() {
    local there
    there=$(registry_address)/$1
    "${private[@]}" tag "$1" "$there"
    "${private[@]}" push -q "$there" >/dev/null
    "${private[@]}" rmi "$there" >/dev/null
}

# import NAME:TAG COMMAND: from the tar of a root file system on standard input
import() {
    "${private[@]}" import --change "LABEL $stand_in" --change "ENV PATH=$search_path" --change "CMD [\"$2\"]" - "$1" >/dev/null
}

# build NAME:TAG: from the Dockerfile on standard input and the files in the current directory
build() {
    # the classic builder needs no plugin; newer clients say on standard error that they do not like it
    tar -c -- * | DOCKER_BUILDKIT=0 "${private[@]}" build -q --label "$stand_in" -t "$1" -f Dockerfile - >/dev/null 2>../build.log || {
        cat ../build.log >&2
        return 1
    }
}

# context NAME: an empty directory to build an image in
context() {
    mkdir "$home/work/$1"
    cd "$home/work/$1"
}

# A static busybox, without installing it: Debian's package would replace the dynamic one that a machine may have.
download_busybox() {
    context package
    apt-get -qq download busybox-static >/dev/null 2>&1 || {
        apt update
        apt-get -qq download busybox-static
    }
    dpkg-deb --fsys-tarfile busybox-static_*.deb | tar -xO --wildcards './*bin/busybox' >../busybox
    chmod 755 ../busybox
}

make_busybox() {
    download_busybox
    context root
    mkdir -p bin tmp root etc var/tmp
    chmod 1777 tmp var/tmp
    cp ../busybox bin/busybox
    printf 'root:x:0:0:root:/root:/bin/sh\n' >etc/passwd
    printf 'root:x:0:\n' >etc/group
    local applet
    for applet in $(bin/busybox --list); do
        ln -s busybox "bin/$applet" 2>/dev/null || [ "$applet" = busybox ]
    done
    tar -c --owner=0 --group=0 . | import library/busybox:latest sh
    publish library/busybox:latest
    # layers of some size, so that a pull has something to report
    context layers
    local layer
    for layer in 1 2 3 4; do
        head -c 4000000 /dev/urandom >"$layer"
    done
    {
        printf 'FROM library/busybox:latest\n'
        printf 'COPY %s /layers/\n' [1-4]
    } >Dockerfile
    build library/busybox:musl
    publish library/busybox:musl
}

# The real one is a static C program. A script on the static busybox, which is here anyway, needs no compiler and its
# libraries, the largest thing that a bare machine would have to install.
make_hello_world() {
    context hello-world
    cp ../busybox "$here/images/hello" .
    cat >Dockerfile <<'DOCKERFILE'
FROM scratch
COPY busybox /busybox
COPY hello /hello
CMD ["/hello"]
DOCKERFILE
    chmod 755 hello
    build library/hello-world:latest
    publish library/hello-world:latest
}

make_jenkins() {
    context jenkins
    cp "$here/images/jenkins" .
    chmod 755 jenkins
    cat >Dockerfile <<'DOCKERFILE'
FROM library/busybox:latest
COPY jenkins /usr/local/bin/jenkins
ENV JENKINS_HOME=/var/jenkins_home
EXPOSE 8080 50000
VOLUME /var/jenkins_home
ENTRYPOINT ["/usr/local/bin/jenkins"]
DOCKERFILE
    build jenkins/jenkins:latest
    "${private[@]}" tag jenkins/jenkins:latest jenkins/jenkins:lts
    publish jenkins/jenkins:latest
    publish jenkins/jenkins:lts
}

# ubuntu and centos: a minimal system of this machine's own release, from the package sources that it has.
make_distributions() {
    context distribution
    system --include=iputils-ping,iproute2 | import library/ubuntu:latest bash
    printf 'CentOS Linux (a stand-in by DockerKit)\n' >centos-release
    cat >Dockerfile <<'DOCKERFILE'
FROM library/ubuntu:latest
COPY centos-release /etc/centos-release
DOCKERFILE
    build library/centos:latest
    publish library/ubuntu:latest
    publish library/centos:latest
}

# The registry that the mirror runs, too, on the system that it was built for.
make_registry() {
    context registry
    cp "$(command -v docker-registry)" registry
    cat >config.yml <<'CONFIG'
version: 0.1
storage: {filesystem: {rootdirectory: /var/lib/registry}, delete: {enabled: true}}
http: {addr: ":5000"}
CONFIG
    cat >Dockerfile <<'DOCKERFILE'
FROM library/ubuntu:latest
COPY registry /bin/registry
COPY config.yml /etc/docker/registry/config.yml
EXPOSE 5000
VOLUME /var/lib/registry
ENTRYPOINT ["/bin/registry", "serve"]
CMD ["/etc/docker/registry/config.yml"]
DOCKERFILE
    build library/registry:2
    publish library/registry:2
}

# Adds what a mirror of stand-ins lacks that an earlier version has filled.
complete_mirror() {
    [ "$(cat "$home/images" 2>/dev/null)" = stand-ins ] || return 0
    [ ! -d "$home/registry/data/docker/registry/v2/repositories/library/registry" ] || return 0
    say "Adding the stand-in for the image of a registry ..."
    as_root rm -rf "$home/work"
    mkdir "$home/work"
    local failed
    set +e
    (
        set -e
        cd "$home/work"
        make_registry
    )
    failed=$?
    set -e
    as_root rm -rf "$home/work"
    [ "$failed" = 0 ] || die "could not make the stand-in image of a registry; see the errors above"
    "${private[@]}" rmi library/registry:2 >/dev/null
}

# system OPTION...: prints a minimal system of this machine's own release as a tar
system() {
    local codename sources=()
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    mapfile -t sources < <(package_sources "$codename")
    [ ${#sources[@]} -gt 0 ] || die "found no package sources of this machine's release '$codename'"
    apt-config dump | grep '^Acquire::' >../apt.conf || true
    # shellcheck disable=SC2016 # mmdebstrap gives the hook its root as $1
    as_root mmdebstrap --quiet --variant=minbase --format=tar --aptopt="$home/work/apt.conf" "$@" \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/* "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
        "$codename" - "${sources[@]}"
}

# Prints the files of apt that have the distribution's own packages: those of others may need more than a bare system has.
package_sources() {
    # shellcheck disable=SC2016 # the variables are apt's
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(SOURCESENTRY)' 'Created-By: Packages' |
        awk -v codename="$1" '$2 == "main" && index($1, codename) == 1 && substr($1, length(codename) + 1) ~ /^(|[-\/](updates|security))$/ {
            sub(/:[0-9]+$/, "", $3)
            print $3
        }' | sort -u
}

# What the examples with real services need besides, made of the system's packages when it is asked for.
fill_services() {
    [ "$(cat "$home/images" 2>/dev/null)" = stand-ins ] && [ ! -f "$home/services" ] || return 0
    say "Making stand-ins for the images of PostgreSQL, Redis and nginx (once, about a minute) ..."
    install mmdebstrap=mmdebstrap
    as_root rm -rf "$home/work"
    mkdir "$home/work"
    local failed
    set +e
    (
        set -e
        cd "$home/work"
        make_services
    )
    failed=$?
    set -e
    as_root rm -rf "$home/work"
    [ "$failed" = 0 ] || die "could not make the stand-in images of services; see the errors above"
    "${private[@]}" image prune --all --force --filter "label=$stand_in" >/dev/null
    : >"$home/services"
}

# One system with the three servers, since each of them alone would need most of it, too.
make_services() {
    context services
    # shellcheck disable=SC2016 # mmdebstrap gives the hooks their root as $1
    system --include=postgresql,redis-server,nginx-light \
        --essential-hook='mkdir -p "$1/etc/postgresql-common"' \
        --essential-hook='echo create_main_cluster=false >"$1/etc/postgresql-common/createcluster.conf"' |
        import dockerkit/services:latest bash
    cp "$here/images/postgres" docker-entrypoint.sh
    cat >Dockerfile <<'DOCKERFILE'
FROM dockerkit/services:latest
COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN mkdir /docker-entrypoint-initdb.d
ENV PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
DOCKERFILE
    build library/postgres:latest
    cat >Dockerfile <<'DOCKERFILE'
FROM dockerkit/services:latest
VOLUME /data
WORKDIR /data
EXPOSE 6379
CMD ["redis-server", "--protected-mode", "no"]
DOCKERFILE
    build library/redis:latest
    cat >Dockerfile <<'DOCKERFILE'
FROM dockerkit/services:latest
RUN mkdir -p /usr/share/nginx/html && rm -f /etc/nginx/sites-enabled/* && \
    echo 'server { listen 80; root /usr/share/nginx/html; }' >/etc/nginx/conf.d/default.conf && \
    echo 'Welcome to nginx!' >/usr/share/nginx/html/index.html && \
    ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
DOCKERFILE
    build library/nginx:latest
    publish library/postgres:latest
    publish library/redis:latest
    publish library/nginx:latest
}
