package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.spi.HttpExpectation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a response by HTTP must be like for {@link Wait#http(int, String, java.util.function.UnaryOperator)}: a status from
 * 200 to 399 and any body, unless more is asked for. Redirects are not followed.
 *
 * <p>Immutable and thread-safe; each option returns a new check.
 */
public final class HttpCheck {
    static final HttpCheck ANY = new HttpCheck(new HttpExpectation(0, "", Map.of()));

    private final HttpExpectation expected;

    private HttpCheck(HttpExpectation expected) {
        this.expected = expected;
    }

    /**
     * Accepts only this status.
     *
     * @throws InvalidOptionException if it is not from 100 to 599
     */
    public HttpCheck status(int wanted) {
        Checks.between("status", wanted, 100, 599);
        return new HttpCheck(new HttpExpectation(wanted, expected.body(), expected.headers()));
    }

    /** Requires this text somewhere in the first MiB of the body, read as UTF-8. */
    public HttpCheck body(String text) {
        return new HttpCheck(
                new HttpExpectation(
                        expected.status(), Checks.text("body", "text", text), expected.headers()));
    }

    /** Sends this header with the request, {@code Authorization} for instance. */
    public HttpCheck header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(expected.headers());
        more.put(Checks.text("header", "name", name), Objects.requireNonNull(value, "value"));
        return new HttpCheck(new HttpExpectation(expected.status(), expected.body(), more));
    }

    HttpExpectation expected() {
        return expected;
    }

    /** Two checks are equal if they ask for the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HttpCheck that && expected.equals(that.expected);
    }

    @Override
    public int hashCode() {
        return expected.hashCode();
    }

    /** Returns what is asked for; the values of headers, which may be secret, are not shown. */
    @Override
    public String toString() {
        return expected.toString();
    }
}
