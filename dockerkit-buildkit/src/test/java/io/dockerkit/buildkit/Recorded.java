package io.dockerkit.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.buildkit.tap.ObservedBuild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds of docker buildx as they are kept in files: a line of JSON for each. */
record Recorded(BuildCase build, ObservedBuild observed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Returns the recordings of a file.
     *
     * @param known the cases whose files are not in the recording, by their names
     */
    static List<Recorded> read(String resource, Map<String, BuildCase> known) throws IOException {
        List<Recorded> recorded = new ArrayList<>();
        try (InputStream in = Recorded.class.getResourceAsStream(resource)) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    recorded.add(read(JSON.readTree(line), known));
                }
            }
        }
        return recorded;
    }

    private static Recorded read(JsonNode node, Map<String, BuildCase> known) {
        String name = node.path("name").asText();
        BuildCase build = known.get(name);
        if (build == null) {
            List<BuildCase.Entry> files = new ArrayList<>();
            node.path("files")
                    .forEach(
                            file ->
                                    files.add(
                                            new BuildCase.Entry(
                                                    file.path(0).asText(), file.path(1).asText())));
            Map<String, String> settings = new LinkedHashMap<>();
            if (node.has("options")) {
                settings.put("options", node.path("options").asText());
            }
            build = new BuildCase(name, settings, files);
        }
        List<ObservedBuild.Export> exports = new ArrayList<>();
        node.path("exports")
                .forEach(
                        each ->
                                exports.add(
                                        new ObservedBuild.Export(
                                                each.path("type").asText(),
                                                entries(each.path("attributes")))));
        List<ObservedBuild.Transfer> transfers = new ArrayList<>();
        node.path("transfers").forEach(each -> transfers.add(transfer(each)));
        return new Recorded(
                build,
                new ObservedBuild(
                        entries(node.path("attributes")),
                        exports,
                        new TreeSet<>(texts(node.path("entitlements"))),
                        transfers,
                        List.of()));
    }

    private static ObservedBuild.Transfer transfer(JsonNode node) {
        List<ObservedBuild.Stat> stats = new ArrayList<>();
        node.path("stats")
                .forEach(
                        stat ->
                                stats.add(
                                        new ObservedBuild.Stat(
                                                stat.path(0).asText(),
                                                stat.path(1).asText(),
                                                stat.path(2).asLong(),
                                                stat.path(3).asText())));
        return new ObservedBuild.Transfer(
                node.path("directory").asText(),
                texts(node.path("includes")),
                texts(node.path("excludes")),
                texts(node.path("followed")),
                stats);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static TreeMap<String, String> entries(JsonNode object) {
        TreeMap<String, String> entries = new TreeMap<>();
        object.fieldNames().forEachRemaining(name -> entries.put(name, object.path(name).asText()));
        return entries;
    }

    /**
     * Returns the line for a file.
     *
     * @param whole whether the files of the case are in it, too
     * @param directory what the paths of the recording are below
     */
    String line(boolean whole, Path directory) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", build.name());
        if (whole) {
            if (build.has("options")) {
                node.put("options", build.settings().get("options"));
            }
            ArrayNode files = node.putArray("files");
            build.files().forEach(file -> files.addArray().add(file.made()).add(file.text()));
        }
        ObjectNode attributes = node.putObject("attributes");
        observed.attributes().forEach(attributes::put);
        ArrayNode exports = node.putArray("exports");
        for (ObservedBuild.Export export : observed.exports()) {
            ObjectNode each = exports.addObject().put("type", export.type());
            ObjectNode values = each.putObject("attributes");
            export.attributes().forEach(values::put);
        }
        observed.entitlements().forEach(node.putArray("entitlements")::add);
        ArrayNode transfers = node.putArray("transfers");
        for (ObservedBuild.Transfer transfer : observed.transfers()) {
            ObjectNode each = transfers.addObject().put("directory", transfer.directory());
            put(each, "includes", transfer.includes());
            put(each, "excludes", transfer.excludes());
            put(each, "followed", transfer.followed());
            ArrayNode stats = each.putArray("stats");
            for (ObservedBuild.Stat stat : transfer.stats()) {
                ArrayNode values =
                        stats.addArray().add(stat.path()).add(stat.mode()).add(stat.size());
                if (!stat.link().isEmpty()) {
                    values.add(stat.link());
                }
            }
        }
        return JSON.writeValueAsString(node).replace(directory.toString(), "{directory}");
    }

    private static void put(ObjectNode node, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(node.putArray(name)::add);
        }
    }

    @Override
    public String toString() {
        return build.name();
    }
}
