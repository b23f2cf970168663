package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.NotFoundException;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.HostFiles;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the specification of a new service: each flag writes its part, and what several say together is written here.
 * Stateless and thread-safe.
 */
public final class ServiceWriter {
    /** Five seconds in nanoseconds. */
    private static final long FIVE_SECONDS = 5_000_000_000L;

    private static final String CONTAINER = ServiceFlags.CONTAINER;
    private static final List<String> HEALTH =
            List.of(
                    "health-interval",
                    "health-timeout",
                    "health-start-period",
                    "health-start-interval",
                    "health-retries");

    private ServiceWriter() {}

    /** Checks what flags say together, without asking an engine. */
    public static void check(CommandLine line) {
        FlagValues flags = line.flags();
        mode(flags);
        health(flags);
        ServiceWords.genericResources(flags.all("generic-resource"));
        targets("secret", flags.all("secret"));
        targets("config", flags.all("config"));
    }

    /**
     * Writes a service: the image and its arguments are the operands.
     *
     * @return what not every engine knows, and the version of the API that brought it
     * @throws InvalidOptionException if flags do not go together, or a file that one names cannot be read
     * @throws NotFoundException if there is no such network, secret or config
     */
    public static Map<String, String> create(
            CommandLine line, Map<String, Object> spec, SwarmNames names) {
        FlagValues flags = line.flags();
        RequestDraft draft = new RequestDraft(line.host(), spec);
        draft.map("Labels");
        draft.put(CONTAINER + "Image", line.operand(0));
        if (line.operands().size() > 1) {
            draft.put(CONTAINER + "Args", line.operandsFrom(1));
        }
        draft.put(CONTAINER + "Init", false);
        draft.map(CONTAINER + "DNSConfig");
        draft.map("TaskTemplate/Resources/Limits");
        draft.map("TaskTemplate/Resources/Reservations");
        draft.map("TaskTemplate/Placement");
        draft.put("TaskTemplate/ForceUpdate", 0L);
        draft.put("EndpointSpec/Mode", "vip");
        Map<String, Object> mode = mode(flags);
        spec.put("Mode", mode);
        defaults(flags, draft);
        flags.writeTo(draft);
        draft.put("EndpointSpec/Mode", Words.lower(String.valueOf(draft.get("EndpointSpec/Mode"))));
        environment(flags, draft);
        capabilities(flags, draft);
        ResourceFlags.ulimits(flags.all("ulimit"))
                .forEach(limit -> draft.add(CONTAINER + "Ulimits", limit));
        logDriver(flags, draft);
        Map<String, Object> health = health(flags);
        if (!health.isEmpty()) {
            draft.put(CONTAINER + "Healthcheck", health);
        }
        List<Map<String, Object>> networks = NetworkSyntax.attachments(flags.all("network"));
        networks.forEach(network -> network.put("Target", names.network(text(network, "Target"))));
        sortByTarget(networks);
        if (!networks.isEmpty()) {
            draft.put("TaskTemplate/Networks", networks);
        }
        references("Secret", targets("secret", flags.all("secret")), names, draft);
        List<Map<String, Object>> configs = targets("config", flags.all("config"));
        String credentials = flags.value("credential-spec").orElse("");
        if (!credentials.isEmpty()) {
            Map<String, Object> written = ServiceWords.credentials(credentials);
            if (written.get("Config") instanceof String config) {
                configs.add(runtimeConfig(config));
                written.put("Config", id("Config", config, names.configs(List.of(config))));
            }
            draft.put(CONTAINER + "Privileges/CredentialSpec", written);
        }
        references("Config", configs, names, draft);
        return draft.needs();
    }

