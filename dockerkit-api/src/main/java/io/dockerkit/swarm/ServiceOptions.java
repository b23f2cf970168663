package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.container.flags.HealthFlags;
import java.time.Duration;
import java.util.Objects;

/**
 * The options that {@code docker service create} and {@code docker service update} share. In an update, what is not named
 * stays as it is.
 *
 * @param <S> the spec that an option returns
 */
@CheckReturnValue
public interface ServiceOptions<S> extends FlagOptions<S> {
    /** Adds a Linux capability, or takes it off the dropped ones: {@code --cap-add}. */
    default S capAdd(String capability) {
        return flag("cap-add", Checks.text("--cap-add", "capability", capability));
    }

    /** Drops a Linux capability, or takes it off the added ones: {@code --cap-drop}. */
    default S capDrop(String capability) {
        return flag("cap-drop", Checks.text("--cap-drop", "capability", capability));
    }

    /** Sets the credentials of a managed service account, {@code config://name} for instance; the empty text for none (Windows): {@code --credential-spec}. */
    default S credentialSpec(String credentials) {
        return flag("credential-spec", Objects.requireNonNull(credentials, "credentials"));
    }

    /** Sets how the name of the service is resolved, {@code vip} (one address for all tasks) or {@code dnsrr} (the addresses of the tasks): {@code --endpoint-mode}. */
    default S endpointMode(String mode) {
        return flag("endpoint-mode", Checks.text("--endpoint-mode", "mode", mode));
    }

    /** Replaces the entrypoint of the image by these words: {@code --entrypoint}. */
    default S entrypoint(String... words) {
        return flag("entrypoint", ShellQuoting.join(Checks.elements("words", words)));
    }

    /** Sets the health check, a command for the shell of the containers: {@code --health-cmd}. */
    default S healthCmd(String command) {
        return flag("health-cmd", Checks.text("--health-cmd", "command", command));
    }

    /**
     * Sets the time between two health checks: {@code --health-interval}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is less than a millisecond
     */
    default S healthInterval(Duration time) {
        return flag("health-interval", HealthFlags.time("--health-interval", "time", time));
    }

    /**
     * Sets how many health checks in a row must fail until a task is unhealthy: {@code --health-retries}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 1
     */
    default S healthRetries(int number) {
        return flag(
                "health-retries",
                String.valueOf(Checks.between("--health-retries", number, 1, Integer.MAX_VALUE)));
    }

    /**
     * Sets the time between two health checks while a task starts: {@code --health-start-interval}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is less than a millisecond
     */
    default S healthStartInterval(Duration time) {
        return flag(
                "health-start-interval", HealthFlags.time("--health-start-interval", "time", time));
    }

    /**
     * Sets the time in which a task starts, whose failed health checks do not count: {@code --health-start-period}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is less than a millisecond
     */
    default S healthStartPeriod(Duration time) {
        return flag("health-start-period", HealthFlags.time("--health-start-period", "time", time));
    }

    /**
     * Sets how long a health check may take: {@code --health-timeout}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is less than a millisecond
     */
    default S healthTimeout(Duration time) {
        return flag("health-timeout", HealthFlags.time("--health-timeout", "time", time));
    }

    /** Disables the health check of the image: {@code --no-healthcheck}. */
    default S noHealthcheck() {
        return flag("no-healthcheck", "true");
    }

    /** Sets the host name inside the containers: {@code --hostname}. */
    default S hostname(String name) {
        return flag("hostname", Checks.text("--hostname", "name", name));
    }

    /** Runs an init in the containers that forwards signals and reaps processes: {@code --init}. */
    default S init() {
        return flag("init", "true");
    }

    /** Sets the isolation technology (Windows): {@code --isolation}. */
    default S isolation(String technology) {
        return flag("isolation", Checks.text("--isolation", "technology", technology));
    }

    /**
     * Limits the processors of a task, 1.5 for instance: {@code --limit-cpu}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is not above 0
     */
    default S limitCpu(double number) {
        return flag("limit-cpu", Checks.processors("--limit-cpu", number));
    }

    /**
     * Limits the memory of a task, in bytes: {@code --limit-memory}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is less than 4 MiB, which engines do not accept
     */
    default S limitMemory(long bytes) {
        return flag("limit-memory", Checks.bytes("--limit-memory", bytes, 4L << 20));
    }

    /** Limits the memory of a task, {@code 512m} for instance: {@code --limit-memory}. */
    default S limitMemory(String size) {
        return flag("limit-memory", Checks.text("--limit-memory", "size", size));
    }

