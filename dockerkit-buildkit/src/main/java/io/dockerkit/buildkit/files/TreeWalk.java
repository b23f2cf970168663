package io.dockerkit.buildkit.files;

import io.dockerkit.impl.build.ignore.ContextFilter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Walks a tree in the order that fsutil sends it in: a directory before what is in it, and names in the order of their bytes.
 * A directory that is not selected is sent late, before the first path below it that is.
 *
 * <p>For one walk.
 */
final class TreeWalk {
    private final FileTree tree;
    private final Visitor visitor;
    private final Deque<Item> ahead = new ArrayDeque<>();
    private final List<Unsent> parents = new ArrayList<>();

    /** Receives what is sent. */
    interface Visitor {
        /** Is called once for each path. */
        void visit(String path, FileNode node) throws IOException;

        /** Is called for a path that was deleted after its directory was read: as with the CLI, it is left out. */
        void gone(String path);
    }

    private record Item(String path, ContextFilter.Place above) {}

    /** A directory that has not been sent, and whose children are being looked at. */
    private record Unsent(String path, FileNode node) {}

    TreeWalk(FileTree tree, Visitor visitor) {
        this.tree = tree;
        this.visitor = visitor;
    }

    /** Walks all of the tree. */
    void run(ContextFilter filter) throws IOException {
        push("", tree.names(""), filter.top());
        while (!ahead.isEmpty()) {
            Item item = ahead.pop();
            try {
                step(item);
            } catch (NoSuchFileException | NotDirectoryException gone) {
                visitor.gone(item.path());
            }
        }
    }

    private void push(String directory, List<String> names, ContextFilter.Place place) {
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            ahead.push(new Item(directory.isEmpty() ? name : directory + "/" + name, place));
        }
    }

    private void step(Item item) throws IOException {
        String path = item.path();
        parents.removeIf(parent -> !path.startsWith(parent.path() + "/"));
        ContextFilter.Place place = item.above().below(path);
        boolean selected = place.isSelected();
        if (!selected && !place.isWalked()) {
            return;
        }
        FileNode node = tree.node(path);
        boolean directory = node.state().isDirectory();
        if (selected) {
            for (Unsent parent : parents) {
                visitor.visit(parent.path(), parent.node());
            }
            parents.clear();
            visitor.visit(path, node);
        } else if (directory) {
            parents.add(new Unsent(path, node));
        }
        if (directory) {
            push(path, names(path, selected), place);
        }
    }

    private List<String> names(String directory, boolean selected) throws IOException {
        try {
            return tree.names(directory);
        } catch (AccessDeniedException denied) {
            if (selected) {
                throw denied;
            }
            return List.of();
        }
    }
}
