package io.dockerkit.junit;

import java.util.regex.Pattern;

/** What a page shows of what was printed: the same for each run. Stateless and thread-safe. */
final class Shown {
    private static final Pattern WORDS = Pattern.compile("«.*?»", Pattern.DOTALL);

    private Shown() {}

    /** Puts in for ids, ports and the like what stands on the page. */
    static String of(String printed) {
        return printed.replace("io.dockerkit.junit.UsualFailures$", "")
                .replaceAll("\\b[0-9a-f]{64}\\b", "3fa9c1d0ab12…")
                .replaceAll("\\b[0-9a-f]{12}\\b", "3fa9c1d0ab12")
                .replaceAll("\\b([a-z]+)-[0-9a-f]{6}\\b", "$1-5e0b1f")
                .replaceAll("\\b127\\.0\\.0\\.1:\\d{4,5}/", "127.0.0.1:5000/")
                .replaceAll("\\bport \\d{5}\\b", "port 8080")
                .replaceAll("(0\\.0\\.0\\.0|\\[::\\]|127\\.0\\.0\\.1):\\d{4,5}(?!\\d|/)", "$1:8080")
                .replaceAll("\\bpid \\d+\\b", "pid 4711")
                .replaceAll("logs in \\S+/containers/", "logs in target/…/containers/")
                .stripTrailing();
    }

    /** Leaves out the engine's own words, which differ between releases. */
    static String blank(String text) {
        return WORDS.matcher(text).replaceAll("«»");
    }
}
