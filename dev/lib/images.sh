# shellcheck shell=bash
# What the registry mirror offers where Docker Hub cannot be reached: images of the same names, labelled as stand-ins.

stand_in=io.dockerkit.stand-in=true
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Decides once whether the real images can be had, and fills the mirror if not.
fill_mirror() {
    [ ! -f "$home/images" ] || return 0
    if hub_answers; then
        say "Docker Hub answers: the real images are used."
        printf 'real\n' >"$home/images"
        return
    fi
    say "Docker Hub does not answer: making stand-ins for its images (once, about a minute) ..."
    install_packages docker-registry busybox-static mmdebstrap
    local work
    work=$(mktemp -d "$home/images.XXXXXX")
    (
        cd "$work"
        make_busybox
        make_hello_world
        make_distributions
        make_jenkins
    ) || {
        as_root rm -rf "$work"
        die "could not make the stand-in images; what failed is above"
    }
    as_root rm -rf "$work"
    # the engine starts empty, so that the first run of each image pulls it
    d image prune --all --force >/dev/null
    printf 'stand-ins\n' >"$home/images"
}

hub_answers() {
    timeout 20 env DOCKER_CONFIG="$home/cli" DOCKER_HOST="$host" docker pull -q hello-world >/dev/null 2>&1 || return 1
    d rmi hello-world >/dev/null
}

# publish NAME[:TAG]: from the engine to the mirror, under the name that Docker Hub has it by
publish() {
    local there
    there=127.0.0.1:$(registry_port)/$1
    d tag "$1" "$there"
    d push -q "$there" >/dev/null
    d rmi "$there" >/dev/null
}

# build NAME: from the Dockerfile on standard input and the files here
build() {
    # the classic builder needs no plugin; newer clients say on standard error that they do not like it
    DOCKER_BUILDKIT=0 d build -q --label "$stand_in" -t "$1" -f - . >/dev/null 2>build.log || {
        cat build.log >&2
        return 1
    }
}

make_busybox() {
    mkdir -p busybox/bin busybox/tmp busybox/root busybox/etc
    chmod 1777 busybox/tmp
    cp "$(command -v busybox)" busybox/bin/busybox
    printf 'root:x:0:0:root:/root:/bin/sh\n' >busybox/etc/passwd
    printf 'root:x:0:\n' >busybox/etc/group
    busybox --list | while read -r applet; do
        [ "$applet" = busybox ] || ln -sf busybox "busybox/bin/$applet"
    done
    tar -C busybox -c . | d import --change "LABEL $stand_in" --change "ENV PATH=$path" --change 'CMD ["sh"]' - busybox >/dev/null
    d tag busybox library/busybox
    publish library/busybox
    # layers of some size, so that a pull has something to report
    local layer
    for layer in 1 2 3; do
        head -c 4000000 /dev/urandom >"layer$layer"
    done
    build library/busybox:musl <<'DOCKERFILE'
FROM busybox
COPY layer1 /layers/
COPY layer2 /layers/
COPY layer3 /layers/
DOCKERFILE
    publish library/busybox:musl
    rm layer?
}

# The real one is a static C program; a script on a static busybox does the same without a compiler.
make_hello_world() {
    cat >hello <<'HELLO'
#!/busybox sh
/busybox cat <<'TEXT'

Hello from Docker!
This message shows that your installation appears to be working correctly.

(It comes from DockerKit's stand-in for the image hello-world, since Docker Hub
could not be reached: the client asked the engine, the engine pulled the image
from a registry, made a container of it, and sent its output to the client.)

TEXT
HELLO
    chmod 755 hello
    cp "$(command -v busybox)" ./busybox.bin
    build library/hello-world <<'DOCKERFILE'
FROM scratch
COPY busybox.bin /busybox
COPY hello /hello
CMD ["/hello"]
DOCKERFILE
    publish library/hello-world
    rm hello busybox.bin
}

# ubuntu and centos: a minimal system of this machine's own release, from the package sources that it has.
make_distributions() {
    local sources=() file codename
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [ ! -s "$file" ] || sources+=("$file")
    done
    codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    apt-config dump | grep '^Acquire::' >apt.conf || true
    # shellcheck disable=SC2016 # mmdebstrap gives the hook its root as $1
    as_root mmdebstrap --quiet --variant=minbase --aptopt="$PWD/apt.conf" --include=iputils-ping,iproute2 \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*' \
        "$codename" system.tar "${sources[@]}"
    d import --change "LABEL $stand_in" --change "ENV PATH=$path" --change 'CMD ["bash"]' - library/ubuntu <system.tar >/dev/null
    printf 'CentOS Linux (a stand-in by DockerKit)\n' >centos-release
    build library/centos <<'DOCKERFILE'
FROM library/ubuntu
COPY centos-release /etc/centos-release
CMD ["bash"]
DOCKERFILE
    publish library/ubuntu
    publish library/centos
    as_root rm -f system.tar
}

make_jenkins() {
    cat >jenkins.sh <<'JENKINS'
#!/bin/sh
# Does what the notes ask of Jenkins: writes the first password, serves a page to log in at, ends when told to.
home=/var/jenkins_home
mkdir -p "$home/secrets" /srv/jenkins
head -c 16 /dev/urandom | md5sum | cut -d ' ' -f 1 >"$home/secrets/initialAdminPassword"
printf '<html><head><title>Sign in - Jenkins</title></head><body>Jenkins (a stand-in by DockerKit)</body></html>\n' \
    | tee /srv/jenkins/index.html >/srv/jenkins/login
echo "Running from: the stand-in of DockerKit"
sleep 1
httpd -f -p 8080 -h /srv/jenkins &
server=$!
trap 'kill $server; exit 143' TERM INT
echo "Jenkins is fully up and running"
wait $server
JENKINS
    chmod 755 jenkins.sh
    build jenkins/jenkins <<'DOCKERFILE'
FROM busybox
COPY jenkins.sh /usr/local/bin/jenkins.sh
ENV JENKINS_HOME=/var/jenkins_home
EXPOSE 8080 50000
VOLUME /var/jenkins_home
ENTRYPOINT ["/usr/local/bin/jenkins.sh"]
DOCKERFILE
    publish jenkins/jenkins
    rm jenkins.sh
}
