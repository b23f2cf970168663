package io.dockerkit.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Credentials;
import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Wait;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.config.Logins;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.container.ContainerApi;
import io.dockerkit.impl.engine.EngineApi;
import io.dockerkit.impl.image.ImageApi;
import io.dockerkit.impl.image.PullRetries;
import io.dockerkit.impl.network.NetworkApi;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.volume.VolumeApi;
import io.dockerkit.lab.CannedWire;
import io.dockerkit.lab.CannedWire.Canned;
import io.dockerkit.lab.Endurance;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeCommands;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each status from 100 to 599, with an empty body, HTML and JSON, as the answer to each request that each method of the API
 * sends: an answer where the status is one, and else a typed error with the words that came.
 */
@Timeout(600)
class StatusSweepTest {
    private static final String ID = "c0ffee".repeat(10) + "c0ff";
    private static final String WORDS = "the words that came";
    private static final List<String> BODIES =
            List.of(
                    "",
                    "<html><body>" + WORDS + "</body></html>",
                    "{\"message\":\"" + WORDS + "\"}");

    /** The statuses of HTTP that have a name. */
    private static final Set<Integer> NAMED =
            Stream.of(
                            IntStream.rangeClosed(100, 103),
                            IntStream.rangeClosed(200, 208),
                            IntStream.rangeClosed(300, 308),
                            IntStream.rangeClosed(400, 418),
                            IntStream.rangeClosed(421, 431),
                            IntStream.rangeClosed(500, 511))
                    .flatMap(IntStream::boxed)
                    .collect(Collectors.toSet());

    /** What may be asked of an engine, on a handle that is there. */
    @FunctionalInterface
    private interface Verb {
        /** Returns its result, or null where it has none. */
        @Nullable Object call() throws IOException;
    }

    /** Methods of handles, specs and commands that send nothing. */
    private static final Set<String> SEND_NOTHING =
            Set.of(
                    "Container.id",
                    "Container.shortId",
                    "Container.warnings",
                    "Container.withTimeout",
                    "DetachedSpec.name",
                    "DetachedSpec.readiness",
                    "ContainerCommands.backend",
                    "ContextSpec.execute",
                    "EngineCommands.client",
                    "EngineCommands.logout",
                    "ExecSpec.isDetached",
                    "Image.id",
                    "Image.reference",
                    "Image.shortId",
                    "Network.id",
                    "Network.name",
                    "NetworkCommands.parseConnect",
                    "NetworkSpec.name",
                    "RunSpec.isDetached",
                    "Volume.at",
                    "Volume.cluster",
                    "Volume.created",
                    "Volume.driver",
                    "Volume.json",
                    "Volume.labels",
                    "Volume.mountpoint",
                    "Volume.name",
                    "Volume.options",
                    "Volume.references",
                    "Volume.scope",
                    "Volume.size",
                    "VolumeSpec.name");

    /** Specs that are given to a method, and have none that sends anything. */
    private static final Set<String> OPTIONS_OF_A_CALL =
            Set.of(
                    "AttachSpec",
                    "ConnectSpec",
                    "CopySpec",
                    "DisconnectSpec",
                    "HistorySpec",
                    "InspectSpec",
                    "RemoveSpec",
                    "StartSpec",
                    "StopSpec");

    /** What is tried elsewhere: it starts the watchdog of scopes, which is another process. */
    private static final Set<String> ELSEWHERE = Set.of("DetachedSpec.startScoped");

    /** For which 404 is an answer: nothing is there. */
    private static final Set<String> ANSWERED_BY_404 =
            Set.of(
                    "Container.remove",
                    "Container.copyTo",
                    "Container.writeBytes",
                    "Container.writeString",
                    "ContainerCommands.find",
                    "ContainerQuery.removeAll",
                    "ContainerQuery.stopAll",
                    "DetachedSpec.ensure",
                    "Image.remove",
                    "ImageCommands.find",
                    "Network.remove",
                    "NetworkCommands.find",
                    "NetworkPruneSpec.dryRun",
                    "ContainerPruneSpec.dryRun",
                    "SystemPruneSpec.dryRun",
                    "Volume.remove",
                    "VolumeCommands.find");

