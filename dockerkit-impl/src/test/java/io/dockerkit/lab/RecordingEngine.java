package io.dockerkit.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An engine on a unix socket that does nothing, answers each call as an engine does where all is well, and keeps what it was
 * asked. It answers as the one does against which the docker CLI was recorded. Thread-safe.
 */
public final class RecordingEngine implements AutoCloseable {
    public static final String ID = "c0ffee".repeat(10) + "c0ff";
    public static final String IMAGE = "sha256:" + "1a".repeat(32);

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One request.
     *
     * @param path without the version
     * @param query the parameters, decoded
     * @param headers by their names in lower case
     * @param body the JSON, or null for none and for an archive
     */
    public record Request(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            JsonNode body,
            byte[] bytes) {}

    /**
     * One answer.
     *
     * @param body JSON, or the empty text for none
     */
    public record Reply(int status, String body) {}

    private final Acceptor<SocketChannel> acceptor;
    private final Path socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Optional<Reply>> first = request -> Optional.empty();
    private volatile boolean running = true;
    private volatile String platform = "linux/amd64";

    /** Listens on a socket in the directory. */
    public RecordingEngine(Path directory) throws IOException {
        socket = directory.resolve("engine.sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        acceptor = Acceptor.start("test-engine", server, server::accept, this::serve);
    }

    /** Returns its address. */
    public String host() {
        return "unix://" + socket;
    }

    /** Returns what it was asked, pings aside. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Forgets what it was asked, and says from now on whether its container runs. */
    public void reset(boolean itsContainerRuns) {
        requests.clear();
        running = itsContainerRuns;
    }

    /** Says of its images that they are for this platform. */
    public void imagesAreFor(String osAndArchitecture) {
        platform = osAndArchitecture;
    }

    /** Lets another one answer what it knows. */
    public void answersFirst(Function<Request, Optional<Reply>> other) {
        first = other;
    }

    private void serve(SocketChannel peer) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(peer));
        OutputStream out = Channels.newOutputStream(peer);
        for (Request request = read(in); request != null; request = read(in)) {
            if (!request.path().equals("/_ping")) {
                requests.add(request);
            }
            if (request.headers().containsKey("upgrade")) {
                send(
                        out,
                        "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                                + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
                return;
            }
            answer(request, out);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = body(in, headers);
        String[] words = first.split(" ", 3);
        String[] parts = words[1].replaceFirst("^/v1\\.\\d+", "").split("\\?", 2);
        boolean json = headers.getOrDefault("content-type", "").contains("json");
        return new Request(
                words[0],
                parts[0],
                parts.length < 2 ? Map.of() : query(parts[1]),
                headers,
                json && body.length > 0 ? JSON.readTree(body) : null,
                body);
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!headers.containsKey("transfer-encoding")) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in), 16);
            all.write(in.readNBytes(size));
            line(in);
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            query.computeIfAbsent(sides[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private void answer(Request request, OutputStream out) throws IOException {
        Optional<Reply> known = first.apply(request);
        if (known.isPresent()) {
            boolean logs = request.path().endsWith("/logs");
            reply(
                    out,
                    known.get().status(),
                    logs ? "application/vnd.docker.multiplexed-stream" : "application/json",
                    "",
                    known.get().body().getBytes(StandardCharsets.UTF_8));
            return;
        }
        String path = request.path();
        String end = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals("/_ping")) {
            // the CLI asks by HEAD, whose answer has no body
            reply(out, 200, "text/plain", "", new byte[0]);
        } else if (path.startsWith("/containers/") && end.equals("archive")) {
            archive(request, out);
        } else if (end.equals("export") || (path.startsWith("/images/") && end.equals("get"))) {
            reply(out, 200, "application/x-tar", "", tar());
        } else if (end.equals("logs")) {
            reply(out, 200, "application/vnd.docker.multiplexed-stream", "", new byte[0]);
        } else {
            String text = text(request, path, end);
            reply(
                    out,
                    text.isEmpty() ? 204 : 200,
                    "application/json",
                    "",
                    text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void reply(OutputStream out, int status, String type, String header, byte[] body)
            throws IOException {
        send(
                out,
                String.format(
                        Locale.ROOT,
                        "HTTP/1.1 %d Well\r\nApi-Version: 1.50\r\nOstype: linux\r\nContent-Type: %s\r\n%s%s\r\n",
                        status,
                        type,
                        header,
                        status == 204 ? "" : "Content-Length: " + body.length + "\r\n"));
        out.write(body);
    }

    private String text(Request request, String path, String end) {
        String noun = path.split("/", 3)[1];
        boolean removal = request.method().equals("DELETE");
        return switch (noun) {
            case "containers" -> removal ? "" : container(path, end);
            case "images" -> removal ? "[{\"Untagged\":\"a:1\"}]" : image(path, end);
            case "networks" -> removal ? "" : network(end);
            case "volumes" -> removal ? "" : volume(end);
            case "exec" ->
                    end.equals("start") ? " " : "{\"ID\":\"e\",\"Running\":false,\"ExitCode\":0}";
            case "info" -> "{\"OSType\":\"linux\",\"ServerVersion\":\"28.2.2\"}";
            case "version" -> "{\"Version\":\"28.2.2\",\"ApiVersion\":\"1.50\"}";
            case "auth" -> "{\"Status\":\"Login Succeeded\"}";
            case "build" -> "{\"aux\":{\"ID\":\"" + IMAGE + "\"}}";
            case "commit" -> "{\"Id\":\"" + IMAGE + "\"}";
            default -> " ";
        };
    }

    private String container(String path, String end) {
        return switch (end) {
            case "json" ->
                    path.equals("/containers/json")
                            ? "[]"
                            : String.format(
                                    Locale.ROOT,
                                    """
                                    {"Id":"%s","Name":"/c","Image":"%s","Config":{"Tty":false,"OpenStdin":true,"Image":"alpine"},
                                     "State":{"Running":%s,"Status":"running","Pid":1,"StartedAt":"2024-01-02T03:04:05Z"},
                                     "HostConfig":{"NetworkMode":"default"},"NetworkSettings":{"Ports":{}},"Created":"2024-01-02T03:04:05Z"}
                                    """,
                                    ID,
                                    IMAGE,
                                    running);
            case "prune" -> "{\"ContainersDeleted\":[],\"SpaceReclaimed\":0}";
            case "create" -> "{\"Id\":\"" + ID + "\",\"Warnings\":[]}";
            case "wait" -> "{\"StatusCode\":0}";
            case "top" -> "{\"Titles\":[\"PID\"],\"Processes\":[[\"1\"]]}";
            case "changes" -> "[{\"Path\":\"/a\",\"Kind\":1}]";
            case "stats" ->
                    "{\"read\":\"2024-01-02T03:04:05Z\",\"cpu_stats\":{},\"precpu_stats\":{},\"memory_stats\":{}}";
            case "exec" -> "{\"Id\":\"e\"}";
            case "update" -> "{\"Warnings\":[]}";
            default -> "";
        };
    }

    private String image(String path, String end) {
        return switch (end) {
            case "create" ->
                    "{\"status\":\"Pulling from x\",\"id\":\"1\"}{\"status\":\"" + IMAGE + "\"}";
            case "history", "search" -> "[]";
            case "push" -> "{\"aux\":{\"Tag\":\"1\",\"Digest\":\"" + IMAGE + "\",\"Size\":1}}";
            case "prune" -> "{\"ImagesDeleted\":[],\"SpaceReclaimed\":0}";
            case "load" -> "{\"stream\":\"Loaded image: a:1\\n\"}";
            case "tag" -> " ";
            default ->
                    path.equals("/images/json")
                            ? "[]"
                            : String.format(
                                    Locale.ROOT,
                                    "{\"Id\":\"%s\",\"Os\":\"%s\",\"Architecture\":\"%s\",\"Config\":{}}",
                                    IMAGE,
                                    platform.split("/", 3)[0],
                                    platform.split("/", 3)[1]);
        };
    }

    private static String network(String end) {
        return switch (end) {
            case "networks" -> "[]";
            case "create" -> "{\"Id\":\"" + ID + "\"}";
            case "prune" -> "{\"NetworksDeleted\":[]}";
            case "connect", "disconnect" -> " ";
            default ->
                    "{\"Id\":\""
                            + ID
                            + "\",\"Name\":\"n\",\"Driver\":\"bridge\",\"IPAM\":{\"Config\":[]}}";
        };
    }

    private static String volume(String end) {
        return switch (end) {
            case "volumes" -> "{\"Volumes\":[]}";
            case "prune" -> "{\"VolumesDeleted\":[],\"SpaceReclaimed\":0}";
            default ->
                    "{\"Name\":\""
                            + (end.equals("create") ? "v" : end)
                            + "\",\"Driver\":\"local\"}";
        };
    }

    /** A path that ends in d is a directory, and one that ends in new is not there. */
    private static void archive(Request request, OutputStream out) throws IOException {
        String of = request.query().get("path").get(0).replaceFirst("[/.]+$", "");
        if (request.method().equals("PUT")) {
            reply(out, 200, "application/json", "", new byte[0]);
        } else if (of.endsWith("new")) {
            reply(
                    out,
                    404,
                    "application/json",
                    "",
                    request.method().equals("HEAD")
                            ? new byte[0]
                            : "{\"message\":\"Could not find the file\"}"
                                    .getBytes(StandardCharsets.UTF_8));
        } else {
            long mode = of.endsWith("d") ? 0x800001EDL : 420;
            String stat =
                    String.format(
                            Locale.ROOT,
                            "{\"name\":\"%s\",\"size\":2,\"mode\":%d,\"mtime\":\"2024-01-02T03:04:05Z\",\"linkTarget\":\"\"}",
                            of.endsWith("d") ? "d" : "f",
                            mode);
            reply(
                    out,
                    200,
                    "application/x-tar",
                    "X-Docker-Container-Path-Stat: "
                            + Base64.getEncoder()
                                    .encodeToString(stat.getBytes(StandardCharsets.UTF_8))
                            + "\r\n",
                    request.method().equals("HEAD") ? new byte[0] : tar());
        }
    }

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("f");
            entry.setSize(2);
            tar.putArchiveEntry(entry);
            tar.write(new byte[] {'h', 'i'});
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }
}
