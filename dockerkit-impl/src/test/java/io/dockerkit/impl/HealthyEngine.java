package io.dockerkit.impl;

import io.dockerkit.lab.CannedWire.Canned;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers each call of the Engine API as an engine in good health does: with one container {@code web}, one image {@code x},
 * one network {@code net} and one volume {@code data}. Thread-safe.
 */
final class HealthyEngine {
    private static final String ID = "c0ffee".repeat(10) + "c0ff";

    /** The answers, made once for each call: there are tens of thousands of the same. */
    private final Map<String, Canned> known = new ConcurrentHashMap<>();

    private volatile boolean running;

    /** Sets whether the container runs: attaching needs one that does, an attached start one that does not. */
    void containerRuns(boolean runs) {
        running = runs;
    }

    /** Returns the answer to a call. */
    Canned answer(String call, boolean upgraded) {
        return known.computeIfAbsent(
                call + " " + upgraded + " " + running, any -> good(call, upgraded));
    }

    private Canned good(String call, boolean upgraded) {
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
                    case "GET /info" ->
                            "{\"ServerVersion\":\"1\",\"Swarm\":{\"ControlAvailable\":true}}";
                    case "GET /events" -> "{\"Type\":\"container\",\"Action\":\"start\"}";
                    case "GET /exec/e/json" -> "{\"Running\":false,\"ExitCode\":0}";
                    default -> path.matches(OF_A_SWARM) ? ofSwarm(path) : ofContainer(path, id);
                });
    }

    private static final String OF_A_SWARM =
            "\\w+ /(swarm|nodes|services|tasks|secrets|configs|distribution).*";

    /** A swarm of one node {@code m1} with one service {@code web}, whose task runs, a secret and a config. */
    private static String ofSwarm(String path) {
        String[] parts = path.split("[ /]", -1);
        boolean one = parts.length > 3;
        String service =
                "{\"ID\":\"s1\",\"Spec\":{\"Name\":\"web\",\"Labels\":{\"com.docker.stack.namespace\":\"shop\"},\"Mode\":{\"Replicated\":{\"Replicas\":1}},"
                        + "\"UpdateConfig\":{\"Monitor\":1}}}";
        String task =
                "{\"ID\":\"t1\",\"ServiceID\":\"s1\",\"Slot\":1,\"NodeID\":\"m1\",\"DesiredState\":\"running\","
                        + "\"Status\":{\"State\":\"running\"}}";
        String node =
                "{\"ID\":\"m1\",\"Spec\":{\"Role\":\"worker\"},\"Description\":{\"Hostname\":\"m1\"},"
                        + "\"Status\":{\"State\":\"ready\"}}";
        String stored =
                "{\"ID\":\"x1\",\"Spec\":{\"Name\":\""
                        + (parts[2].equals("secrets") ? "pw" : "site")
                        + "\",\"Data\":\"eA==\"}}";
        if (path.startsWith("POST") && !path.endsWith("/init")) {
            return path.endsWith("create") ? "{\"ID\":\"s1\"}" : "{}";
        }
        String whole =
                switch (parts[2]) {
                    case "services" -> service;
                    case "tasks" -> task;
                    case "nodes" -> node;
                    case "secrets", "configs" -> stored;
                    default -> "";
                };
        return switch (path) {
            case "POST /swarm/init" -> "\"m1\"";
            case "GET /swarm/unlockkey" -> "{\"UnlockKey\":\"SWMKEY-1\"}";
            case "GET /swarm" ->
                    "{\"ID\":\"w1\",\"Spec\":{\"EncryptionConfig\":{\"AutoLockManagers\":true}},"
                            + "\"JoinTokens\":{\"Worker\":\"SWMTKN-1\"}}";
            default -> whole.isEmpty() ? "{}" : one ? whole : "[" + whole + "]";
        };
    }

    private String ofContainer(String path, String id) {
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
}