    /**
     * Limits the processes of a task; 0 for no limit: {@code --limit-pids}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 0
     */
    default S limitPids(int number) {
        return flag(
                "limit-pids",
                String.valueOf(Checks.between("--limit-pids", number, 0, Integer.MAX_VALUE)));
    }

    /** Sets the log driver of the containers: {@code --log-driver}. */
    default S logDriver(String driver) {
        return flag("log-driver", Checks.text("--log-driver", "driver", driver));
    }

    /** Sets an option of the log driver, which {@link #logDriver} must name: {@code --log-opt key=value}. */
    default S logOpt(String key, String value) {
        return flag("log-opt", Checks.pair("--log-opt", "key", key, value));
    }

    /**
     * Sets how many tasks of a replicated job run at the same time: {@code --max-concurrent}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 1
     */
    default S maxConcurrent(int tasks) {
        return flag(
                "max-concurrent",
                String.valueOf(Checks.between("--max-concurrent", tasks, 1, Integer.MAX_VALUE)));
    }

    /** Sends the image as it is named: nodes may then run different ones: {@code --no-resolve-image}. */
    default S noResolveImage() {
        return flag("no-resolve-image", "true");
    }

    /** Sets the preference of the OOM killer for the containers, -1000 to 1000: {@code --oom-score-adj}. */
    default S oomScoreAdj(int score) {
        return flag(
                "oom-score-adj",
                String.valueOf(Checks.between("--oom-score-adj", score, -1000, 1000)));
    }

    /** Makes the containers' own file system read-only: {@code --read-only}. */
    default S readOnly() {
        return flag("read-only", "true");
    }

    /**
     * Sets the number of tasks; 0 ends all: {@code --replicas}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 0
     */
    default S replicas(int tasks) {
        return flag(
                "replicas",
                String.valueOf(Checks.between("--replicas", tasks, 0, Integer.MAX_VALUE)));
    }

    /**
     * Sets how many tasks one node has at most; 0 for no limit: {@code --replicas-max-per-node}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 0
     */
    default S replicasMaxPerNode(int tasks) {
        return flag(
                "replicas-max-per-node",
                String.valueOf(
                        Checks.between("--replicas-max-per-node", tasks, 0, Integer.MAX_VALUE)));
    }

    /**
     * Places tasks only on nodes that have so many processors left: {@code --reserve-cpu}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is not above 0
     */
    default S reserveCpu(double number) {
        return flag("reserve-cpu", Checks.processors("--reserve-cpu", number));
    }

    /**
     * Places tasks only on nodes that have so much memory left, in bytes: {@code --reserve-memory}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is less than 4 MiB, which engines do not accept
     */
    default S reserveMemory(long bytes) {
        return flag("reserve-memory", Checks.bytes("--reserve-memory", bytes, 4L << 20));
    }

    /** Places tasks only on nodes that have so much memory left, {@code 512m} for instance: {@code --reserve-memory}. */
    default S reserveMemory(String size) {
        return flag("reserve-memory", Checks.text("--reserve-memory", "size", size));
    }

    /** Sets when a task that ended is replaced, {@code none}, {@code on-failure} or {@code any}: {@code --restart-condition}. */
    default S restartCondition(String condition) {
        return flag(
                "restart-condition", Checks.text("--restart-condition", "condition", condition));
    }

    /**
     * Sets the time before a task that ended is replaced; none to replace it at once: {@code --restart-delay}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative
     */
    default S restartDelay(Duration time) {
        return flag("restart-delay", SwarmFlags.time("--restart-delay", time, Duration.ZERO));
    }

    /**
     * Sets how often a task is replaced at most; 0 for no limit: {@code --restart-max-attempts}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 0
     */
    default S restartMaxAttempts(int attempts) {
        return flag(
                "restart-max-attempts",
                String.valueOf(
                        Checks.between("--restart-max-attempts", attempts, 0, Integer.MAX_VALUE)));
    }

    /**
     * Sets the time in which replacements are counted; none to count all: {@code --restart-window}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative
     */
    default S restartWindow(Duration time) {
        return flag("restart-window", SwarmFlags.time("--restart-window", time, Duration.ZERO));
    }

    /**
     * Sets the time between two tasks of an update; none for no pause: {@code --update-delay}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative
     */
    default S updateDelay(Duration time) {
        return flag("update-delay", SwarmFlags.time("--update-delay", time, Duration.ZERO));
    }

