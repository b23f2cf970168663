package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.Json;
import io.dockerkit.container.Container.FileChange;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerDetails.HostConfig;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.container.Port;
import io.dockerkit.image.ImageDetails;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reading an answer never fails, whatever the engine says: each accessor of each answer is fed documents in which any field is
 * missing, null, of another kind or of a form of the future. The answers and their accessors are found by reflection.
 */
class AnyAnswerTest {
    private static final String SECRET = "hunter2";

    /** The fields that the answers read, in one document. */
    private static final String WHOLE =
            """
            {"Id":"3fa9c1d0ab123fa9c1d0ab12","ID":"e1","Name":"/web","Names":["/web","/other/db"],"Path":"sh",
             "Args":["-c","echo hunter2"],"Image":"sha256:1","ImageID":"sha256:1","Command":"echo hunter2",
             "Created":"2024-01-02T03:04:05Z","CreatedAt":"2024-01-02T03:04:05+02:00","Status":"Up 5 minutes",
             "State":{"Status":"running","Running":true,"Paused":false,"Pid":12,"ExitCode":0,"OOMKilled":false,
              "Error":"","Health":{"Status":"healthy","FailingStreak":1,"Log":[{"Start":"2024-01-02T03:04:05Z",
               "End":"2024-01-02T03:04:06Z","ExitCode":1,"Output":"hunter2"}]},"StartedAt":"2024-01-02T03:04:05Z",
              "FinishedAt":"0001-01-01T00:00:00Z"},
             "Config":{"Image":"nginx","Env":["A=hunter2","B"],"Labels":{"a":"hunter2"},"Hostname":"h","User":"u",
              "WorkingDir":"/","Tty":false,"Entrypoint":["sh"],"Cmd":["hunter2"],"ExposedPorts":{"80/tcp":{}},
              "Volumes":{"/data":{}},"StopSignal":"SIGINT","Shell":["sh","-c"],"OnBuild":["RUN x"],
              "Healthcheck":{"Test":["CMD","echo hunter2"],"Interval":1000000000,"Timeout":1,"StartPeriod":2,
               "StartInterval":3,"Retries":4}},
             "HostConfig":{"AutoRemove":false,"NetworkMode":"default","Memory":5,"MemorySwap":-1,"MemoryReservation":1,
              "NanoCpus":500000000,"CpuQuota":1,"CpuPeriod":2,"CpuShares":3,"CpusetCpus":"0","PidsLimit":-1,"ShmSize":1,
              "RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3},
              "LogConfig":{"Type":"syslog","Config":{"token":"hunter2"}},"Privileged":true,"ReadonlyRootfs":true,
              "CapAdd":["X"],"CapDrop":null,"SecurityOpt":["seccomp=hunter2"],"Binds":["/a:/b"],
              "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8000-8010"}],"81/tcp":null},"Dns":["1.1.1.1"],
              "ExtraHosts":["a:1"]},"RestartCount":2,"SizeRw":3,"SizeRootFs":4,"id":"3fa9","name":"/web",
             "NetworkSettings":{"Networks":{"bridge":{"NetworkID":"n","IPAddress":"172.17.0.2","IPPrefixLen":16,
               "Gateway":"172.17.0.1","GlobalIPv6Address":"","MacAddress":"m","Aliases":["x"]}},
              "Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}],"81/tcp":null}},
             "Mounts":[{"Type":"volume","Name":"data","Source":"/s","Destination":"/d","RW":true}],
             "Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"}],
             "Labels":{"a":"hunter2"},"RepoTags":["a:1","<none>:<none>"],"RepoDigests":["a@sha256:2"],"Size":12,
             "Architecture":"amd64","Variant":"v8","Os":"linux","OsVersion":"10","Author":"me","Comment":"c","Parent":"sha256:4",
             "ParentId":"sha256:4","CreatedBy":"RUN echo hunter2","Tags":["a:1"],"mediaType":"m","digest":"sha256:5",
             "size":7,"platform":{"architecture":"arm64","os":"linux","variant":"v8"},"annotations":{"a":"hunter2"},
             "Descriptor":{"mediaType":"m","digest":"sha256:5","size":7,"platform":{"architecture":"a","os":"o"}},
             "Manifests":[{"ID":"sha256:6","Descriptor":{"digest":"sha256:6","size":1},"Available":true,"Kind":"image",
              "Size":{"Content":1,"Total":2},"ImageData":{"Platform":{"architecture":"a","os":"o"},"Containers":["c"]}}],
             "Available":true,"ImageData":{"Platform":{"architecture":"a","os":"o","variant":"v"},"Containers":["c"]},
             "description":"hunter2","star_count":3,"is_official":true,"RootFS":{"Layers":["sha256:3"]},"Driver":"local","Scope":"local",
             "Internal":true,"IPAM":{"Driver":"default","Options":{"a":"hunter2"},"Config":[{"Subnet":"10.0.0.0/8",
              "Gateway":"10.0.0.1","IPRange":"10.1.0.0/16","AuxiliaryAddresses":{"a":"10.0.0.2"}}]},
             "EnableIPv4":false,"EnableIPv6":true,"Attachable":true,"Ingress":true,"ConfigOnly":true,
             "ConfigFrom":{"Network":"n"},"UsageData":{"Size":-1,"RefCount":2},
             "ClusterVolume":{"ID":"v","Version":{"Index":4},"Spec":{"Group":"g","AccessMode":{"Scope":"single",
              "Sharing":"none","MountVolume":{},"BlockVolume":{}},"CapacityRange":{"RequiredBytes":1,"LimitBytes":0},
              "Availability":"active"},"Info":{"CapacityBytes":5}},
             "Options":{"password":"hunter2"},"Mountpoint":"/m",
             "Containers":{"3fa9":{"Name":"web","EndpointID":"e","MacAddress":"m","IPv4Address":"1","IPv6Address":""}},
             "ServerVersion":"28","ContainersRunning":1,"Images":2,"OperatingSystem":"o","NCPU":2,"MemTotal":3,
             "DockerRootDir":"/r","Version":"28.5.2","ApiVersion":"1.51","MinAPIVersion":"1.24","Arch":"amd64",
             "KernelVersion":"6","Type":"container","Action":"exec_start: sh -c hunter2","scope":"swarm",
             "Actor":{"ID":"3fa9","Attributes":{"name":"web","secret":"hunter2"}},"time":1700000000,
             "timeNano":1700000000000000001,"read":"2024-01-02T03:04:05Z",
             "cpu_stats":{"cpu_usage":{"total_usage":5,"percpu_usage":[1]},"system_cpu_usage":9,"online_cpus":2},
             "precpu_stats":{"cpu_usage":{"total_usage":1},"system_cpu_usage":2},
             "memory_stats":{"usage":5,"limit":9,"stats":{"inactive_file":1}},
             "networks":{"eth0":{"rx_bytes":1,"tx_bytes":2}},
             "blkio_stats":{"io_service_bytes_recursive":[{"op":"Read","value":1},{"op":"Write","value":2}]},
             "pids_stats":{"current":3},"Titles":["PID","CMD"],"Processes":[["1","sh -c hunter2"]],
             "Kind":1}
            """;

