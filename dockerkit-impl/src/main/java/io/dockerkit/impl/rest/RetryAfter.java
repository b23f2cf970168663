package io.dockerkit.impl.rest;

import io.dockerkit.cli.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a registry may be asked again: the header {@code Retry-After} in its form of seconds (its form of a date is not
 * used here), and the words of those that write it there, {@code toomanyrequests: retry-after: 458.013µs}. Stateless.
 */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private static final Pattern WORDS =
            Pattern.compile("(?i)\\bretry-after: (\\d[\\d.]*[a-zµμ]+(?:\\d[\\d.]*[a-zµμ]+)*)");

    private RetryAfter() {}

    static Optional<Duration> in(String words) {
        Matcher matcher = WORDS.matcher(words);
        try {
            return matcher.find()
                    ? Optional.of(Duration.ofNanos(Words.nanos(matcher.group(1))))
                    : Optional.empty();
        } catch (IllegalArgumentException noDuration) {
            return Optional.empty();
        }
    }

    static OptionalLong seconds(@Nullable String header) {
        return header == null || !SECONDS.matcher(header.strip()).matches()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(header.strip()));
    }
}
