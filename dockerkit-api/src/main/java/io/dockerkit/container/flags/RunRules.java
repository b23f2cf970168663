package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.Words;
import java.util.List;

/** Which flags of {@code docker run} do not go together. Stateless and thread-safe. */
final class RunRules {
    private static final List<String> HEALTH =
            List.of(
                    "health-interval",
                    "health-timeout",
                    "health-start-period",
                    "health-start-interval",
                    "health-retries");

    private RunRules() {}

    static void check(FlagValues flags) {
        String restart = flags.value("restart").orElse("no");
        int colon = restart.indexOf(':');
        String policy = colon < 0 ? restart : restart.substring(0, colon);
        if (flags.isSet("rm") && !policy.isEmpty() && !policy.equals("no")) {
            throw new InvalidOptionException(
                    "--restart",
                    restart,
                    "it does not go together with --rm: a container that is removed cannot start again");
        }
        if (flags.isSet("detach") && flags.isSet("attach")) {
            throw new InvalidOptionException(
                    "--attach",
                    String.join(", ", flags.all("attach")),
                    "it does not go together with --detach");
        }
        if (flags.isSet("no-healthcheck") && hasHealthSettings(flags)) {
            throw new InvalidOptionException(
                    "--no-healthcheck", "true", "it does not go together with --health-… options");
        }
        if (flags.value("log-driver").orElse("").equals("none") && flags.isSet("log-opt")) {
            throw new InvalidOptionException(
                    "--log-opt",
                    String.join(", ", flags.all("log-opt")),
                    "the log driver none has no options");
        }
        NetworkSyntax.check(flags);
    }

    private static boolean hasHealthSettings(FlagValues flags) {
        boolean command = !flags.value("health-cmd").orElse("").isEmpty();
        return command
                || HEALTH.stream()
                        .anyMatch(
                                name ->
                                        flags.value(name)
                                                .filter(value -> !isZero(name, value))
                                                .isPresent());
    }

    private static boolean isZero(String name, String value) {
        return name.equals("health-retries") ? Numbers.parse(value) == 0 : Words.nanos(value) == 0;
    }
}
