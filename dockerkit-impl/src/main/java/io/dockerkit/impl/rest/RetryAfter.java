package io.dockerkit.impl.rest;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After} in its form of seconds; its form of a date is not used here. Stateless. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    static OptionalLong seconds(@Nullable String header) {
        return header == null || !SECONDS.matcher(header.strip()).matches()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(header.strip()));
    }
}
