package io.dockerkit.compose.project;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths in containers, whatever system this one is. Stateless and thread-safe. */
final class UnixPaths {
    private UnixPaths() {}

    /** Returns the shortest path that means the same: without {@code .}, {@code ..} and doubled slashes. */
    static String clean(String path) {
        boolean isAbsolute = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/+", -1)) {
            boolean isUp = part.equals("..");
            if (isUp && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(isUp && isAbsolute)) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return isAbsolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
