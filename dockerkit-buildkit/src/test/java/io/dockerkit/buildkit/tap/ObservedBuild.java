package io.dockerkit.buildkit.tap;

import io.dockerkit.impl.build.wire.ProtoReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client told BuildKit for one build, which files it sent, and what BuildKit reported.
 *
 * @param attributes those of the Dockerfile's frontend
 * @param exports the types of the exporters, each with its attributes
 * @param entitlements what the build may do
 * @param transfers the directories that the engine read, in a fixed order
 * @param reports the messages of BuildKit's status, as they came
 */
public record ObservedBuild(
        Map<String, String> attributes,
        List<Export> exports,
        TreeSet<String> entitlements,
        List<Transfer> transfers,
        List<byte[]> reports) {
    private static final String SOLVE = "/moby.buildkit.v1.Control/Solve";
    private static final String STATUS = "/moby.buildkit.v1.Control/Status";
    private static final String FRONTEND = "/moby.buildkit.v1.frontend.LLBBridge/Solve";
    private static final String FILES = "/moby.filesync.v1.FileSync/DiffCopy";

    /** An exporter. */
    public record Export(String type, TreeMap<String, String> attributes) {}

    /**
     * Files that the engine asked for.
     *
     * @param directory the name that the engine has for the directory
     * @param stats what was listed, in its order
     */
    public record Transfer(
            String directory,
            List<String> includes,
            List<String> excludes,
            List<String> followed,
            List<Stat> stats) {}

    /**
     * A file of a list, as far as it depends on the tree: its path and target are byte names, its mode is Go's in octal.
     */
    public record Stat(String path, String mode, long size, String link) {
        /** Reads fsutil's message. */
        public static Stat read(ProtoReader reader) {
            String path = "";
            long mode = 0;
            long size = 0;
            String link = "";
            while (reader.next()) {
                switch (reader.field()) {
                    case 1 -> path = reader.byteName();
                    case 2 -> mode = reader.number();
                    case 5 -> size = reader.number();
                    case 7 -> link = reader.byteName();
                    default -> {
                        // owner, time, device, extended attributes
                    }
                }
            }
            return new Stat(path, Long.toOctalString(mode & 0xffffffffL), size, link);
        }

        @Override
        public String toString() {
            return path + " " + mode + " " + size + (link.isEmpty() ? "" : " -> " + link);
        }
    }

    /** Reads the connections of one build. */
    public static ObservedBuild of(List<TappedConnection> connections) throws IOException {
        ObservedBuild build =
                new ObservedBuild(
                        new TreeMap<>(),
                        new ArrayList<>(),
                        new TreeSet<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        Map<String, String> whole = new TreeMap<>();
        for (TappedConnection connection : connections) {
            for (GrpcCalls.Call call : GrpcCalls.of(connection)) {
                switch (call.path()) {
                    case SOLVE -> call.requests().forEach(request -> build.solve(request, whole));
                    case FRONTEND -> call.requests().forEach(build::frontend);
                    case STATUS -> build.reports.addAll(call.responses());
                    case FILES -> build.transfers.add(transfer(call));
                    default -> {
                        // health, logins, secrets
                    }
                }
            }
        }
        if (build.attributes.isEmpty()) {
            // the client calls the frontend by the build itself, and not by a call of its own
            build.attributes.putAll(whole);
        }
        build.transfers.sort(
                Comparator.comparing(
                        each ->
                                each.directory
                                        + each.includes
                                        + each.followed
                                        + each.excludes
                                        + each.stats));
        return build;
    }

    private void solve(byte[] request, Map<String, String> whole) {
        ProtoReader reader = new ProtoReader(request);
        while (reader.next()) {
            switch (reader.field()) {
                case 7 -> reader.entryInto(whole);
                case 9 -> entitlements.add(reader.text());
                case 13 -> exports.add(export(reader.message()));
                default -> {
                    // the session and its older spellings
                }
            }
        }
    }

    private static Export export(ProtoReader reader) {
        String type = "";
        TreeMap<String, String> attributes = new TreeMap<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = reader.text();
                case 2 -> reader.entryInto(attributes);
                default -> {
                    // a newer client's
                }
            }
        }
        return new Export(type, attributes);
    }

    private void frontend(byte[] request) {
        Map<String, String> given = new TreeMap<>();
        String name = "";
        ProtoReader reader = new ProtoReader(request);
        while (reader.next()) {
            switch (reader.field()) {
                case 2 -> name = reader.text();
                case 3 -> reader.entryInto(given);
                default -> {
                    // definitions and caches
                }
            }
        }
        if (!name.isEmpty()) {
            attributes.putAll(given);
        }
    }

    private static Transfer transfer(GrpcCalls.Call call) {
        List<Stat> stats = new ArrayList<>();
        boolean listed = false;
        for (byte[] message : call.responses()) {
            int type = 0;
            Stat stat = null;
            ProtoReader packet = new ProtoReader(message);
            while (packet.next()) {
                switch (packet.field()) {
                    case 1 -> type = (int) packet.number();
                    case 2 -> stat = Stat.read(packet.message());
                    default -> {
                        // contents
                    }
                }
            }
            if (type == 0 && !listed) {
                if (stat == null) {
                    listed = true;
                } else {
                    stats.add(stat);
                }
            }
        }
        return new Transfer(
                call.header("dir-name"),
                values(call, "include-patterns"),
                values(call, "exclude-patterns"),
                values(call, "followpaths"),
                stats);
    }

    private static List<String> values(GrpcCalls.Call call, String name) {
        List<String> values = call.headers().getOrDefault(name, List.of());
        return call.header(name + "-encoded").equals("1")
                ? values.stream()
                        .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
                        .toList()
                : values;
    }
}