    private static final List<String> FORMS =
            List.of(
                    "null",
                    "\"\"",
                    "\"of the future\"",
                    "\"9999999999999999999999\"",
                    "\"80-90/quic\"",
                    "-1",
                    "18446744073709551615",
                    "1e300",
                    "0.5",
                    "true",
                    "[]",
                    "[null]",
                    "[[]]",
                    "[{}]",
                    "[1]",
                    "{}",
                    "{\"\":null}",
                    "{\"80-90/tcp\":[null,{}]}",
                    "{\"x\":{\"y\":[]}}");

    /** What the engine's answer is made into: by the name of the answer. */
    private static Map<String, Function<JsonNode, Object>> answers() throws Exception {
        Map<String, Function<JsonNode, Object>> answers = new TreeMap<>();
        Path root =
                Path.of(
                        ApiObject.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(root.resolve("io/dockerkit/impl"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                Class<?> type =
                        name.endsWith("-info.class")
                                ? Object.class
                                : Class.forName(
                                        name.substring(0, name.length() - 6),
                                        false,
                                        ApiObject.class.getClassLoader());
                if (ApiObject.class.isAssignableFrom(type)
                        && !Modifier.isAbstract(type.getModifiers())) {
                    answers.put(type.getName(), document -> made(type, document));
                }
            }
        }
        answers.put("version", document -> made("engine.EngineApi", "version", document));
        answers.put("event", document -> made("engine.EngineApi", "event", document));
        answers.put("top", document -> made("container.Reports", "processes", document));
        answers.put(
                "diff",
                document -> {
                    ArrayNode list = JsonText.object().putArray("list");
                    list.add(document);
                    return made("container.Reports", "changes", list);
                });
        return answers;
    }

    private static Object made(Class<?> type, JsonNode document) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] arguments =
                Arrays.stream(constructor.getParameterTypes())
                        .map(parameter -> parameter == JsonNode.class ? document : null)
                        .toArray();
        return called(() -> constructor.newInstance(arguments));
    }

    private static Object made(String type, String method, JsonNode document) {
        return called(
                () -> {
                    Method maker =
                            Class.forName("io.dockerkit.impl." + type)
                                    .getDeclaredMethod(method, JsonNode.class);
                    maker.setAccessible(true);
                    return maker.invoke(null, document);
                });
    }

    private interface Reflective {
        Object call() throws ReflectiveOperationException;
    }

    private static Object called(Reflective call) {
        try {
            return call.call();
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(thrown.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<String> names() throws Exception {
        return answers().keySet().stream();
    }

    private static JsonNode read(String text) {
        try {
            return JsonText.read(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The forms of one field after the other: all of them, or without endurance a third, of which each field gets the next. */
    private static final class Forms {
        private static final int SHARES = Endurance.count(1, 3);

        private final List<JsonNode> all = FORMS.stream().map(AnyAnswerTest::read).toList();
        private int share;

        /** Starts with a share that is another for each answer. */
        Forms(int share) {
            this.share = share;
        }

        List<JsonNode> next() {
            int first = Math.floorMod(share++, SHARES);
            return IntStream.range(0, all.size())
                    .filter(i -> i % SHARES == first)
                    .mapToObj(all::get)
                    .toList();
        }
    }

    /**
     * Calls the action with each document that differs from the whole one in one field, at any depth below the outermost
     * fields named. It may not keep the document.
     */
    private static void eachDocument(
            Set<String> outermost, Forms forms, Consumer<JsonNode> action) {
        ObjectNode whole = (ObjectNode) read(WHOLE);
        action.accept(whole);
        action.accept(read("{}"));
        whole.retain(outermost);
        eachDocument(whole, whole, forms, action);
    }

    /** Returns the outermost fields that an answer reads: without one of them it says something else. */
    private static Set<String> fieldsRead(Function<JsonNode, Object> maker) {
        ObjectNode whole = (ObjectNode) read(WHOLE);
        List<String> names = new ArrayList<>();
        whole.fieldNames().forEachRemaining(names::add);
        String all = readings(maker.apply(whole), whole);
        Set<String> read = new TreeSet<>();
        for (String name : names) {
            JsonNode value = whole.remove(name);
            if (!readings(maker.apply(whole), whole).equals(all)) {
                read.add(name);
            }
            whole.set(name, value);
        }
        if (read.contains("timeNano")) {
            // counts only where there are no nanoseconds
            read.add("time");
        }
        return read;
    }

    @Test
    void eachFieldOfTheWholeDocumentIsReadByAnAnswer() throws Exception {
        Set<String> read = new TreeSet<>();
        answers().values().forEach(maker -> read.addAll(fieldsRead(maker)));
        Set<String> all = new TreeSet<>();
        read(WHOLE).fieldNames().forEachRemaining(all::add);
        assertThat(read).isEqualTo(all);
    }

    private static void eachDocument(
            JsonNode whole, JsonNode node, Forms forms, Consumer<JsonNode> action) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = object.remove(name);
                action.accept(whole);
                for (JsonNode form : forms.next()) {
                    object.set(name, form);
                    action.accept(whole);
                }
                object.set(name, value);
                eachDocument(whole, value, forms, action);
            }
        } else if (node instanceof ArrayNode array && array.size() > 0) {
            JsonNode value = array.remove(0);
            action.accept(whole);
            for (JsonNode form : forms.next()) {
                array.insert(0, form);
                action.accept(whole);
                array.remove(0);
            }
            array.insert(0, value);
            eachDocument(whole, value, forms, action);
        }
    }

    private static final Map<Class<?>, List<Method>> ACCESSORS = new HashMap<>();

    private static List<Method> accessors(Object answer) {
        return ACCESSORS.computeIfAbsent(answer.getClass(), type -> accessorsOf(answer));
    }

    private static List<Method> accessorsOf(Object answer) {
        Set<String> actions =
                Set.of(
                        "inspect",
                        "remove",
                        "update",
                        "container",
                        "getClass",
                        "wait",
                        "notify",
                        "notifyAll",
                        "iterator",
                        "listIterator",
                        "stream",
                        "parallelStream",
                        "spliterator",
                        "clear",
                        "toArray");
        return Arrays.stream(answer.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !actions.contains(method.getName()))
                .filter(method -> !(answer instanceof List) || method.getName().equals("toString"))
                .peek(method -> method.setAccessible(true))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void readingNeverFails(String name) throws Exception {
        Function<JsonNode, Object> maker = answers().get(name);
        eachDocument(
                fieldsRead(maker),
                new Forms(name.hashCode()),
                document -> readings(maker.apply(document), document));
    }

    /** Calls each accessor, those of the parts that they return, too, and returns what they say. */
    private static String readings(Object answer, JsonNode document) {
        StringBuilder readings = new StringBuilder();
        for (Method accessor : accessors(answer)) {
            try {
                Object value = accessor.invoke(answer);
                if (value == null || value.toString() == null) {
                    throw new AssertionError(accessor.getName() + " is null for " + document);
                }
                if (!WHOLE_TEXT.contains(accessor.getName())) {
                    readings.append(accessor.getName()).append('=').append(value).append('\n');
                }
                parts(value).forEach(part -> readings.append(readings(part, document)));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(accessor.getName() + " of " + document, e);
            }
        }
        return readings.toString();
    }

    /** What differs with each field, read or not. */
    private static final Set<String> WHOLE_TEXT = Set.of("json", "hashCode", "said");

    /** Returns what has accessors of its own: such a value, or those in a list, a map or an optional. */
    private static Stream<?> parts(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(AnyAnswerTest::parts);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(AnyAnswerTest::parts);
        }
        if (value instanceof Optional<?> optional) {
            return optional.stream().flatMap(AnyAnswerTest::parts);
        }
        boolean ours =
                value.getClass().getName().startsWith("io.dockerkit.impl.")
                        && !(value instanceof Json)
                        && !(value instanceof ApiObject);
        return ours ? Stream.of(value) : Stream.empty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anAnswerPrintsInALineWithoutSecrets(String name) throws Exception {
        String text = answers().get(name).apply(read(WHOLE)).toString();
        assertThat(text).hasSizeLessThan(200).doesNotContain(SECRET, "\n", "{\"");
    }

    @Test
    void theAnswersAreFound() throws Exception {
        assertThat(answers()).hasSizeGreaterThanOrEqualTo(12);
    }

    private static <T> T read(Class<T> type, String suffix, String json) throws Exception {
        return answers().entrySet().stream()
                .filter(answer -> answer.getKey().endsWith(suffix))
                .map(answer -> type.cast(answer.getValue().apply(read(json))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void portsOfAnyFormAreCarried() throws Exception {
        String ports = "{\"6379-6399/tcp\":{},\"53/UDP\":{},\"80\":{},\"7/quic\":{},\"http\":{}}";
        String json = "{\"Config\":{\"ExposedPorts\":" + ports + "}}";
        ContainerDetails container =
                read(ContainerDetails.class, "container.JsonContainerDetails", json);
        assertThat(container.exposedPorts())
                .extracting(Port::toString)
                .containsExactly("http", "7/quic", "53/udp", "80/tcp", "6379-6399/tcp");
        assertThat(container.exposedPorts()).contains(Port.tcp(80), Port.udp(53));
        ImageDetails image = read(ImageDetails.class, "image.JsonImageDetails", json);
        assertThat(image.exposedPorts()).isEqualTo(container.exposedPorts());
        ContainerDetails published =
                read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"NetworkSettings\":{\"Ports\":{\"80\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}],"
                                + "\"90-91/tcp\":[{\"HostPort\":\"x\"}]}}}");
        assertThat(published.ports())
                .extracting(Object::toString)
                .containsExactly("80/tcp -> :8080", "90-91/tcp -> :0");
        ContainerSummary listed =
                read(
                        ContainerSummary.class,
                        "container.JsonContainerSummary",
                        "{\"Ports\":[{\"PrivatePort\":70000,\"PublicPort\":1,\"Type\":\"quic\"},{\"PublicPort\":2}]}");
        assertThat(listed.ports())
                .extracting(binding -> binding.containerPort().toString())
                .containsExactly("70000/quic", "");
    }

    @Test
    void unknownWordsOfTheEngineAreCarried() throws Exception {
        ContainerDetails container =
                read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"Id\":\"x\",\"Created\":\"soon\",\"State\":{\"Status\":\"hibernating\",\"Health\":{\"Status\":\"dizzy\"},"
                                + "\"ExitCode\":3221225786}}");
        assertThat(container.state().status()).isEqualTo("hibernating");
        assertThat(container.state().health()).contains("dizzy");
        assertThat(container.state().exitCode()).isEqualTo((int) 3221225786L);
        assertThat(container.created()).isEqualTo(Instant.EPOCH);
        assertThat(container).hasToString("container  (x, hibernating)");
        Object changes = answers().get("diff").apply(read("{\"Kind\":7,\"Path\":\"/x\"}"));
        assertThat(changes).isEqualTo(List.of(new FileChange(FileChange.Kind.OTHER, "/x")));
    }

    private static HostConfig hostConfig(String json) throws Exception {
        return read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"HostConfig\":" + json + "}")
                .hostConfig();
    }

    @Test
    void limitsThatAreNotSetAreEmptyAndRestartPoliciesReadAsTheFlag() throws Exception {
        HostConfig none = hostConfig("{\"Memory\":0,\"MemorySwap\":-1,\"PidsLimit\":-1}");
        assertThat(none.memory()).isEmpty();
        assertThat(none.memorySwap()).hasValue(-1);
        assertThat(none.pidsLimit()).isEmpty();
        assertThat(none.cpus()).isEmpty();
        assertThat(none.restart()).isEqualTo("no");
        HostConfig quota =
                hostConfig(
                        "{\"CpuQuota\":50000,\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":3}}");
        assertThat(quota.cpus()).hasValue(0.5);
        assertThat(quota.restart()).isEqualTo("on-failure:3");
        assertThat(hostConfig("{\"CpuQuota\":50000,\"CpuPeriod\":25000}").cpus()).hasValue(2);
        HostConfig secret =
                hostConfig(
                        "{\"LogConfig\":{\"Type\":\"splunk\",\"Config\":{\"token\":\"hunter2\"}}}");
        assertThat(secret.logOptions()).containsEntry("token", SECRET);
        assertThat(secret.toString()).doesNotContain(SECRET);
    }

    @Test
    void theResultsOfAHealthCheckAreRead() throws Exception {
        ContainerDetails container =
                read(
                        ContainerDetails.class,
                        "container.JsonContainerDetails",
                        "{\"State\":{\"Health\":{\"FailingStreak\":2,\"Log\":[{\"Start\":\"2024-01-02T03:04:05Z\","
                                + "\"End\":\"0001-01-01T00:00:00Z\",\"ExitCode\":1,\"Output\":\"refused\"}]}}}");
        assertThat(container.failingStreak()).isEqualTo(2);
        assertThat(container.healthLog()).hasSize(1);
        ContainerDetails.HealthResult result = container.healthLog().get(0);
        assertThat(result.startedAt()).contains(Instant.parse("2024-01-02T03:04:05Z"));
        assertThat(result.finishedAt()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEqualTo("refused");
    }
}
