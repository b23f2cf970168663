package io.dockerkit.buildkit.files;

import io.dockerkit.impl.build.ignore.ContextFilter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what paths of a Dockerfile's COPY lead to: the paths themselves, each symbolic link on their way, and where those
 * links lead. Links that leave the tree are read as if the tree were the root. The last part of a path, and the last of each
 * of its parents, may have wildcards.
 *
 * <p>For one look at a tree.
 */
final class FollowedPaths {
    private final FileTree tree;
    private final TreeSet<String> resolved = new TreeSet<>();

    private FollowedPaths(FileTree tree) {
        this.tree = tree;
    }

    /**
     * Returns the patterns that include what the paths lead to, as {@link #withoutNested} has them.
     *
     * @return null if one of them is the tree itself, so that nothing is left out
     */
    static @Nullable List<String> of(FileTree tree, List<String> paths) throws IOException {
        FollowedPaths followed = new FollowedPaths(tree);
        for (String path : paths) {
            followed.add(path);
        }
        return withoutNested(List.copyOf(followed.resolved));
    }

    /** Returns the paths without those that are below the one before; null if one is the tree itself. */
    static @Nullable List<String> withoutNested(List<String> paths) {
        List<String> kept = new ArrayList<>();
        String last = "";
        for (String path : paths) {
            if (path.equals(".")) {
                return null;
            }
            if (!path.startsWith(last + "/")) {
                kept.add(path);
                last = path;
            }
        }
        return kept;
    }

    private void add(String path) throws IOException {
        String rest = clean(path);
        String current = "";
        while (true) {
            int slash = rest.indexOf('/');
            String part = slash < 0 ? rest : rest.substring(0, slash);
            rest = slash < 0 ? "" : rest.substring(slash + 1);
            current = clean(current.isEmpty() ? part : current + "/" + part);
            List<String> targets = targets(current, true);
            boolean last = rest.isEmpty();
            if ((last || !targets.isEmpty()) && !resolved.add(current)) {
                return;
            }
            for (String target : targets) {
                add(last ? target : target + "/" + rest);
            }
            if (last || !targets.isEmpty()) {
                return;
            }
        }
    }

    /** Returns where the link at a path leads, or the links that fit a wildcard; nothing if there is no link. */
    private List<String> targets(String path, boolean wildcards) throws IOException {
        if (path.equals("..") || path.startsWith("../")) {
            return List.of();
        }
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : path.substring(0, slash);
        String name = path.substring(slash + 1);
        if (wildcards && hasWildcards(name)) {
            List<String> targets = new ArrayList<>();
            for (String child : names(parent)) {
                if (ContextFilter.fits(name, child)) {
                    targets.addAll(targets(parent.isEmpty() ? child : parent + "/" + child, false));
                }
            }
            return targets;
        }
        if (path.equals(".")) {
            return List.of();
        }
        String target;
        try {
            target = tree.node(path).target();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        if (target.isEmpty()) {
            return List.of();
        }
        return List.of(clean("/" + (target.startsWith("/") ? target : parent + "/" + target)));
    }

    private List<String> names(String directory) throws IOException {
        try {
            return tree.names(directory);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
    }

    private static boolean hasWildcards(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    /** Returns a path relative to the tree, without {@code .}, {@code ..} and double slashes; the tree itself is {@code .}. */
    private static String clean(String path) {
        Deque<String> parts = new ArrayDeque<>();
        boolean rooted = path.startsWith("/");
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                    parts.removeLast();
                } else if (!rooted) {
                    parts.addLast(part);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? "." : String.join("/", parts);
    }
}
