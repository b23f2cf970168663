package io.dockerkit.swarm;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What the flags of several commands of a swarm have in common. Stateless and thread-safe. */
final class SwarmFlags {
    /** {@code --availability} of a node that begins a swarm or joins one. */
    static final Flag AVAILABILITY =
            Flag.one("availability", "active, pause or drain", "Whether the node takes tasks")
                    .checkedLast(oneOfAnyCase("active", "pause", "drain"))
                    .writes(
                            (values, draft) ->
                                    draft.put("Availability", Words.lower(values.get(0))));

    /** {@code --advertise-addr}. */
    static final Flag ADVERTISE_ADDR =
            Flag.one("advertise-addr", "ip|interface[:port]", "Address that other nodes are told")
                    .writes(Words.textAt("AdvertiseAddr"));

    /** {@code --data-path-addr}. */
    static final Flag DATA_PATH_ADDR =
            Flag.one("data-path-addr", "ip|interface", "Address for the traffic of containers")
                    .since("1.31")
                    .writes(Words.textAt("DataPathAddr"));

    /** {@code --listen-addr}. */
    static final Flag LISTEN_ADDR =
            Flag.one("listen-addr", "ip|interface[:port]", "Address to listen at")
                    .checked(SwarmFlags::listenAddress)
                    .writes(Words.textAt("ListenAddr"));

    /** {@code --cert-expiry}. */
    static final Flag CERT_EXPIRY =
            Flag.one("cert-expiry", Words.DURATION, "How long certificates of nodes are valid")
                    .checked(SwarmFlags::duration)
                    .writes(Words.nanosAt("CAConfig/NodeCertExpiry"));

    /** {@code --external-ca}. */
    static final Flag EXTERNAL_CA =
            Flag.many("external-ca", ExternalCa.FORM, "Certificate authority outside of the swarm")
                    .checked(ExternalCa::check)
                    .writes(ExternalCa::write);

    /** What {@code docker swarm init} and {@code docker swarm update} have in common. */
    static final List<Flag> OF_THE_SWARM =
            List.of(
                    Flag.toggle("autolock", "Ask for a key when a manager starts again")
                            .kept()
                            .writes(Words.switchAt("EncryptionConfig/AutoLockManagers")),
                    CERT_EXPIRY,
                    Flag.one(
                                    "dispatcher-heartbeat",
                                    Words.DURATION,
                                    "Time between two signs of life of a node")
                            .checked(SwarmFlags::duration)
                            .writes(Words.nanosAt("Dispatcher/HeartbeatPeriod")),
                    EXTERNAL_CA,
                    number("max-snapshots", "Further snapshots that are kept")
                            .writes(Words.numberAt("Raft/KeepOldSnapshots")),
                    number("snapshot-interval", "Log entries between two snapshots")
                            .writes(Words.numberAt("Raft/SnapshotInterval")),
                    Flag.one(
                                    "task-history-limit",
                                    "a number",
                                    "Ended tasks that are kept for a slot")
                            .checked(Numbers::check)
                            .writes(Words.numberAt("Orchestration/TaskHistoryRetentionLimit")));

    private SwarmFlags() {}

    private static Flag number(String name, String help) {
        return Flag.one(name, "a number, 0 or more", help).checked(Numbers.upTo(Long.MAX_VALUE));
    }

    /** Returns the address with the parts that are missing, as the CLI sends it. */
    private static String listenAddress(String value) {
        String address = value.startsWith("tcp://") ? value.substring(6) : value;
        int bracket = address.lastIndexOf(']');
        int colon = address.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? address : address.substring(0, colon);
        String port = colon < 0 ? "" : address.substring(colon + 1);
        if (address.contains("/") || address.contains("@") || !port.matches("\\d{0,5}")) {
            throw new IllegalArgumentException("not an address");
        }
        return (host.isEmpty() ? "0.0.0.0" : host) + ":" + (port.isEmpty() ? "2377" : port);
    }

    /** Takes what flags wrote for the specification of the swarm out of a request. */
    static Map<String, Object> takeSpec(RequestDraft draft) {
        Map<String, Object> body = draft.map("");
        Map<String, Object> spec = new LinkedHashMap<>();
        for (String part :
                List.of("CAConfig", "Dispatcher", "EncryptionConfig", "Orchestration", "Raft")) {
            Object written = body.remove(part);
            if (written != null) {
                spec.put(part, written);
            }
        }
        return spec;
    }

    /**
     * Returns whether the role of a join token is a worker's.
     *
     * @throws InvalidOptionException if it is none
     */
    static boolean isWorker(String role) {
        Objects.requireNonNull(role, "role");
        if (!role.equals("worker") && !role.equals("manager")) {
            throw new InvalidOptionException("role", role, "accepted form: worker or manager");
        }
        return role.equals("worker");
    }

    /** Returns a share of all, 0 to 1, as a flag takes it. */
    static String share(String option, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new InvalidOptionException(
                    option, String.valueOf(share), "accepted range: 0 to 1");
        }
        return BigDecimal.valueOf(share).toPlainString();
    }

    /** Returns a time as a flag takes it. */
    static String time(String option, Duration time, Duration least) {
        return Checks.nanos(option, Objects.requireNonNull(time, "time"), least) + "ns";
    }

    /** As {@link #merge}; outside authorities of which no certificate is named have the one of the swarm. */
    static void mergeSpec(Map<String, Object> written, Map<String, Object> into, String trustRoot) {
        merge(written, into);
        if (written.containsKey("CAConfig")
                && map(into, "CAConfig").get("ExternalCAs") instanceof List<?> authorities) {
            List<Object> whole = new ArrayList<>();
            for (Object authority : authorities) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("CACert", trustRoot);
                if (authority instanceof Map<?, ?> given) {
                    given.forEach((name, value) -> fields.put(String.valueOf(name), value));
                }
                whole.add(fields);
            }
            map(into, "CAConfig").put("ExternalCAs", whole);
        }
    }

    /** Copies what flags wrote into a specification, object into object; all else replaces what is there. */
    static void merge(Map<String, Object> written, Map<String, Object> into) {
        written.forEach(
                (name, value) -> {
                    if (value instanceof Map<?, ?> map) {
                        Map<String, Object> part = new LinkedHashMap<>();
                        map.forEach((key, entry) -> part.put(String.valueOf(key), entry));
                        merge(part, map(into, name));
                    } else {
                        into.put(name, value);
                    }
                });
    }

    /** Returns the check that a value is one of a few, in any case of its letters. */
    static UnaryOperator<String> oneOfAnyCase(String... known) {
        List<String> values = List.of(known);
        return value -> {
            if (!values.contains(Words.lower(value))) {
                throw new IllegalArgumentException("no such value");
            }
            return value;
        };
    }

    /** Returns the check of a duration in Go's form. */
    static String duration(String value) {
        Words.nanos(value);
        return value;
    }

    /** Returns the object in a field of a specification, made where it is missing. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> parent, String name) {
        Object found = parent.get(name);
        if (!(found instanceof Map)) {
            found = new LinkedHashMap<String, Object>();
            parent.put(name, found);
        }
        return (Map<String, Object>) found;
    }
}
