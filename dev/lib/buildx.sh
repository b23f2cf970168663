# shellcheck shell=bash
# docker buildx, whose builds DockerKit's are compared with: the package of Debian's sid, unpacked in a directory of the user's.

# Sets DOCKERKIT_BUILDX to the program docker-buildx, which is fetched once.
provide_buildx() {
    [ -z "${DOCKERKIT_BUILDX:-}" ] || return 0
    local home=${XDG_CACHE_HOME:-$HOME/.cache}/dockerkit/buildx program mirror get
    program=$home/root/usr/libexec/docker/cli-plugins/docker-buildx
    if [ ! -x "$program" ]; then
        install dpkg-deb=dpkg
        mirror=$(debian_mirror)
        [ -n "$mirror" ] || die "docker-buildx is a package of Debian's sid, and this machine's package sources are not Debian's"
        say "Fetching docker-buildx from Debian's sid (once, about 30 MB) ..."
        rm -rf "$home"
        mkdir -p "$home"/{lists/partial,cache/archives/partial}
        printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main\n' "$mirror" >"$home/sources.list"
        get=(apt-get -qq -o "Dir::Etc::SourceList=$home/sources.list" -o Dir::Etc::SourceParts=/dev/null
            -o "Dir::State::Lists=$home/lists" -o "Dir::Cache=$home/cache" -o APT::Sandbox::User=root)
        {
            "${get[@]}" update
            (cd "$home" && "${get[@]}" download docker-buildx)
            dpkg-deb -x "$home"/docker-buildx_*.deb "$home/unpacked"
        } >"$home/log" 2>&1 || {
            tail -n 20 "$home/log" >&2
            die "could not fetch docker-buildx: Debian's sid at $mirror is not available; see the errors above"
        }
        rm -rf "$home"/{lists,cache}
        mv "$home/unpacked" "$home/root"
    fi
    export DOCKERKIT_BUILDX=$program
}