    /** For which 304 is an answer: it is so already. */
    private static final Set<String> ANSWERED_BY_304 =
            Set.of(
                    "Container.start",
                    "Container.stop",
                    "Container.startAttached",
                    "ContainerQuery.startAll",
                    "ContainerQuery.stopAll",
                    "DetachedSpec.start",
                    "DetachedSpec.ensure",
                    "RunSpec.execute",
                    "RunSpec.attach");

    /** Streams in which nothing has happened, and warnings, of which there are none. */
    private static final Set<String> MAY_BE_EMPTY =
            Set.of("StatsSpec.stream", "EventsSpec.stream", "UpdateSpec.execute");

    @TempDir Path directory;

    /** The number of the request from which on the answers are bad. */
    private volatile int badFrom = Integer.MAX_VALUE;

    private volatile Canned bad = Canned.json(500, "");
    private final AtomicInteger asked = new AtomicInteger();
    private final CannedWire wire =
            new CannedWire(
                    (call, upgraded) ->
                            asked.getAndIncrement() >= badFrom ? bad : known(call, upgraded));

    /** What a well engine answers, made once for each call: there are tens of thousands of the same. */
    private final Map<String, Canned> known = new ConcurrentHashMap<>();

    private Container container;
    private Image image;
    private Network network;
    private Volume volume;
    private ContainerCommands containers;
    private ImageCommands images;
    private NetworkCommands networks;
    private VolumeCommands volumes;
    private EngineCommands engine;
    private final Map<String, Verb> verbs = new LinkedHashMap<>();

    @BeforeEach
    void prepare() throws IOException {
        Rest rest = new Rest(wire, "1.47");
        Logins logins = new Endpoints(Map.of(), directory.resolve("home")).credentials();
        ImageApi imageApi =
                new ImageApi(
                        rest,
                        logins,
                        UserSettings.NONE,
                        PullRetries.after(Duration.ZERO, Duration.ZERO));
        containers = new ContainerCommands(new ContainerApi(rest, imageApi, Map::of));
        images = new ImageCommands(imageApi);
        networks = new NetworkCommands(new NetworkApi(rest));
        volumes = new VolumeCommands(new VolumeApi(rest));
        engine = new EngineCommands(engineApi(rest, logins, imageApi));
        container = containers.get("web");
        image = images.get("x");
        network = networks.get("net");
        volume = volumes.get("data");
        Files.writeString(directory.resolve("Dockerfile"), "FROM x\n");
        Files.write(directory.resolve("images.tar"), new byte[1024]);
        containerVerbs();
        runVerbs();
        otherVerbs();
    }

    private static EngineApi engineApi(Rest rest, Logins logins, ImageApi images) {
        Map<String, Object> nouns =
                Map.of(
                        "containers",
                        new ContainerApi(rest, images, Map::of),
                        "images",
                        images,
                        "networks",
                        new NetworkApi(rest),
                        "volumes",
                        new VolumeApi(rest),
                        "engine",
                        new EngineApi(rest, logins));
        DockerBackend connection =
                (DockerBackend)
                        Proxy.newProxyInstance(
                                DockerBackend.class.getClassLoader(),
                                new Class<?>[] {DockerBackend.class},
                                (proxy, method, arguments) -> nouns.get(method.getName()));
        return new EngineApi(rest, logins, connection);
    }

    private void verb(String name, Verb verb) {
        assertThat(verbs.put(name, verb)).as(name).isNull();
    }

    private static Verb of(Runnable action) {
        return () -> {
            action.run();
            return null;
        };
    }

