package io.dockerkit;

import java.util.List;

/** Thrown when more than one object has an id prefix; the message lists them. */
public class AmbiguousIdException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String prefix;
    private final String[] matches;

    /**
     * Creates the exception.
     *
     * @param kind what was looked for: {@code container}, {@code network}
     * @param prefix the prefix that was given
     * @param matches what it fits, each as {@code id (name)}
     */
    public AmbiguousIdException(String kind, String prefix, List<String> matches) {
        super(
                "the "
                        + kind
                        + " id prefix \""
                        + prefix
                        + "\" fits "
                        + matches.size()
                        + ": "
                        + String.join(", ", matches)
                        + "; give more of the id, or the name");
        this.prefix = prefix;
        this.matches = matches.toArray(new String[0]);
    }

    /** Returns the prefix that was given. */
    public String prefix() {
        return prefix;
    }

    /** Returns what the prefix fits, each as {@code id (name)}. */
    public List<String> matches() {
        return List.of(matches);
    }
}
