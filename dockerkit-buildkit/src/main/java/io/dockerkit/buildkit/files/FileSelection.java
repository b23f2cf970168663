package io.dockerkit.buildkit.files;

import io.dockerkit.impl.build.ignore.ContextFilter;
import io.dockerkit.impl.tar.ByteNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the engine asks for of a directory.
 *
 * @param includes the patterns of what is sent, or none for all
 * @param excludes the patterns of what is not sent
 * @param followed paths that are sent together with what their links lead to
 */
public record FileSelection(List<String> includes, List<String> excludes, List<String> followed) {
    /** All of it. */
    public static final FileSelection ALL = new FileSelection(List.of(), List.of(), List.of());

    /** Returns the filter for a tree; its links are looked at now. */
    ContextFilter filter(FileTree tree) throws IOException {
        List<String> all = bytes(includes);
        if (!followed.isEmpty()) {
            List<String> found = FollowedPaths.of(tree, bytes(followed));
            if (found != null) {
                all.addAll(found);
                List<String> outermost = FollowedPaths.withoutNested(all);
                all = outermost == null ? new ArrayList<>() : outermost;
            }
        }
        return ContextFilter.of(all, bytes(excludes));
    }

    private static List<String> bytes(List<String> texts) {
        List<String> names = new ArrayList<>();
        texts.forEach(text -> names.add(ByteNames.ofText(text)));
        return names;
    }
}