    /** A config that no task sees as a file. */
    static Map<String, Object> runtimeConfig(String name) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("Runtime", new LinkedHashMap<String, Object>());
        reference.put("ConfigName", name);
        return reference;
    }

    /** Returns the text of a field, or the empty one. */
    static String text(Map<String, Object> object, String field) {
        return Objects.toString(object.get(field), "");
    }

    static void sortByTarget(List<Map<String, Object>> networks) {
        networks.sort(Comparator.comparing(network -> text(network, "Target")));
    }

    /** What the CLI sends for all of a policy as soon as one flag of it is set. */
    static void defaults(FlagValues flags, RequestDraft draft) {
        if (draft.get("TaskTemplate/RestartPolicy") == null
                && anySet(
                        flags,
                        "restart-condition",
                        "restart-delay",
                        "restart-max-attempts",
                        "restart-window")) {
            draft.put("TaskTemplate/RestartPolicy/Condition", "any");
            draft.put("TaskTemplate/RestartPolicy/Delay", FIVE_SECONDS);
            draft.put("TaskTemplate/RestartPolicy/MaxAttempts", 0L);
        }
        changes("update", "UpdateConfig", flags, draft);
        changes("rollback", "RollbackConfig", flags, draft);
    }

    private static void changes(String kind, String field, FlagValues flags, RequestDraft draft) {
        if (draft.get(field) == null
                && anySet(
                        flags,
                        kind + "-delay",
                        kind + "-failure-action",
                        kind + "-max-failure-ratio",
                        kind + "-monitor",
                        kind + "-order",
                        kind + "-parallelism")) {
            draft.put(field + "/Parallelism", 1L);
            draft.put(field + "/FailureAction", "pause");
            draft.put(field + "/Monitor", FIVE_SECONDS);
            draft.put(field + "/MaxFailureRatio", 0L);
            draft.put(field + "/Order", "stop-first");
        }
    }

    static boolean anySet(FlagValues flags, String... names) {
        for (String name : names) {
            if (flags.isSet(name)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> mode(FlagValues flags) {
        String mode = flags.value("mode").orElse("replicated");
        boolean replicated = mode.startsWith("replicated");
        boolean job = mode.endsWith("-job");
        Map<String, Object> written = new LinkedHashMap<>();
        switch (mode) {
            case "replicated" -> written.put("Replicated", numbers("Replicas", flags, "replicas"));
            case "global" -> written.put("Global", new LinkedHashMap<String, Object>());
            case "global-job" -> written.put("GlobalJob", new LinkedHashMap<String, Object>());
            case "replicated-job" -> {
                Map<String, Object> numbers = numbers("MaxConcurrent", flags, "replicas");
                numbers.putAll(numbers("MaxConcurrent", flags, "max-concurrent"));
                numbers.putAll(numbers("TotalCompletions", flags, "replicas"));
                written.put("ReplicatedJob", numbers);
            }
            default ->
                    throw new InvalidOptionException(
                            "--mode",
                            mode,
                            "no such mode; accepted form: replicated, global, replicated-job or global-job");
        }
        if (!replicated) {
            refuse(flags, "replicas", mode, "it goes with --mode replicated or replicated-job");
            refuse(
                    flags,
                    "replicas-max-per-node",
                    mode,
                    "it goes with --mode replicated or replicated-job");
        }
        if (!mode.equals("replicated-job")) {
            refuse(flags, "max-concurrent", mode, "it goes with --mode replicated-job");
        }
        if (job) {
            for (Flag flag : flags.flags()) {
                if (flag.name().startsWith("update-") || flag.name().startsWith("rollback-")) {
                    throw new InvalidOptionException(
                            flag.toString(),
                            flags.value(flag.name()).orElse(""),
                            "a job is not updated step by step; leave it out with --mode " + mode);
                }
            }
        }
        return written;
    }

    private static void refuse(FlagValues flags, String name, String mode, String reason) {
        String value = flags.value(name).orElse("");
        boolean zero = name.equals("replicas-max-per-node") && value.equals("0");
        if (!value.isEmpty() && !zero) {
            throw new InvalidOptionException("--" + name, value, reason + ", not with " + mode);
        }
    }

    private static Map<String, Object> numbers(String field, FlagValues flags, String name) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        flags.value(name).ifPresent(value -> numbers.put(field, Numbers.parse(value)));
        return numbers;
    }

    /** The files first, so that the flags win; the last one of a name counts, at its own place. */
    private static void environment(FlagValues flags, RequestDraft draft) {
        Map<String, String> inherited = draft.host().environment();
        List<String> all = new ArrayList<>();
        for (String file : flags.all("env-file")) {
            all.addAll(
                    KeyValueFile.read(
                            "--env-file",
                            HostFiles.resolve(draft.host().directory(), file),
                            inherited));
        }
        flags.all("env").forEach(variable -> all.add(Env.inherited(variable, draft)));
        List<String> kept = new ArrayList<>();
        for (String variable : all) {
            String start = Words.key(variable) + "=";
            kept.removeIf(earlier -> earlier.startsWith(start));
            kept.add(variable);
        }
        if (!kept.isEmpty()) {
            draft.put(CONTAINER + "Env", kept);
        }
    }

    /** To add wins over to drop, and all over each. */
    private static void capabilities(FlagValues flags, RequestDraft draft) {
        Set<String> add = effective(flags.all("cap-add"));
        Set<String> drop = effective(flags.all("cap-drop"));
        drop.removeAll(add);
        if (!add.isEmpty()) {
            draft.put(CONTAINER + "CapabilityAdd", List.copyOf(add));
        }
        if (!drop.isEmpty()) {
            draft.put(CONTAINER + "CapabilityDrop", List.copyOf(drop));
        }
    }

    /** Returns capabilities by their full names; ALL stands for all of them, RESET for none. */
    public static Set<String> effective(List<String> values) {
        Set<String> names = new TreeSet<>(Capabilities.sorted(values));
        if (names.contains("ALL")) {
            names.retainAll(Set.of("ALL"));
        }
        names.remove(Capabilities.RESET);
        return names;
    }

    /** Options count only with a driver, as in the CLI. */
    static void logDriver(FlagValues flags, RequestDraft draft) {
        String driver = flags.value("log-driver").orElse("");
        if (!driver.isEmpty()) {
            Map<String, Object> options = new LinkedHashMap<>();
            flags.all("log-opt").forEach(pair -> options.put(Words.key(pair), Words.value(pair)));
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("Name", driver);
            written.put("Options", options);
            draft.put("TaskTemplate/LogDriver", written);
        }
    }

    private static Map<String, Object> health(FlagValues flags) {
        Map<String, Object> written = new LinkedHashMap<>();
        String command = flags.value("health-cmd").orElse("");
        if (!command.isEmpty()) {
            written.put("Test", List.of("CMD-SHELL", command));
        }
        for (String name : HEALTH) {
            flags.value(name)
                    .ifPresent(value -> written.put(healthField(name), healthNumber(name, value)));
        }
        written.remove("Retries", 0L);
        if (flags.value("no-healthcheck").orElse("").equals("true")) {
            if (!written.isEmpty()) {
                throw new InvalidOptionException(
                        "--no-healthcheck",
                        "true",
                        "it does not go together with --health-… options");
            }
            written.put("Test", List.of("NONE"));
        }
        return written;
    }

    static long healthNumber(String flag, String value) {
        return flag.equals("health-retries") ? Numbers.parse(value) : Words.nanos(value);
    }

    /** The field of a health check that a flag sets. */
    static String healthField(String flag) {
        return switch (flag) {
            case "health-interval" -> "Interval";
            case "health-timeout" -> "Timeout";
            case "health-start-period" -> "StartPeriod";
            case "health-start-interval" -> "StartInterval";
            default -> "Retries";
        };
    }

    /** Returns references without ids; no two may be the same file. */
    static List<Map<String, Object>> targets(String flag, List<String> values) {
        List<Map<String, Object>> references = new ArrayList<>();
        Set<Object> files = new LinkedHashSet<>();
        for (String value : values) {
            Map<String, Object> reference =
                    FileReference.parse(flag.equals("secret") ? "Secret" : "Config", value);
            Object file = reference.get("File") instanceof Map<?, ?> of ? of.get("Name") : "";
            if (!files.add(file)) {
                throw new InvalidOptionException(
                        "--" + flag, value, "the file " + file + " is given twice");
            }
            references.add(reference);
        }
        return references;
    }

    private static void references(
            String kind,
            List<Map<String, Object>> references,
            SwarmNames names,
            RequestDraft draft) {
        if (!references.isEmpty()) {
            identify(kind, references, names);
            draft.put(CONTAINER + kind + "s", references);
        }
    }

    /** Puts the ids into references to secrets or configs. */
    static void identify(String kind, List<Map<String, Object>> references, SwarmNames names) {
        Collection<String> wanted = new LinkedHashSet<>();
        references.forEach(reference -> wanted.add(text(reference, kind + "Name")));
        Map<String, String> ids =
                kind.equals("Secret") ? names.secrets(wanted) : names.configs(wanted);
        for (Map<String, Object> reference : references) {
            String name = text(reference, kind + "Name");
            reference.put(kind + "ID", id(kind, name, ids));
        }
    }

    static String id(String kind, String name, Map<String, String> ids) {
        @Nullable String id = ids.get(name);
        if (id == null) {
            String noun = Words.lower(kind);
            throw new InvalidOptionException(
                    "--" + noun,
                    name,
                    "there is no such " + noun + "; docker " + noun + " create makes it");
        }
        return id;
    }
}