    private static byte[] read(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    private void containerVerbs() {
        verb("Container.start", () -> container.start());
        verb("Container.stop", () -> container.stop());
        verb("Container.restart", of(() -> container.restart()));
        verb("Container.kill", of(() -> container.kill()));
        verb("Container.pause", of(() -> container.pause()));
        verb("Container.unpause", of(() -> container.unpause()));
        verb("Container.rename", of(() -> container.rename("other")));
        verb("Container.remove", () -> container.remove());
        verb("Container.inspect", () -> container.inspect());
        verb("Container.attach", () -> container.attach().await());
        verb("Container.startAttached", () -> container.startAttached().await());
        verb("StatsSpec.execute", () -> container.stats().execute());
        verb("StatsSpec.stream", () -> closing(container.stats().stream()));
        verb("Container.top", () -> container.top());
        verb("Container.diff", () -> container.diff());
        verb("Container.ports", () -> container.ports());
        Path file = directory.resolve("Dockerfile");
        verb("Container.copyTo", of(() -> container.copyTo(file, "/there/")));
        verb(
                "Container.copyFrom",
                of(() -> container.copyFrom("/file", directory.resolve("copied"))));
        verb("Container.readString", () -> container.readString("/file"));
        verb("Container.readBytes", () -> container.readBytes("/file"));
        verb("Container.writeString", of(() -> container.writeString("/there/file", "x")));
        verb("Container.writeBytes", of(() -> container.writeBytes("/there/file", new byte[1])));
        verb("Container.stat", () -> container.stat("/file"));
        verb("Container.export", () -> read(container.export()));
        verb("Container.awaitNextExit", () -> container.awaitNextExit());
        verb("Container.awaitRemoval", () -> container.awaitRemoval());
        verb("Container.awaitExit", () -> container.awaitExit());
        verb("Container.waitFor", () -> container.waitFor(Wait.exit(0)));
        verb("Container.hostPort", () -> container.hostPort(80));
        verb("Container.address", () -> container.address(80));
        verb("ExecSpec.execute", () -> container.exec("ls").execute());
        verb("ExecSpec.start", of(() -> container.exec("ls").start()));
        verb("ExecSpec.attach", () -> container.exec("ls").attach().await());
        verb("CommitSpec.execute", () -> container.commit("made:1").execute());
        verb("UpdateSpec.execute", () -> container.update().memory("64m").execute());
        verb("LogsSpec.execute", () -> container.logs().execute());
        verb("LogsSpec.lines", () -> closing(container.logs().lines()));
        verb("LogsSpec.open", () -> read(container.logs().open()));
        verb("LogsSpec.subscribe", of(() -> container.logs().subscribe(line -> {}).await()));
        verb("ContainerCommands.list", () -> containers.list());
        verb("ContainerCommands.get", () -> containers.get("web"));
        verb("ContainerCommands.find", () -> containers.find("web"));
        verb("ContainerQuery.list", () -> containers.query().all().list());
        verb("ContainerQuery.stopAll", of(() -> containers.query().name("web").stopAll()));
        verb("ContainerQuery.removeAll", of(() -> containers.query().name("web").removeAll()));
        verb("ContainerQuery.startAll", of(() -> containers.query().name("web").startAll()));
        verb("ContainerQuery.restartAll", of(() -> containers.query().name("web").restartAll()));
        verb("ContainerQuery.killAll", of(() -> containers.query().name("web").killAll()));
        verb("ContainerQuery.pauseAll", of(() -> containers.query().name("web").pauseAll()));
        verb("ContainerQuery.unpauseAll", of(() -> containers.query().name("web").unpauseAll()));
        verb("ContainerQuery.awaitExitAll", () -> containers.query().name("web").awaitExitAll());
        verb("ContainerPruneSpec.execute", () -> containers.prune().execute());
        verb("ContainerPruneSpec.dryRun", () -> containers.prune().dryRun());
    }

    private void runVerbs() {
        verb("RunSpec.execute", () -> containers.run("x").name("web").execute());
        verb("RunSpec.create", () -> containers.run("x").pull("always").name("web").create());
        verb("RunSpec.attach", () -> containers.run("x").interactive().attach().await());
        verb("DetachedSpec.create", () -> containers.run("x").name("web").detached().create());
        verb("DetachedSpec.start", () -> containers.run("x").name("web").detached().start());
        verb("DetachedSpec.ensure", () -> containers.run("x").name("fresh").detached().ensure());
    }

    private void otherVerbs() {
        verb("ImageCommands.list", () -> images.list());
        verb("ImageCommands.get", () -> images.get("x"));
        verb("ImageCommands.find", () -> images.find("x"));
        verb("ImageQuery.list", () -> images.query().list());
        verb("ImagePruneSpec.execute", () -> images.prune().execute());
        verb("ImagePruneSpec.dryRun", () -> images.prune().dryRun());
        verb("Image.inspect", () -> image.inspect());
        verb("Image.history", () -> image.history());
        verb("Image.tag", () -> image.tag("y:1"));
        verb("Image.remove", () -> image.remove());
        verb("PullSpec.execute", () -> images.pull("x").execute());
        verb("PullSpec.ensure", () -> images.pull("x").ensure());
        verb("PullSpec.AllTags.execute", () -> images.pull("x").allTags().execute());
        verb("PushSpec.execute", () -> image.push().execute());
        verb("PushSpec.AllTags.execute", () -> image.push().allTags().execute());
        verb(
                "ImportSpec.execute",
                () -> images.importFrom(directory.resolve("images.tar")).tag("y").execute());
        verb("SearchSpec.execute", () -> images.search("x").execute());
        verb("BuildSpec.execute", () -> images.build(directory).execute());
        verb("LoadSpec.execute", () -> images.load(directory.resolve("images.tar")).execute());
        verb("SaveSpec.open", () -> read(image.save().open()));
        verb("SaveSpec.to", of(() -> image.save().to(directory.resolve("saved.tar"))));
        verb("NetworkCommands.list", () -> networks.list());
        verb("NetworkCommands.get", () -> networks.get("net"));
        verb("NetworkCommands.find", () -> networks.find("net"));
        verb("NetworkQuery.list", () -> networks.query().list());
        verb("NetworkSpec.execute", () -> networks.create("net").execute());
        verb("NetworkPruneSpec.execute", () -> networks.prune().execute());
        verb("NetworkPruneSpec.dryRun", () -> networks.prune().dryRun());
        verb("Network.inspect", () -> network.inspect());
        verb("Network.connect", of(() -> network.connect("/web")));
        verb("Network.disconnect", of(() -> network.disconnect("web")));

        verb("Network.remove", () -> network.remove());
        verb("VolumeCommands.list", () -> volumes.list());
        verb("VolumeCommands.get", () -> volumes.get("data"));
        verb("VolumeCommands.find", () -> volumes.find("data"));
        verb("VolumeQuery.list", () -> volumes.query().list());
        verb("VolumeSpec.execute", () -> volumes.create("data").execute());
        verb("VolumePruneSpec.execute", () -> volumes.prune().execute());
        verb("VolumePruneSpec.dryRun", () -> volumes.prune().dryRun());
        verb("Volume.inspect", () -> volume.inspect());
        verb("Volume.remove", () -> volume.remove());
        verb("VolumeUpdateSpec.execute", of(() -> volume.update().availability("drain").execute()));

        verb("EngineCommands.ping", () -> engine.ping());
        verb("EngineCommands.version", () -> engine.version());
        verb("EngineCommands.info", () -> engine.info());
        verb("EngineCommands.diskUsage", () -> engine.diskUsage());
        verb("SystemPruneSpec.execute", () -> engine.prune().all().volumes().execute());
        verb("SystemPruneSpec.dryRun", () -> engine.prune().all().volumes().dryRun());
        verb("BuildCachePruneSpec.execute", () -> engine.pruneBuildCache().execute());
        verb("BuildCachePruneSpec.dryRun", () -> engine.pruneBuildCache().dryRun());
        verb(
                "EngineCommands.login",
                () -> engine.login("registry.example", new Credentials("me", "secret")));
        verb("EventsSpec.stream", () -> closing(engine.events().stream()));
        verb("EventsSpec.subscribe", of(() -> engine.events().subscribe(event -> {}).await()));
    }

    private static <T> List<T> closing(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }

    private Canned known(String call, boolean upgraded) {
        return known.computeIfAbsent(
                call + " " + upgraded + " " + running, any -> good(call, upgraded));
    }

    /** What a well engine answers. */
    private static Canned good(String call, boolean upgraded) {
        String path = call.replaceFirst("\\?.*", "");
        String id = "{\"Id\":\"" + ID + "\"}";
        if (path.equals("GET /containers/fresh/json")) {
            return Canned.json(404, "{}");
        }
        if (path.endsWith("/archive")) {
            return archive(call);
        }
        if (path.matches("POST /(containers/[^/]+/attach|exec/e/start)")) {
            return Canned.of(upgraded ? 101 : 200, "application/vnd.docker.multiplexed-stream", "");
        }
        if (path.matches("GET /containers/[^/]+/logs")) {
            return Canned.of(200, "application/vnd.docker.raw-stream", "a line\n");
        }
        if (path.matches("GET /(containers/[^/]+/export|images/get)")) {
            return Canned.of(200, "application/x-tar", "\0".repeat(1024));
        }
        return Canned.json(
                200,
                switch (path) {
                    case "GET /containers/json" ->
                            "[{\"Id\":\"" + ID + "\",\"Names\":[\"/web\"],\"State\":\"odd\"}]";
                    case "GET /images/json" -> "[{\"Id\":\"sha256:1\",\"RepoTags\":[\"x\"]}]";
                    case "GET /networks" -> "[{\"Id\":\"n1\",\"Name\":\"net\"}]";
                    case "GET /volumes" -> "{\"Volumes\":[{\"Name\":\"data\"}]}";
                    case "GET /networks/net", "GET /networks/n1" ->
                            "{\"Id\":\"n1\",\"Name\":\"net\",\"Containers\":{}}";
                    case "POST /networks/create" -> "{\"Id\":\"n1\"}";
                    case "GET /volumes/data" ->
                            "{\"Name\":\"data\",\"ClusterVolume\":{\"ID\":\"v\",\"Spec\":{}}}";
                    case "POST /volumes/create" -> "{\"Name\":\"data\"}";
                    case "POST /containers/prune" ->
                            "{\"ContainersDeleted\":[\"c\"],\"SpaceReclaimed\":1}";
                    case "POST /images/prune" ->
                            "{\"ImagesDeleted\":[{\"Deleted\":\"i\"}],\"SpaceReclaimed\":1}";
                    case "POST /networks/prune" -> "{\"NetworksDeleted\":[\"net\"]}";
                    case "POST /volumes/prune" ->
                            "{\"VolumesDeleted\":[\"data\"],\"SpaceReclaimed\":1}";
                    case "POST /images/create" ->
                            "{\"status\":\"Pulling from x\",\"id\":\"1\"}{\"status\":\"sha256:3\"}";
                    case "GET /images/search" -> "[{\"name\":\"x\"}]";
                    case "POST /images/x/push" ->
                            "{\"aux\":{\"Tag\":\"latest\",\"Digest\":\"sha256:2\",\"Size\":1}}";
                    case "POST /build" -> "{\"aux\":{\"ID\":\"sha256:3\"}}";
                    case "POST /images/load" -> "{\"stream\":\"Loaded image: x\"}";
                    case "POST /build/prune" -> "{\"CachesDeleted\":[\"b\"],\"SpaceReclaimed\":1}";
                    case "GET /system/df" ->
                            "{\"LayersSize\":1,\"Images\":[],\"Containers\":null,\"Volumes\":[],\"BuildCache\":[]}";
                    case "GET /version" -> "{\"Version\":\"1\"}";
                    case "GET /info" -> "{\"ServerVersion\":\"1\"}";
                    case "GET /events" -> "{\"Type\":\"container\",\"Action\":\"start\"}";
                    case "GET /exec/e/json" -> "{\"Running\":false,\"ExitCode\":0}";
                    default -> ofContainer(path, id);
                });
    }

    private static String ofContainer(String path, String id) {
        String action = path.substring(path.lastIndexOf('/') + 1);
        return switch (action) {
            case "update" -> "{\"Warnings\":[\"odd\"]}";
            case "exec" -> "{\"Id\":\"e\"}";
            case "wait" -> "{\"StatusCode\":0}";
            case "top" -> "{\"Titles\":[\"PID\"],\"Processes\":[[\"1\"]]}";
            case "changes" -> "[{\"Kind\":0,\"Path\":\"/x\"}]";
            case "history" -> "[{\"Id\":\"<missing>\"}]";
            case "json" ->
                    path.startsWith("GET /images/")
                            ? id
                            : "{\"Id\":\""
                                    + ID
                                    + "\",\"Name\":\"/web\",\"State\":{\"Status\":\"exited\",\"Running\":"
                                    + running
                                    + ",\"ExitCode\":0,\"FinishedAt\":\"2024-01-02T03:04:05Z\"},"
                                    + "\"NetworkSettings\":{\"Ports\":{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]}}}";
            default -> path.startsWith("DELETE /images/") ? "[{\"Untagged\":\"x\"}]" : id;
        };
    }

    /** Attaching wants a container that runs, attached starts one that does not. */
    private static volatile boolean running;

    private static Canned archive(String call) {
        boolean directory = call.endsWith("there") || call.endsWith("%2F");
        String stat =
                "{\"name\":\"file\",\"size\":1,\"mode\":"
                        + (directory ? (1L << 31) + 0755 : 0644)
                        + ",\"mtime\":\"2024-01-02T03:04:05Z\",\"linkTarget\":\"\"}";
        byte[] tar = new byte[2048];
        byte[] head = tarHead();
        System.arraycopy(head, 0, tar, 0, head.length);
        return new Canned(
                200,
                Map.of(
                        "X-Docker-Container-Path-Stat",
                        Base64.getEncoder().encodeToString(stat.getBytes(StandardCharsets.UTF_8))),
                call.startsWith("GET") ? tar : new byte[0]);
    }

    /** The head of an empty file in the oldest form of tar. */
    private static byte[] tarHead() {
        byte[] head = new byte[512];
        byte[] name = "file".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, head, 0, name.length);
        put(head, 100, "0000644");
        put(head, 124, "00000000000");
        put(head, 136, "00000000000");
        put(head, 148, "        ");
        int sum = 0;
        for (byte b : head) {
            sum += b & 0xff;
        }
        put(head, 148, String.format(Locale.ROOT, "%06o", sum));
        head[154] = 0;
        return head;
    }

