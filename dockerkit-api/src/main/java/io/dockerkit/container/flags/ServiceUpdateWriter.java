package io.dockerkit.container.flags;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes the specification of a service as {@code docker service update} does: a flag with one value replaces what is there,
 * a pair of flags adds to a list and removes from it, and nothing else is touched. Not thread-safe.
 */
public final class ServiceUpdateWriter {
    private static final String CONTAINER = ServiceFlags.CONTAINER;
    private static final Set<String> WITH_ROLLBACK = Set.of("rollback", "detach", "quiet");

    private final FlagValues flags;
    private final RequestDraft draft;
    private final SwarmNames names;

    private ServiceUpdateWriter(FlagValues flags, RequestDraft draft, SwarmNames names) {
        this.flags = flags;
        this.draft = draft;
        this.names = names;
    }

    /** Checks what flags say together, without asking an engine. */
    public static void check(CommandLine line) {
        FlagValues flags = line.flags();
        if (flags.isSet("rollback")) {
            for (Flag flag : flags.flags()) {
                if (!WITH_ROLLBACK.contains(flag.name())) {
                    throw new InvalidOptionException(
                            flag.toString(),
                            String.join(" ", flags.all(flag.name())),
                            "it does not go together with --rollback, which goes back to the previous specification as it was");
                }
            }
        }
        ServiceWords.genericResources(flags.all("generic-resource-add"));
        ServiceWriter.targets("secret", flags.all("secret-add"));
        ServiceWriter.targets("config", flags.all("config-add"));
    }

    /**
     * Changes a specification in place.
     *
     * @return what not every engine knows, and the version of the API that brought it
     * @throws InvalidOptionException if the flags do not fit the service
     * @throws io.dockerkit.NotFoundException if there is no such network
     */
    public static Map<String, String> update(
            CommandLine line, Map<String, Object> spec, SwarmNames names) {
        RequestDraft draft = new RequestDraft(line.host(), spec);
        new ServiceUpdateWriter(line.flags(), draft, names).write();
        return draft.needs();
    }

    private void write() {
        ServiceWriter.defaults(flags, draft);
        flags.writeTo(draft);
        map("label", "Labels");
        map("container-label", CONTAINER + "Labels");
        map("sysctl", CONTAINER + "Sysctls");
        environment();
        mounts();
        ulimits();
        genericResources();
        sorted("constraint", "TaskTemplate/Placement/Constraints", UnaryOperator.identity());
        sorted("group", CONTAINER + "Groups", UnaryOperator.identity());
        preferences();
        networks();
        replicas();
        ports();
        dns();
        hosts();
        ServiceWriter.logDriver(flags, draft);
        if (flags.isSet("force")) {
            Object updates = draft.get("TaskTemplate/ForceUpdate");
            draft.put(
                    "TaskTemplate/ForceUpdate",
                    updates instanceof Number number
                            ? new BigInteger(number.toString()).add(BigInteger.ONE)
                            : BigInteger.ONE);
        }
        health();
        capabilities();
        secrets();
        configs();
    }

    private boolean changes(String list) {
        return flags.isSet(list + "-add") || flags.isSet(list + "-rm");
    }

    private List<String> added(String list) {
        return flags.all(list + "-add");
    }

    private List<String> removed(String list) {
        return flags.all(list + "-rm");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> objects(String path) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (draft.get(path) instanceof List<?> list) {
            list.forEach(element -> objects.add((Map<String, Object>) element));
        }
        return objects;
    }

    private List<String> texts(String path) {
        List<String> texts = new ArrayList<>();
        if (draft.get(path) instanceof List<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }

    /** Sets a list; an empty one that was not there stays away. */
    private void put(String path, List<?> list) {
        if (!list.isEmpty() || draft.get(path) != null) {
            draft.put(path, list);
        }
    }

    private void map(String list, String path) {
        if (changes(list)) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (draft.get(path) instanceof Map<?, ?> present) {
                present.forEach((key, value) -> map.put(String.valueOf(key), value));
            }
            // of sysctls the CLI takes name=value here, too
            removed(list).forEach(key -> map.remove(list.equals("sysctl") ? Words.key(key) : key));
            added(list).forEach(pair -> map.put(Words.key(pair), Words.value(pair)));
            draft.put(path, map);
        }
    }

    private void environment() {
        List<String> present = texts(CONTAINER + "Env");
        present.removeIf(variable -> removed("env").contains(Words.key(variable)));
        if (added("env").isEmpty()) {
            put(CONTAINER + "Env", present);
            return;
        }
        Map<String, String> byName = new LinkedHashMap<>();
        present.forEach(variable -> byName.put(Words.key(variable), variable));
        added("env")
                .forEach(
                        variable ->
                                byName.put(Words.key(variable), Env.inherited(variable, draft)));
        draft.put(CONTAINER + "Env", List.copyOf(byName.values()));
    }

