package io.dockerkit.impl.image;

import io.dockerkit.Json;
import io.dockerkit.image.ImageDetails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The health check that an image sets; 0 stands for a value that it leaves to the engine. Immutable and thread-safe. */
final class ImageHealthcheck implements ImageDetails.Healthcheck {
    private final Json said;

    ImageHealthcheck(Json said) {
        this.said = said;
    }

    @Override
    public List<String> test() {
        return said.at("/Test").texts();
    }

    @Override
    public Optional<Duration> interval() {
        return time("/Interval");
    }

    @Override
    public Optional<Duration> timeout() {
        return time("/Timeout");
    }

    @Override
    public Optional<Duration> startPeriod() {
        return time("/StartPeriod");
    }

    @Override
    public Optional<Duration> startInterval() {
        return time("/StartInterval");
    }

    @Override
    public OptionalInt retries() {
        long retries = said.at("/Retries").number();
        return retries > 0
                ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, retries))
                : OptionalInt.empty();
    }

    private Optional<Duration> time(String pointer) {
        long nanos = said.at(pointer).number();
        return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageHealthcheck that && said.equals(that.said);
    }

    @Override
    public int hashCode() {
        return said.hashCode();
    }

    /** Returns the times; not the command, which may hold a secret. */
    @Override
    public String toString() {
        return "health check every " + interval().map(String::valueOf).orElse("30 s by default");
    }
}
