# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of dev/test
# The tests on several engines, one after the other, and the table of what came out.

# test_engines "NAME..." ARGUMENT...: the arguments go to Maven
test_engines() {
    local names=$1 name failed=0 start=$SECONDS
    shift
    [ "$names" != all ] || names='20.10 28 28-containerd swarm podman-4 podman'
    for name in $names; do
        case $name in
        default | 20.10 | 26 | 28 | 28-containerd | swarm | podman-4 | podman) ;;
        *) die "there is no engine '$name' to test on; there are: default 20.10 26 28 28-containerd swarm podman-4 podman" ;;
        esac
    done
    results=target/engines
    rm -rf "$results"
    mkdir -p "$results"
    # all that Maven fetches, since an engine in a network of its own has no way to fetch anything
    maven verify -DskipITs "$@"
    for name in $names; do
        test_engine "$name" "$@" || failed=1
    done
    say ''
    report_results $((SECONDS - start)) target/flaky.txt dockerkit-*/target/surefire-reports "$results"
    say ''
    column -t -s $'\t' "$results/table" 2>/dev/null || cat "$results/table"
    [ "$failed" = 0 ] || die "tests failed on some of these engines; their reports are in $results"
}

# test_engine NAME ARGUMENT...: tests on one engine, and adds its line to the table
test_engine() {
    local name=$1 runner=() tests=() start=$SECONDS code=0 reports module
    shift
    say ''
    say "== Engine $name"
    choose_runner "$name"
    case $name in
    podman*) tests=(-Dit.tags=core) ;;
    *-containerd) tests=('-Dit.tags=core | containerd') ;;
    swarm) tests=(-Dit.tags=swarm -Dinvoker.skip) ;;
    *)
        if [[ " $* " != *" -Dit.tags="* ]]; then
            ensure_buildx
            ensure_compose
            export DOCKERKIT_BUILDX=$buildx DOCKERKIT_COMPOSE=$compose
            # the images of the examples with real services are in the mirror of the default engine alone
            tests=('-Dit.tags=!services & !containerd & !swarm')
            [ "${runner[0]}" != env ] || tests=('-Dit.tags=!containerd & !swarm')
        fi
        ;;
    esac
    rm -rf dockerkit-*/target/{failsafe,invoker}-reports
    "${runner[@]}" bash -c '. "$0/lib/java.sh"; maven "$@"' "$here" -o verify -DskipUTs -Dspotless.check.skip=true -Dmaven.test.failure.ignore=true \
        "${tests[@]}" "$@" || code=$?
    for reports in dockerkit-*/target/{failsafe,invoker}-reports; do
        [ ! -d "$reports" ] || {
            module=$results/$name/${reports%%/*}
            mkdir -p "$module"
            cp -r "$reports/." "$module"
        }
    done
    "${runner[@]}" docker version --format '{{.Server.Version}} {{.Server.APIVersion}}' >"$results/$name.version" ||
        printf 'unknown unknown\n' >"$results/$name.version"
    table_line "$name" "$code" $((SECONDS - start))
}

# Starts the engine, and sets what runs a command on it.
choose_runner() {
    local version
    if [ "$1" = default ] || [ "$1" = 20.10 ]; then
        "$here/engine" up
        eval "$("$here/engine" env)"
        version=$(docker version --format '{{.Server.Version}}' || true)
        if [ "$1" = default ] || [[ $version == "$1".* ]]; then
            "$here/engine" services
            runner=(env)
            return
        fi
    fi
    "$here/engine" up "$1"
    runner=("$here/engine" run "$1")
}

# summed ELEMENT FILE...: adds up the numbers of an element of the summaries that the tests write
summed() {
    local element=$1
    shift
    sed -n "s,.*<$element>\\([0-9]*\\)</$element>.*,\\1,p" "$@" | awk '{sum += $1} END {print sum + 0}'
}

# table_line NAME CODE SECONDS: fails if a test did, or if none ran; a project that is built against the jars is one, too
table_line() {
    local summaries=("$results/$1"/*/failsafe-summary.xml) builds=("$results/$1"/*/BUILD-*.xml)
    local run=0 failed=0 skipped=0 version api
    if [ -e "${summaries[0]}" ]; then
        run=$(summed completed "${summaries[@]}")
        failed=$(($(summed errors "${summaries[@]}") + $(summed failures "${summaries[@]}")))
        skipped=$(summed skipped "${summaries[@]}")
    fi
    if [ -e "${builds[0]}" ]; then
        run=$((run + ${#builds[@]}))
        failed=$((failed + $({ grep -L 'result="success"' "${builds[@]}" || true; } | wc -l)))
    fi
    read -r version api <"$results/$1.version"
    [ -f "$results/table" ] || printf 'engine\tversion\tAPI\ttests\tpassed\tfailed\tskipped\ttime\n' >"$results/table"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s s\n' \
        "$1" "$version" "$api" "$run" $((run - failed - skipped)) "$failed" "$skipped" "$3" >>"$results/table"
    [ "$run" -gt 0 ] && [ "$failed" = 0 ] && [ "$2" = 0 ] &&
        ! grep -qsE '<failureMessage>.|timeout="true"' "${summaries[@]}"
}
