# shellcheck shell=bash
# What came of a run of the tests: the counts, and the tests that failed and passed when they were run again.

# Prints a line "tests failures errors skipped" for each report of surefire and failsafe that is read, a line "flaky N
# CLASS.METHOD" for each test that failed N times before it passed, and a line "failed CLASS.METHOD" for each that failed.
read_reports() {
    # the elements that matter begin a line; what tests print is inside of CDATA, and may look like anything
    awk '
        function attribute(name,    value) {
            if (!match($0, " " name "=\"[^\"]*\"")) return ""
            value = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
            gsub(/&lt;/, "<", value); gsub(/&gt;/, ">", value); gsub(/&quot;/, "\"", value)
            gsub(/&#1[03];/, " ", value); gsub(/&apos;/, "'\''", value); gsub(/&amp;/, "\\&", value)
            return value
        }
        function end_of_test() {
            if (test == "") return
            if (flakes > 0) print "flaky", flakes, test
            if (failed) print "failed", test
            test = ""
        }
        FNR == 1 { end_of_test(); inside = 0; suite = 0 }
        # whether the end of the line is inside of CDATA
        function ends_inside(line, was,    at) {
            while (at = index(line, was ? "]]>" : "<![CDATA[")) { line = substr(line, at + 3); was = !was }
            return was
        }
        inside { inside = ends_inside($0, 1); next }
        /^ *<testsuite / { heading = 1 }
        heading { suite_line = suite_line $0
            if (/>/) {
                heading = 0; line = $0; $0 = suite_line
                print "suite", attribute("tests") + 0, attribute("failures") + 0, attribute("errors") + 0, attribute("skipped") + 0
                $0 = line; suite_line = ""
            }
        }
        /^ *<testcase / { end_of_test(); test = attribute("classname") "." attribute("name"); flakes = 0; failed = 0 }
        /^ *<flaky(Failure|Error)[ >]/ { flakes++ }
        /^ *<(failure|error)[ >\/]/ { failed = 1 }
        /^ *<\/testsuite>/ { end_of_test() }
        { inside = ends_inside($0, 0) }
        END { end_of_test() }
    ' "$@"
}

# report_results SECONDS FILE DIRECTORY...: prints counts, time, what failed and what was flaky, of the reports below the
# directories; the flaky ones are appended to the file
report_results() {
    local seconds=$1 kept=$2 reports=() builds=() read='' run failed skipped flaky
    shift 2
    while IFS= read -r file; do
        case ${file##*/} in
        TEST-*) reports+=("$file") ;;
        BUILD-*) builds+=("$file") ;;
        esac
    done < <(find "$@" -name 'TEST-*.xml' -o -name 'BUILD-*.xml' 2>/dev/null | sort)
    [ ${#reports[@]} = 0 ] || read=$(read_reports "${reports[@]}")
    run=$(awk '$1 == "suite" {n += $2} END {print n + 0}' <<<"$read")
    failed=$(awk '$1 == "suite" {n += $3 + $4} END {print n + 0}' <<<"$read")
    skipped=$(awk '$1 == "suite" {n += $5} END {print n + 0}' <<<"$read")
    flaky=$(grep -c '^flaky ' <<<"$read" || true)
    # a project that is built against the jars is a test, too
    if [ ${#builds[@]} -gt 0 ]; then
        run=$((run + ${#builds[@]}))
        failed=$((failed + $({ grep -L 'result="success"' "${builds[@]}" || true; } | wc -l)))
    fi
    say ''
    sed -n 's/^failed /failed: /p' <<<"$read"
    [ ${#builds[@]} = 0 ] || { grep -L 'result="success"' "${builds[@]}" || true; } | sed 's/^/failed: /'
    sed -nE 's/^flaky ([0-9]+) (.*)/flaky: \2 (\1)/p' <<<"$read"
    if [ "$flaky" != 0 ]; then
        mkdir -p "$(dirname "$kept")"
        sed -nE 's/^flaky ([0-9]+) (.*)/flaky: \2 (\1)/p' <<<"$read" |
            sed "s/^/$(date -u +%Y-%m-%dT%H:%M:%SZ) /" >>"$kept"
    fi
    say "tests: $run run, $failed failed, $skipped skipped, $flaky flaky; $((seconds / 60)) min $((seconds % 60)) s"
}
