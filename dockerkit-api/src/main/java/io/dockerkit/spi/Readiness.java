package io.dockerkit.spi;

import io.dockerkit.container.Container;
import io.dockerkit.container.Port;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition that a container is waited for: a tree of values, which {@link io.dockerkit.container.Wait} builds and an
 * implementation evaluates. Its text describes it in messages.
 *
 * <p>Immutable and thread-safe. Two conditions are equal if they ask for the same; predicates are equal if they are the same
 * object.
 */
public sealed interface Readiness {
    /** The published port accepts a connection and keeps it open. */
    record PortOpen(Port port) implements Readiness {
        /** Checks that nothing is null. */
        public PortOpen {
            Objects.requireNonNull(port, "port");
        }

        @Override
        public String toString() {
            return "a connection to port " + port;
        }
    }

    /** {@code GET path} on the published port has the expected response. */
    record HttpAnswer(Port port, String path, HttpExpectation expected) implements Readiness {
        /** Checks that nothing is null. */
        public HttpAnswer {
            Objects.requireNonNull(port, "port");
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(expected, "expected");
        }

        @Override
        public String toString() {
            return expected + " from port " + port + " at " + path;
        }
    }

    /** The health check says {@code healthy}. */
    record Healthy() implements Readiness {
        @Override
        public String toString() {
            return "a healthy health check";
        }
    }

    /** The logs of the present run have this number of lines with the text. */
    record LogText(String text, int times) implements Readiness {
        /** Checks that nothing is null. */
        public LogText {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return "\"" + text + "\" in the logs" + counted(times);
        }
    }

    /** The logs of the present run have this number of lines in which the expression is found. */
    record LogPattern(Pattern expression, int times) implements Readiness {
        /** Checks that nothing is null. */
        public LogPattern {
            Objects.requireNonNull(expression, "expression");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LogPattern that
                    && times == that.times
                    && expression.flags() == that.expression.flags()
                    && expression.pattern().equals(that.expression.pattern());
        }

        @Override
        public int hashCode() {
            return Objects.hash(expression.pattern(), expression.flags(), times);
        }

        @Override
        public String toString() {
            return "/" + expression + "/ in the logs" + counted(times);
        }
    }

    private static String counted(int times) {
        return times == 1 ? "" : " " + times + " times";
    }

    /** The command ends with exit code 0 when it is run in the container. */
    record CommandSucceeds(List<String> command) implements Readiness {
        /** Copies the command. */
        public CommandSucceeds {
            command = copy("command", command);
        }

        @Override
        public String toString() {
            return "exit code 0 of " + String.join(" ", command);
        }
    }

    /** The container has exited with this code. */
    record Exited(int code) implements Readiness {
        @Override
        public String toString() {
            return "its end with exit code " + code;
        }
    }

    /** The program's own predicate is true. */
    record Satisfies(String what, Predicate<? super Container> ready) implements Readiness {
        /** Checks that nothing is null. */
        public Satisfies {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(ready, "ready");
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** Each of the conditions has been true. */
    record All(List<Readiness> parts) implements Readiness {
        /** Copies the parts. */
        public All {
            parts = copy("parts", parts);
        }

        @Override
        public String toString() {
            return joined(parts, " and ");
        }
    }

    /** One of the conditions is true. */
    record Any(List<Readiness> parts) implements Readiness {
        /** Copies the parts. */
        public Any {
            parts = copy("parts", parts);
        }

        @Override
        public String toString() {
            return joined(parts, " or ");
        }
    }

    private static <T> List<T> copy(String name, List<T> elements) {
        Objects.requireNonNull(elements, name)
                .forEach(element -> Objects.requireNonNull(element, name));
        return List.copyOf(elements);
    }

    private static String joined(List<Readiness> parts, String word) {
        return parts.stream().map(Readiness::toString).collect(Collectors.joining(word, "(", ")"));
    }
}
