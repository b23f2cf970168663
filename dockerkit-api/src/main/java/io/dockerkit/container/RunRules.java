package io.dockerkit.container;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.FlagValues;

/** Which flags of {@code docker run} do not go together. Stateless and thread-safe. */
final class RunRules {
    private RunRules() {}

    static void check(FlagValues flags) {
        String restart = flags.value("restart").orElse("no");
        if (flags.isSet("rm") && !restart.isEmpty() && !restart.equals("no")) {
            throw new InvalidOptionException(
                    "--restart",
                    restart,
                    "it does not go together with --rm: a container that is removed cannot start again");
        }
        boolean health = false;
        for (String name : new String[] {"cmd", "interval", "timeout", "retries", "start-period"}) {
            health |= flags.isSet("health-" + name);
        }
        if (flags.isSet("no-healthcheck") && health) {
            throw new InvalidOptionException(
                    "--no-healthcheck", "true", "it does not go together with --health-… options");
        }
    }
}
