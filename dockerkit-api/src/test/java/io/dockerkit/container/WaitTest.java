package io.dockerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wait says of itself, and what it refuses, before there is a container to wait for. */
@Tag("locale")
class WaitTest {
    private static final Predicate<Container> MINE = Set.<Container>of()::contains;

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of(Wait.port(5432), "a connection to port 5432/tcp within 1 min"),
                Arguments.of(
                        Wait.http(80, "/"), "HTTP 2xx or 3xx from port 80/tcp at / within 1 min"),
                Arguments.of(
                        Wait.http(80, "/health", options -> options.status(200).body("UP")),
                        "HTTP 200 with \"UP\" from port 80/tcp at /health within 1 min"),
                Arguments.of(Wait.healthy(), "a healthy health check within 1 min"),
                Arguments.of(Wait.log("ready"), "\"ready\" in the logs within 1 min"),
                Arguments.of(Wait.log("ready", 2), "\"ready\" in the logs 2 times within 1 min"),
                Arguments.of(
                        Wait.log(Pattern.compile("re+dy"), 1), "/re+dy/ in the logs within 1 min"),
                Arguments.of(
                        Wait.exec("pg_isready", "-h", "127.0.0.1"),
                        "exit code 0 of pg_isready -h 127.0.0.1 within 1 min"),
                Arguments.of(Wait.exit(0), "its end with exit code 0 within 1 min"),
                Arguments.of(
                        Wait.until("the first order", container -> true),
                        "the first order within 1 min"),
                Arguments.of(
                        Wait.all(Wait.port(80), Wait.any(Wait.healthy(), Wait.log("up"))),
                        "(a connection to port 80/tcp and (a healthy health check or \"up\" in the logs)) within 1 min"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void saysWhatItWaitsForAndHowLong(Wait wait, String description) {
        assertThat(wait).hasToString(description);
    }

    @Test
    void anOptionReturnsANewWaitAndLeavesTheOld() {
        Wait old = Wait.exit(3);
        assertThat(old.timeout(Duration.ofSeconds(5)))
                .hasToString("its end with exit code 3 within 5 s");
        assertThat(old.timeout(Duration.ofSeconds(5)).interval(Duration.ofMillis(10)))
                .hasToString("its end with exit code 3 within 5 s");
        assertThat(old).hasToString("its end with exit code 3 within 1 min");
    }

    static Stream<Arguments> twice() {
        return Stream.<Supplier<Wait>>of(
                        () -> Wait.port(5432),
                        () -> Wait.port(5433),
                        () -> Wait.http(80, "/"),
                        () -> Wait.http(80, "/", options -> options.header("A", "b").status(200)),
                        () -> Wait.http(80, "/", options -> options.header("A", "c").status(200)),
                        Wait::healthy,
                        () -> Wait.log("ready"),
                        () -> Wait.log("ready", 2),
                        () -> Wait.log(Pattern.compile("ready"), 1),
                        () -> Wait.log(Pattern.compile("ready", Pattern.CASE_INSENSITIVE), 1),
                        () -> Wait.exec("true"),
                        () -> Wait.exit(0),
                        () -> Wait.until("mine", MINE),
                        () -> Wait.all(Wait.port(80), Wait.healthy()),
                        () -> Wait.any(Wait.port(80), Wait.healthy()),
                        () -> Wait.exit(0).timeout(Duration.ofSeconds(5)),
                        () -> Wait.exit(0).interval(Duration.ofSeconds(5)))
                .map(wait -> Arguments.of(wait.get(), wait.get()));
    }

    @ParameterizedTest
    @MethodSource("twice")
    void waitsThatAskForTheSameAreEqual(Wait one, Wait same) {
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(twice().filter(others -> others.get()[0].equals(one)).count()).isOne();
    }

    @Test
    void theTimeOutsOfPartsDoNotCount() {
        assertThat(Wait.all(Wait.exit(0).timeout(Duration.ofSeconds(5))))
                .hasToString("(its end with exit code 0) within 1 min");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(() -> Wait.port(0), "0/tcp", "port"),
                refused(() -> Wait.port(65536), "65536/tcp", "port"),
                refused(() -> Wait.http(-1, "/"), "-1/tcp", "port"),
                refused(() -> Wait.http(80, "health"), "health", "must begin with \"/\""),
                refused(() -> Wait.http(80, ""), "", "must begin with \"/\""),
                refused(() -> Wait.log("ready", 0), "0", "must be 1 or more"),
                refused(() -> Wait.log(Pattern.compile("x"), -1), "-1", "must be 1 or more"),
                refused(Wait::exec, "", "a program and its arguments"),
                refused(Wait::all, "", "at least one wait"),
                refused(Wait::any, "", "at least one wait"),
                refused(() -> Wait.exit(0).timeout(Duration.ZERO), "0 s", "must be positive"),
                refused(
                        () -> Wait.exit(0).interval(Duration.ofSeconds(-1)),
                        "-1 s",
                        "must be positive"));
    }

    private static Arguments refused(ThrowingCallable call, String value, String reason) {
        return Arguments.of(call, value, reason);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatItRefusesIsNamed(ThrowingCallable call, String value, String reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidOptionException.class,
                        refused -> assertThat(refused.value()).isEqualTo(value))
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 600, -1})
    void aStatusThatHttpDoesNotHaveIsRefused(int status) {
        assertThatThrownBy(() -> Wait.http(80, "/", options -> options.status(status)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "invalid value \""
                                + status
                                + "\" for status: the number must be from 100 to 599");
    }

    @Test
    void aHeaderMayBeSecretAndIsNotShown() {
        Wait.HttpCheck check =
                Wait.HttpCheck.ANY.status(204).header("Authorization", "Bearer s3cret");
        assertThat(check).hasToString("HTTP 204");
        assertThat(Wait.HttpCheck.ANY).hasToString("HTTP 2xx or 3xx");
    }

    @Test
    void nothingIsRefusedAsNull() {
        assertThatThrownBy(() -> Wait.log((String) null)).hasMessage("text");
        assertThatThrownBy(() -> Wait.until(null, container -> true)).hasMessage("what");
        assertThatThrownBy(() -> Wait.until("x", null)).hasMessage("ready");
        assertThatThrownBy(() -> Wait.HttpCheck.ANY.body(null)).hasMessage("text");
    }
}