    /** Sets what happens if an update fails, {@code pause}, {@code continue} or {@code rollback}: {@code --update-failure-action}. */
    default S updateFailureAction(String action) {
        return flag(
                "update-failure-action", Checks.text("--update-failure-action", "action", action));
    }

    /**
     * Sets the share of tasks that may fail during an update; 0 for none: {@code --update-max-failure-ratio}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is not from 0 to 1
     */
    default S updateMaxFailureRatio(double share) {
        return flag(
                "update-max-failure-ratio", SwarmFlags.share("--update-max-failure-ratio", share));
    }

    /**
     * Sets how long a new task of an update is watched for failure: {@code --update-monitor}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative
     */
    default S updateMonitor(Duration time) {
        return flag(
                "update-monitor", SwarmFlags.time("--update-monitor", time, Duration.ofNanos(1)));
    }

    /** Sets which task comes first in an update, {@code start-first} or {@code stop-first}: {@code --update-order}. */
    default S updateOrder(String order) {
        return flag("update-order", Checks.text("--update-order", "order", order));
    }

    /**
     * Sets how many tasks an update replaces at a time; 0 for all at once: {@code --update-parallelism}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 0
     */
    default S updateParallelism(int tasks) {
        return flag(
                "update-parallelism",
                String.valueOf(
                        Checks.between("--update-parallelism", tasks, 0, Integer.MAX_VALUE)));
    }

    /**
     * Sets the time between two tasks of a rollback; none for no pause: {@code --rollback-delay}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative
     */
    default S rollbackDelay(Duration time) {
        return flag("rollback-delay", SwarmFlags.time("--rollback-delay", time, Duration.ZERO));
    }

    /** Sets what happens if a rollback fails, {@code pause} or {@code continue}: {@code --rollback-failure-action}. */
    default S rollbackFailureAction(String action) {
        return flag(
                "rollback-failure-action",
                Checks.text("--rollback-failure-action", "action", action));
    }

    /**
     * Sets the share of tasks that may fail during a rollback; 0 for none: {@code --rollback-max-failure-ratio}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is not from 0 to 1
     */
    default S rollbackMaxFailureRatio(double share) {
        return flag(
                "rollback-max-failure-ratio",
                SwarmFlags.share("--rollback-max-failure-ratio", share));
    }

    /**
     * Sets how long a new task of a rollback is watched for failure: {@code --rollback-monitor}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative
     */
    default S rollbackMonitor(Duration time) {
        return flag(
                "rollback-monitor",
                SwarmFlags.time("--rollback-monitor", time, Duration.ofNanos(1)));
    }

    /** Sets which task comes first in a rollback, {@code start-first} or {@code stop-first}: {@code --rollback-order}. */
    default S rollbackOrder(String order) {
        return flag("rollback-order", Checks.text("--rollback-order", "order", order));
    }

    /**
     * Sets how many tasks a rollback replaces at a time; 0 for all at once: {@code --rollback-parallelism}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is below 0
     */
    default S rollbackParallelism(int tasks) {
        return flag(
                "rollback-parallelism",
                String.valueOf(
                        Checks.between("--rollback-parallelism", tasks, 0, Integer.MAX_VALUE)));
    }

    /**
     * Sets the time that a container has to end before it is killed; none to kill it at once: {@code --stop-grace-period}.
     *
     * @throws io.dockerkit.InvalidOptionException if the time is negative
     */
    default S stopGracePeriod(Duration time) {
        return flag(
                "stop-grace-period", SwarmFlags.time("--stop-grace-period", time, Duration.ZERO));
    }

    /** Sets the signal that stops the containers: {@code --stop-signal}. */
    default S stopSignal(String signal) {
        return flag("stop-signal", Checks.text("--stop-signal", "signal", signal));
    }

    /** Gives the containers a terminal: {@code --tty}. */
    default S tty() {
        return flag("tty", "true");
    }

    /** Sets the user, {@code name|uid[:group|gid]}: {@code --user}. */
    default S user(String user) {
        return flag("user", Checks.text("--user", "user", user));
    }

    /** Gives the nodes this user's login to the image's registry: {@code --with-registry-auth}. */
    default S withRegistryAuth() {
        return flag("with-registry-auth", "true");
    }

    /** Sets the working directory in the containers: {@code --workdir}. */
    default S workdir(String directory) {
        return flag("workdir", Checks.text("--workdir", "directory", directory));
    }
}
