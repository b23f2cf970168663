# shellcheck shell=bash
# A JDK and Maven, the ones that are there or the system's own packages.

oldest_java=17

# Prints the major version of the java in a directory, or on PATH.
java_version() {
    "${1:+$1/bin/}java" -XshowSettings:properties -version 2>&1 | awk -F '= ' '/java.specification.version/ {print $2}'
}

# Finds a JDK of at least $oldest_java, by JAVA_HOME, on PATH or among the installed ones; installs one where there is none.
ensure_java() {
    if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
        return
    fi
    unset JAVA_HOME
    if command -v javac >/dev/null && is_jdk "$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"; then
        return
    fi
    local dir
    for dir in /usr/lib/jvm/*; do
        if is_jdk "$dir"; then
            export JAVA_HOME=$dir
            return
        fi
    done
    install_packages "$(newest_jdk_package)"
    for dir in /usr/lib/jvm/*; do
        if is_jdk "$dir"; then
            export JAVA_HOME=$dir
            return
        fi
    done
    die "a JDK was installed, but none of version $oldest_java or newer was found"
}

is_jdk() {
    [ -x "$1/bin/javac" ] && [ "$(java_version "$1")" -ge "$oldest_java" ] 2>/dev/null
}

newest_jdk_package() {
    local version
    apt_lists
    for version in 25 21 17; do
        if package_exists "openjdk-$version-jdk-headless"; then
            printf 'openjdk-%s-jdk-headless\n' "$version"
            return
        fi
    done
    die "this system has no package of JDK $oldest_java or newer; install one and try again"
}

# maven ARGUMENT...: without questions, and without colours where the output is no terminal
maven() {
    local colours=()
    [ -t 1 ] || colours=(-Dstyle.color=never)
    mvn -B "${colours[@]}" "$@"
}

ensure_maven() {
    command -v mvn >/dev/null || install_packages maven
}