    /** Of one target, what is added replaces what is there. */
    private void mounts() {
        Map<Object, Map<String, Object>> byTarget = new LinkedHashMap<>();
        RequestDraft adding = new RequestDraft(draft.host());
        MountSyntax.write(added("mount"), adding, "Mounts");
        if (adding.get("Mounts") instanceof List<?> mounts) {
            for (Object element : mounts) {
                Map<String, Object> mount = copy(element);
                if (byTarget.put(mount.get("Target"), mount) != null) {
                    throw new InvalidOptionException(
                            "--mount-add",
                            String.valueOf(mount.get("Target")),
                            "the target is given twice");
                }
            }
        }
        adding.needs().forEach(draft::need);
        objects(CONTAINER + "Mounts")
                .forEach(mount -> byTarget.putIfAbsent(mount.get("Target"), mount));
        removed("mount").forEach(byTarget::remove);
        List<Map<String, Object>> mounts = new ArrayList<>(byTarget.values());
        mounts.sort(
                Comparator.comparing(
                                (Map<String, Object> mount) -> ServiceWriter.text(mount, "Source"))
                        .thenComparing(mount -> ServiceWriter.text(mount, "Target")));
        put(CONTAINER + "Mounts", mounts);
    }

    private static Map<String, Object> copy(Object element) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) element).forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private void ulimits() {
        Map<String, Map<String, Object>> byName = new TreeMap<>();
        objects(CONTAINER + "Ulimits")
                .forEach(limit -> byName.put(ServiceWriter.text(limit, "Name"), limit));
        removed("ulimit").forEach(name -> byName.remove(Words.key(name)));
        ResourceFlags.ulimits(added("ulimit"))
                .forEach(limit -> byName.put(ServiceWriter.text(limit, "Name"), limit));
        put(CONTAINER + "Ulimits", List.copyOf(byName.values()));
    }

    private void genericResources() {
        if (!changes("generic-resource")) {
            return;
        }
        Map<String, Map<String, Object>> byKind = new LinkedHashMap<>();
        objects(ServiceWords.GENERIC).forEach(resource -> byKind.put(kind(resource), resource));
        ServiceWords.genericResources(added("generic-resource"))
                .forEach(resource -> byKind.put(kind(resource), resource));
        for (String kind : removed("generic-resource")) {
            if (byKind.remove(kind) == null) {
                throw new InvalidOptionException(
                        "--generic-resource-rm",
                        kind,
                        "the service reserves no such resource; it reserves " + byKind.keySet());
            }
        }
        draft.put(ServiceWords.GENERIC, List.copyOf(byKind.values()));
    }

    private static String kind(Map<String, Object> resource) {
        return resource.get("DiscreteResourceSpec") instanceof Map<?, ?> discrete
                ? String.valueOf(discrete.get("Kind"))
                : "";
    }

    private void sorted(String list, String path, UnaryOperator<String> form) {
        if (changes(list)) {
            List<String> values = texts(path);
            added(list).forEach(value -> values.add(form.apply(value)));
            values.removeAll(removed(list));
            values.sort(Comparator.naturalOrder());
            draft.put(path, values);
        }
    }

    private void preferences() {
        if (changes("placement-pref")) {
            List<Map<String, Object>> preferences = objects(ServiceWords.PREFERENCES);
            removed("placement-pref")
                    .forEach(given -> preferences.removeIf(ServiceWords.spread(given)::equals));
            added("placement-pref").forEach(given -> preferences.add(ServiceWords.spread(given)));
            draft.put(ServiceWords.PREFERENCES, preferences);
        }
    }

    private void networks() {
        if (!changes("network")) {
            return;
        }
        Set<String> removed = new LinkedHashSet<>();
        removed("network").forEach(network -> removed.add(names.network(network)));
        // where they were before API 1.25
        boolean isOld = objects("TaskTemplate/Networks").isEmpty();
        List<Map<String, Object>> networks = objects(isOld ? "Networks" : "TaskTemplate/Networks");
        draft.map("").remove("Networks");
        networks.removeIf(network -> removed.contains(ServiceWriter.text(network, "Target")));
        for (Map<String, Object> network : NetworkSyntax.attachments(added("network"))) {
            String given = ServiceWriter.text(network, "Target");
            String id = names.network(given);
            if (networks.stream()
                    .anyMatch(present -> ServiceWriter.text(present, "Target").equals(id))) {
                throw new InvalidOptionException(
                        "--network-add", given, "the service is in this network already");
            }
            network.put("Target", id);
            networks.add(network);
        }
        ServiceWriter.sortByTarget(networks);
        draft.put("TaskTemplate/Networks", networks);
    }

    private void replicas() {
        number("replicas", "Mode/Replicated", "Replicas", "replicated");
        number("max-concurrent", "Mode/ReplicatedJob", "MaxConcurrent", "replicated-job");
    }

    private void number(String flag, String mode, String field, String name) {
        String value = flags.value(flag).orElse("");
        if (value.isEmpty()) {
            return;
        }
        if (draft.get(mode) == null) {
            throw new InvalidOptionException(
                    "--" + flag, value, "it goes with services of --mode " + name + " only");
        }
        draft.put(mode + "/" + field, Numbers.parse(value));
    }

    private void ports() {
        if (!changes("publish")) {
            return;
        }
        List<Map<String, Object>> present = objects("EndpointSpec/Ports");
        Map<String, Map<String, Object>> kept = new TreeMap<>();
        present.forEach(port -> kept.putIfAbsent(key(port), port));
        Set<String> before = Set.copyOf(kept.keySet());
        for (Map<String, Object> gone : ServicePorts.all(removed("publish"))) {
            kept.values()
                    .removeIf(
                            port ->
                                    same(port, gone, "Protocol", "tcp")
                                            && same(port, gone, "PublishMode", "ingress")
                                            && same(port, gone, "TargetPort", "0"));
        }
        List<Map<String, Object>> ports = new ArrayList<>(kept.values());
        for (Map<String, Object> port : ServicePorts.all(added("publish"))) {
            if (!before.contains(key(port))) {
                ports.add(port);
            }
        }
        ports.sort(Comparator.comparing(ServiceUpdateWriter::key));
        draft.put("EndpointSpec/Ports", ports);
    }

    private static boolean same(
            Map<String, Object> one, Map<String, Object> other, String field, String usual) {
        return String.valueOf(one.getOrDefault(field, usual))
                .equals(String.valueOf(other.getOrDefault(field, usual)));
    }

    private static String key(Map<String, Object> port) {
        return port.getOrDefault("PublishedPort", 0)
                + ":"
                + port.getOrDefault("TargetPort", 0)
                + "/"
                + port.getOrDefault("Protocol", "")
                + "/"
                + port.getOrDefault("PublishMode", "");
    }

    private void dns() {
        if (changes("dns") || changes("dns-option") || changes("dns-search")) {
            String path = CONTAINER + "DNSConfig";
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("Nameservers", dnsList("dns", path + "/Nameservers", Addresses::canonical));
            config.put("Search", dnsList("dns-search", path + "/Search", NetworkingFlags::domain));
            config.put(
                    "Options", dnsList("dns-option", path + "/Options", UnaryOperator.identity()));
            draft.put(path, config);
        }
    }

    private List<String> dnsList(String list, String path, UnaryOperator<String> form) {
        Set<String> values = new LinkedHashSet<>(texts(path));
        added(list).forEach(value -> values.add(form.apply(value)));
        removed(list).forEach(values::remove);
        return List.copyOf(new TreeSet<>(values));
    }

    /** A line of a hosts file may have several names, of which each can be removed. */
    private void hosts() {
        if (!changes("host")) {
            return;
        }
        Set<String> lines = new LinkedHashSet<>();
        for (String line : texts(CONTAINER + "Hosts")) {
            List<String> words = new ArrayList<>(List.of(line.trim().split("\\s+", -1)));
            String address = words.remove(0);
            for (String gone : removed("host")) {
                int colon = gone.indexOf(':');
                String host = colon < 0 ? gone : gone.substring(0, colon);
                String its = colon < 0 ? "" : gone.substring(colon + 1);
                if (its.isEmpty() || its.equals(address)) {
                    words.removeIf(host::equals);
                }
            }
            if (!words.isEmpty()) {
                lines.add(address + " " + String.join(" ", words));
            }
        }
        added("host").forEach(value -> lines.add(NetworkingFlags.hostLine(value)));
        draft.put(CONTAINER + "Hosts", List.copyOf(lines));
    }

    private void health() {
        List<String> set = new ArrayList<>();
        for (Flag flag : flags.flags()) {
            if (flag.name().startsWith("health-")) {
                set.add(flag.name());
            }
        }
        boolean none = flags.value("no-healthcheck").orElse("").equals("true");
        if (none) {
            if (!set.isEmpty()) {
                throw new InvalidOptionException(
                        "--no-healthcheck",
                        "true",
                        "it does not go together with --health-… options");
            }
            draft.put(CONTAINER + "Healthcheck", Map.of("Test", List.of("NONE")));
        }
        if (none || (set.isEmpty() && !flags.isSet("no-healthcheck"))) {
            return;
        }
        Map<String, Object> health = draft.map(CONTAINER + "Healthcheck");
        if (health.get("Test") instanceof List<?> test
                && !test.isEmpty()
                && test.get(0).equals("NONE")) {
            health.remove("Test");
        }
        for (String name : set) {
            String value = flags.value(name).orElse("");
            if (!name.equals("health-cmd")) {
                health.put(
                        ServiceWriter.healthField(name), ServiceWriter.healthNumber(name, value));
            } else if (value.isEmpty()) {
                health.remove("Test");
            } else {
                health.put("Test", List.of("CMD-SHELL", value));
            }
        }
    }

    /**
     * To add one that was dropped takes it off the dropped ones, and the other way round; a second time adds or drops it. To
     * add wins over to drop.
     */
    private void capabilities() {
        if (!flags.isSet("cap-add") && !flags.isSet("cap-drop")) {
            return;
        }
        Set<String> add = new TreeSet<>(Capabilities.sorted(texts(CONTAINER + "CapabilityAdd")));
        Set<String> drop = new TreeSet<>(Capabilities.sorted(texts(CONTAINER + "CapabilityDrop")));
        Set<String> toAdd = new TreeSet<>(Capabilities.sorted(flags.all("cap-add")));
        Set<String> toDrop = new TreeSet<>(Capabilities.sorted(flags.all("cap-drop")));
        if (toAdd.remove(Capabilities.RESET)) {
            add.clear();
        }
        if (toDrop.remove(Capabilities.RESET)) {
            drop.clear();
        }
        toDrop.removeAll(toAdd);
        for (String name : toDrop) {
            if (!add.remove(name)) {
                drop.add(name);
            }
        }
        for (String name : toAdd) {
            if (!drop.remove(name)) {
                add.add(name);
            }
        }
        draft.put(CONTAINER + "CapabilityAdd", all(add));
        draft.put(CONTAINER + "CapabilityDrop", all(drop));
    }

    private static List<String> all(Set<String> names) {
        return names.contains("ALL") ? List.of("ALL") : List.copyOf(names);
    }

    private void secrets() {
        if (changes("secret")) {
            List<Map<String, Object>> secrets = objects(CONTAINER + "Secrets");
            secrets.removeIf(
                    secret -> removed("secret").contains(ServiceWriter.text(secret, "SecretName")));
            List<Map<String, Object>> adding = ServiceWriter.targets("secret", added("secret"));
            if (!adding.isEmpty()) {
                ServiceWriter.identify("Secret", adding, names);
            }
            secrets.addAll(adding);
            draft.put(CONTAINER + "Secrets", secrets);
        }
    }

    /** A config without a file is there for the credentials, and goes with them. */
    private void configs() {
        if (!changes("config") && !flags.isSet("credential-spec")) {
            return;
        }
        @Nullable String given = flags.value("credential-spec").orElse(null);
        Map<String, Object> credentials = ServiceWords.credentials(given == null ? "" : given);
        String name = Objects.toString(credentials.get("Config"), "");
        String id =
                given == null
                        ? Objects.toString(
                                draft.get(CONTAINER + "Privileges/CredentialSpec/Config"), "")
                        : "";
        List<Map<String, Object>> configs = objects(CONTAINER + "Configs");
        configs.removeIf(
                config ->
                        config.get("Runtime") == null
                                ? removed("config")
                                        .contains(ServiceWriter.text(config, "ConfigName"))
                                : !ServiceWriter.text(config, "ConfigName").equals(name)
                                        && !ServiceWriter.text(config, "ConfigID").equals(id));
        List<Map<String, Object>> adding = ServiceWriter.targets("config", added("config"));
        if (!name.isEmpty()) {
            adding.add(ServiceWriter.runtimeConfig(name));
        }
        if (!adding.isEmpty()) {
            ServiceWriter.identify("Config", adding, names);
        }
        configs.addAll(adding);
        draft.put(CONTAINER + "Configs", configs);
        if (given == null) {
            return;
        }
        if (given.isEmpty()) {
            if (draft.get(CONTAINER + "Privileges") != null) {
                draft.map(CONTAINER + "Privileges").remove("CredentialSpec");
            }
            return;
        }
        if (!name.isEmpty()) {
            for (Map<String, Object> config : configs) {
                if (ServiceWriter.text(config, "ConfigName").equals(name)) {
                    credentials.put("Config", config.get("ConfigID"));
                }
            }
        }
        draft.put(CONTAINER + "Privileges/CredentialSpec", credentials);
    }
}
