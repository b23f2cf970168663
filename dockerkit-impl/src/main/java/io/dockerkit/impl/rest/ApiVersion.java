package io.dockerkit.impl.rest;

import io.dockerkit.InvalidOptionException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the Engine API: {@code 1.41}. Immutable and thread-safe.
 *
 * @param major the number before the dot
 * @param minor the number behind the dot
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The newest that this code was written for: that of Docker 28. */
    public static final ApiVersion NEWEST = new ApiVersion(1, 51);

    private static final Pattern FORM = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})");

    /** Reads {@code 1.41}. */
    public static ApiVersion parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidOptionException(
                    "DOCKER_API_VERSION", text, "accepted form: major.minor, such as 1.41");
        }
        return new ApiVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Returns whether it is this version or a newer one. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new ApiVersion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return Comparator.comparingInt(ApiVersion::major)
                .thenComparingInt(ApiVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
