package io.dockerkit.impl.build.ignore;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.impl.copy.PathFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit selects of a directory: the paths that one of the included patterns matches, and none of the excluded ones.
 * A directory is not walked where nothing below it can be selected; the rule for that is BuildKit's own, and differs a little
 * from that of the classic builder's archive ({@link DockerIgnore#isWalked}).
 *
 * <p>Patterns and paths are byte names. Immutable and thread-safe.
 */
public final class ContextFilter {
    private static final String GLOB = "*[]?^\\";

    private final @Nullable DockerIgnore includes;
    private final @Nullable DockerIgnore excludes;
    private final boolean prefixIncludes;
    private final boolean prefixExceptions;

    private ContextFilter(@Nullable DockerIgnore includes, @Nullable DockerIgnore excludes) {
        this.includes = includes;
        this.excludes = excludes;
        this.prefixIncludes = includes != null && prefixesOnly(includes, false);
        this.prefixExceptions = excludes != null && prefixesOnly(excludes, true);
    }

    /**
     * Makes the filter.
     *
     * @param includes the patterns of what is selected, or none for all
     * @param excludes the patterns of what is left out
     * @throws InvalidOptionException if one is no pattern
     */
    public static ContextFilter of(List<String> includes, List<String> excludes) {
        return new ContextFilter(
                includes.isEmpty() ? null : DockerIgnore.ofPatterns(includes),
                excludes.isEmpty() ? null : DockerIgnore.ofPatterns(excludes));
    }

    /**
     * Returns whether the name of a file fits a pattern such as {@code *.txt}. A text that is no pattern fits nothing.
     *
     * @param pattern a name without a slash
     */
    public static boolean fits(String pattern, String name) {
        try {
            return new IgnorePattern(pattern, false).matches(name);
        } catch (InvalidOptionException noPattern) {
            return false;
        }
    }

    private static boolean prefixesOnly(DockerIgnore rules, boolean exceptions) {
        return rules.patterns().stream()
                .filter(pattern -> pattern.isException() == exceptions)
                .noneMatch(pattern -> hasGlob(pattern.withoutTrailingGlob()));
    }

    private static boolean hasGlob(String text) {
        return text.chars().anyMatch(c -> GLOB.indexOf(c) >= 0);
    }

    /** Returns the place of the directory itself. */
    public Place top() {
        return new Place("", includes, excludes);
    }

    /** One path. */
    public final class Place {
        private final String path;
        private final @Nullable PathFilter included;
        private final @Nullable PathFilter excluded;

        private Place(String path, @Nullable PathFilter included, @Nullable PathFilter excluded) {
            this.path = path;
            this.included = included;
            this.excluded = excluded;
        }

        /**
         * Returns the place of a path directly below this one.
         *
         * @throws InvalidOptionException if a pattern turns out to be none
         */
        public Place below(String name) {
            return new Place(
                    name,
                    included == null ? null : included.below(name),
                    excluded == null ? null : excluded.below(name));
        }

        /** Returns whether the path is selected. */
        public boolean isSelected() {
            return isIncluded() && !isExcluded();
        }

        private boolean isIncluded() {
            // of rules of inclusion, "left out" is what they match
            return included == null || included.isLeftOut();
        }

        private boolean isExcluded() {
            return excluded != null && excluded.isLeftOut();
        }

        /** Returns whether, if the path is a directory, something below it may be selected. */
        public boolean isWalked() {
            if (!isIncluded() && prefixIncludes && !leadsInto(includes, false)) {
                return false;
            }
            return !isExcluded() || !prefixExceptions || leadsInto(excludes, true);
        }

        private boolean leadsInto(@Nullable DockerIgnore rules, boolean exceptions) {
            return rules != null
                    && rules.patterns().stream()
                            .filter(pattern -> pattern.isException() == exceptions)
                            .anyMatch(
                                    pattern ->
                                            (pattern.withoutTrailingGlob() + "/")
                                                    .startsWith(path + "/"));
        }
    }
}
