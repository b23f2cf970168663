package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image, read as docker reads it: {@code [registry[:port]/]repository[:tag][@digest]}. The first part is a
 * registry only if it has a dot or a colon, or is {@code localhost}; without one it is Docker Hub, {@code docker.io}.
 *
 * <p>Immutable and thread-safe.
 */
public final class ImageReference {
    private static final String FORM =
            "accepted form: [registry[:port]/]repository[:tag][@digest], in lower case but for the tag,"
                    + " such as ubuntu:24.04";
    private static final String HUB = "docker.io";
    private static final Pattern REGISTRY =
            Pattern.compile(
                    "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
                            + "|\\[[0-9a-fA-F:]+])(?::\\d+)?");
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REPOSITORY =
            Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final int LONGEST_TAG = 128;
    private static final int LONGEST_REPOSITORY = 255;

    /** The algorithms of digests that docker knows, and how many hex digits each has. */
    private static final Map<String, Integer> ALGORITHMS =
            Map.of("sha256", 64, "sha384", 96, "sha512", 128);

    private static final Pattern ANY_DIGEST =
            Pattern.compile("([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([^:]+)");
    private static final Pattern DIGEST =
            Pattern.compile("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final String registry;
    private final String repository;
    private final @Nullable String tag;
    private final @Nullable String digest;

    private ImageReference(
            String registry, String repository, @Nullable String tag, @Nullable String digest) {
        this.registry = registry;
        this.repository = repository;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * Reads a name; one that has neither tag nor digest stays so, see {@link #withDefaultTag()}.
     *
     * @throws InvalidOptionException if it is malformed; the message says what is wrong
     */
    public static ImageReference parse(String text) {
        return parse("image", text);
    }

    /**
     * Reads a name as {@link #parse(String)} does.
     *
     * @param option what it was given by, for the error: {@code --tag}, or the argument's name
     * @throws InvalidOptionException if it is malformed; the message says what is wrong
     */
    public static ImageReference parse(String option, String text) {
        Objects.requireNonNull(text, "text");
        int at = text.indexOf('@');
        String digest = at < 0 ? null : text.substring(at + 1);
        String rest = at < 0 ? text : text.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        String tag = tagged ? rest.substring(colon + 1) : null;
        String name = tagged ? rest.substring(0, colon) : rest;
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean own = isRegistry(first);
        String registry = own ? (first.equals("index.docker.io") ? HUB : first) : HUB;
        String repository = own ? name.substring(slash + 1) : name;
        if (registry.equals(HUB) && !repository.contains("/")) {
            repository = "library/" + repository;
        }
        ImageReference reference = new ImageReference(registry, repository, tag, digest);
        String wrong = reference.whatIsWrong(name);
        if (!wrong.isEmpty()) {
            throw new InvalidOptionException(option, text, wrong + "; " + FORM);
        }
        return reference;
    }

    /**
     * Reads the name that an image is to have, and gives it the tag {@code latest} if it has none.
     *
     * @param option what it was given by, for the error: {@code --tag}, or the argument's name
     * @throws InvalidOptionException if it is malformed, or has a digest, which an image only gets from its content
     */
    public static ImageReference parseNewName(String option, String text) {
        ImageReference name = parse(option, text);
        if (name.digest != null) {
            throw new InvalidOptionException(
                    option,
                    text,
                    "a new name has no digest: an image gets its digest from its content; accepted form:"
                            + " [registry[:port]/]repository[:tag]");
        }
        return name.withDefaultTag();
    }

    /**
     * Returns the text if it is a name that an image can be given.
     *
     * @param option what it was given by, for the error: {@code --tag}, or the argument's name
     * @throws InvalidOptionException if it is malformed or has a digest
     */
    public static String checkNewName(String option, String text) {
        parseNewName(option, text);
        return text;
    }

    private static boolean isRegistry(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    private String whatIsWrong(String name) {
        if (name.isBlank()) {
            return "the name is empty";
        }
        if (name.contains("://")) {
            return "a name has no scheme such as \"" + name.replaceFirst("://.*", "://") + "\"";
        }
        // docker takes what is no host name for the beginning of a path, if it can be that
        boolean host = REGISTRY.matcher(registry).matches();
        String path = host ? repository : registry + "/" + repository;
        if (!host && !REPOSITORY.matcher(path).matches()) {
            return "the registry \"" + registry + "\" is no host name";
        }
        if (!REPOSITORY.matcher(repository).matches()) {
            String lower = repository.toLowerCase(Locale.ROOT);
            return !lower.equals(repository) && REPOSITORY.matcher(lower).matches()
                    ? "the repository must be in lower case"
                    : "\"" + name + "\" is no name of a repository";
        }
        if (path.length() > LONGEST_REPOSITORY) {
            return "the name is longer than " + LONGEST_REPOSITORY + " characters";
        }
        if (tag == null && digest == null && ID.matcher(name).matches()) {
            return "64 hex digits are an id and no name";
        }
        return tag != null && !TAG.matcher(tag).matches()
                ? whatIsWrongWithTheTag(tag)
                : digest == null ? "" : whatIsWrongWithTheDigest(digest);
    }

    private static String whatIsWrongWithTheTag(String tag) {
        return TAG.matcher(tag.substring(0, Math.min(tag.length(), LONGEST_TAG))).matches()
                        && tag.matches("[\\w.-]*")
                ? "the tag is longer than " + LONGEST_TAG + " characters"
                : "\"" + tag + "\" is no tag";
    }

    private static String whatIsWrongWithTheDigest(String digest) {
        Matcher parts = ANY_DIGEST.matcher(digest);
        if (!parts.matches()) {
            return "\"" + digest + "\" is no digest (sha256: and 64 hex digits in lower case)";
        }
        Integer length = ALGORITHMS.get(parts.group(1));
        if (length == null) {
            return "\""
                    + digest
                    + "\" is no digest that docker knows: the algorithm is sha256, sha384 or sha512";
        }
        if (parts.group(2).length() != length) {
            return "\""
                    + digest
                    + "\" is no digest: "
                    + parts.group(1)
                    + " has "
                    + length
                    + " hex digits, not "
                    + parts.group(2).length();
        }
        return DIGEST.matcher(digest).matches()
                ? ""
                : "\"" + digest + "\" is no digest: its digits are hex in lower case";
    }

    /**
     * Returns the text if it is a name or an id of an image.
     *
     * @throws InvalidOptionException if it is neither
     */
    public static String check(String nameOrId) {
        return check("image", nameOrId);
    }

    /**
     * Returns the text if it is a name or an id of an image.
     *
     * @param option what it was given by, for the error: {@code --cache-from}, or the argument's name
     * @throws InvalidOptionException if it is neither
     */
    public static String check(String option, String nameOrId) {
        if (!isId(Objects.requireNonNull(nameOrId, "nameOrId"))) {
            parse(option, nameOrId);
        }
        return nameOrId;
    }

    /** Returns whether the text is an image's whole id, with or without {@code sha256:}, which no registry can be asked for. */
    public static boolean isId(String text) {
        return ID.matcher(Objects.requireNonNull(text, "text")).matches()
                || DIGEST.matcher(text).matches();
    }

    /** Returns the registry's host, {@code docker.io} for Docker Hub. */
    public String registry() {
        return registry;
    }

    /** Returns the path in the registry, {@code library/ubuntu} for Docker Hub's own {@code ubuntu}. */
    public String repository() {
        return repository;
    }

    /** Returns the tag, if one was given. */
    public Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** Returns the digest, if one was given; it wins over the tag. */
    public Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /** Returns this with the tag {@code latest}, if it has neither tag nor digest. */
    public ImageReference withDefaultTag() {
        return tag != null || digest != null
                ? this
                : new ImageReference(registry, repository, "latest", null);
    }

    /** Returns registry and repository as people write them: {@code ubuntu}, {@code team/app}, {@code host:5000/app}. */
    public String familiarName() {
        if (!registry.equals(HUB)) {
            return registry + "/" + repository;
        }
        Matcher library = Pattern.compile("library/([^/]+)").matcher(repository);
        return library.matches() ? library.group(1) : repository;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageReference that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Returns the whole name as people write it: {@code ubuntu:24.04}. */
    @Override
    public String toString() {
        return familiarName()
                + (tag == null ? "" : ":" + tag)
                + (digest == null ? "" : "@" + digest);
    }
}