    private static void put(byte[] into, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }

    @Test
    void eachMethodOfHandlesSpecsAndCommandsIsTriedOrSendsNothing() throws Exception {
        Set<String> methods = new TreeSet<>();
        for (Class<?> type : classesOfTheApi()) {
            boolean looked =
                    type.getSimpleName()
                            .matches(
                                    "\\w+(Commands|Spec|Query)|AllTags|Container|Image|Network|Volume");
            if (looked && !OPTIONS_OF_A_CALL.contains(type.getSimpleName())) {
                methods.addAll(methods(type));
            }
        }
        assertThat(methods).hasSizeGreaterThan(100);
        Set<String> known = new TreeSet<>(verbs.keySet());
        known.addAll(SEND_NOTHING);
        known.addAll(ELSEWHERE);
        assertThat(methods).containsExactlyInAnyOrderElementsOf(known);
    }

    /** The classes beside {@link Docker}: of a directory, or of a jar where the build has made one. */
    private static List<Class<?>> classesOfTheApi() throws Exception {
        Path place =
                Path.of(Docker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return classesBelow(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classesBelow(jar.getPath("/"));
        }
    }

    private static List<Class<?>> classesBelow(Path root) throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("io/dockerkit"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                if (!name.endsWith("-info.class")) {
                    String type = name.substring(0, name.length() - ".class".length());
                    classes.add(Class.forName(type, false, Docker.class.getClassLoader()));
                }
            }
        }
        return classes;
    }

    /** The public methods that are no option, which return the spec or another one, and no word about the spec itself. */
    private static Set<String> methods(Class<?> type) {
        Set<String> found = new TreeSet<>();
        String name =
                type.getSimpleName().equals("AllTags")
                        ? type.getDeclaringClass().getSimpleName() + ".AllTags"
                        : type.getSimpleName();
        for (Method method : type.getMethods()) {
            boolean option =
                    (method.getGenericReturnType() instanceof TypeVariable<?> self
                                    && self.getName().equals("S"))
                            || method.getReturnType()
                                    .getSimpleName()
                                    .matches("\\w+(Spec|Query)|AllTags");
            boolean word =
                    Set.of("equals", "hashCode", "toString", "toCommandLine")
                            .contains(method.getName());
            boolean inherited = method.getDeclaringClass() == Object.class;
            if (!option
                    && !word
                    && !inherited
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && !method.isSynthetic()) {
                found.add(name + "." + method.getName());
            }
        }
        return found;
    }

    private Verb prepared(String name) {
        running = name.equals("Container.attach");
        return verbs.get(name);
    }

    private int requests(String name) throws IOException {
        badFrom = Integer.MAX_VALUE;
        asked.set(0);
        Object result = prepared(name).call();
        assertThat(result instanceof Collection<?> c && c.isEmpty()).as(name).isFalse();
        return asked.get();
    }

    @Test
    void eachIsCarriedOutWhereAllAnswersAreGood() throws IOException {
        for (String name : verbs.keySet()) {
            assertThat(requests(name)).as(name).isPositive();
        }
    }

    @Test
    void eachAnswerIsAResultOrATypedErrorWithTheWordsThatCame() throws Exception {
        List<String> faults = new ArrayList<>();
        AtomicInteger tried = new AtomicInteger();
        // exceptions are cheaper on a thread whose stack is not JUnit's
        FutureTask<Void> sweep =
                new FutureTask<>(
                        () -> {
                            int turn = 0;
                            for (String name : verbs.keySet()) {
                                int requests = requests(name);
                                for (int first = 0; first < requests; first++) {
                                    tried.addAndGet(sweep(name, first, turn++, faults));
                                }
                            }
                            return null;
                        });
        Thread thread = new Thread(sweep, "test-sweep");
        thread.setDaemon(true);
        thread.start();
        sweep.get();
        assertThat(faults).as(String.join("\n", faults)).isEmpty();
        assertThat(tried.get()).isGreaterThan(Endurance.count(190_000, 9_000));
    }

    /**
     * Tries each status with each body. Without endurance, a request gets every second status that has a name, and every ninth
     * of the others, with one of the bodies; the next request gets the next ones.
     */
    private int sweep(String name, int first, int turn, List<String> faults) {
        int tried = 0;
        int faultsBefore = faults.size();
        for (int status = 100; status < 600; status++) {
            for (int body = 0; body < BODIES.size(); body++) {
                if (Endurance.isFull()
                        || (NAMED.contains(status)
                                ? (status + turn) % 6 == body * 2
                                : (status + turn) % 27 == body * 9)) {
                    tried++;
                    String fault = fault(name, first, status, BODIES.get(body));
                    if (!fault.isEmpty() && faults.size() - faultsBefore < 5) {
                        faults.add(
                                name
                                        + ", request "
                                        + first
                                        + ", "
                                        + status
                                        + " \""
                                        + BODIES.get(body)
                                        + "\": "
                                        + fault);
                    }
                }
            }
        }
        return tried;
    }

    /** Returns what is wrong with what becomes of a bad answer, or "". */
    private String fault(String name, int first, int status, String body) {
        asked.set(0);
        badFrom = first;
        bad =
                new Canned(
                        status,
                        status / 100 == 3
                                ? Map.of(
                                        "Location",
                                        "http://elsewhere/",
                                        "Content-Type",
                                        "text/html")
                                : Map.of("Content-Type", "text/html"),
                        body.getBytes(StandardCharsets.UTF_8));
        try {
            Object result = prepared(name).call();
            boolean answer =
                    status / 100 == 2
                            || (status == 404 && ANSWERED_BY_404.contains(name))
                            || (status == 304 && ANSWERED_BY_304.contains(name));
            boolean empty = result instanceof Collection<?> c && c.isEmpty();
            return !answer
                    ? "taken for an answer"
                    : empty && !MAY_BE_EMPTY.contains(name) ? "an empty list" : "";
        } catch (EngineException refused) {
            boolean words =
                    body.isEmpty()
                            || status / 100 == 2
                            || refused.getMessage().contains(WORDS)
                            || wire.calls().get(wire.calls().size() - 1).startsWith("HEAD");
            return words ? "" : "without the words: " + refused;
        } catch (DockerException typed) {
            return "";
        } catch (IOException | RuntimeException | Error raw) {
            return raw.toString();
        } finally {
            wire.calls().clear();
        }
    }
}
