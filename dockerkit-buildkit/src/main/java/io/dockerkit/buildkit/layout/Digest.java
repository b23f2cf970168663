package io.dockerkit.buildkit.layout;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digest of a blob, {@code sha256:…}. As it has only these letters and digits, it can be the name of a file. Immutable and
 * thread-safe.
 *
 * @param algorithm {@code sha256}, {@code sha384} or {@code sha512}
 * @param hex the hash, in lower-case hexadecimal digits
 */
public record Digest(String algorithm, String hex) {
    private static final Pattern FORM =
            Pattern.compile("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}");
    private static final Map<String, String> NAMES =
            Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

    /** Returns the digest that a text is, or empty if it is none. */
    public static Optional<Digest> of(String text) {
        Matcher form = FORM.matcher(text);
        int colon = text.indexOf(':');
        return form.matches()
                ? Optional.of(new Digest(text.substring(0, colon), text.substring(colon + 1)))
                : Optional.empty();
    }

    /** Returns the digest of what a hash has been given. */
    static Digest of(String algorithm, MessageDigest hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
    }

    /** Returns a hash that has been given nothing yet. */
    static MessageDigest hash(String algorithm) {
        try {
            return MessageDigest.getInstance(NAMES.getOrDefault(algorithm, algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has " + algorithm, e);
        }
    }

    /** Returns {@code algorithm:hex}. */
    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
