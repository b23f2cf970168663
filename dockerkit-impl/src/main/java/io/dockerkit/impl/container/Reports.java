package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.Container;
import io.dockerkit.container.Container.FileChange;
import io.dockerkit.container.ContainerStats;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.JsonItems;
import io.dockerkit.impl.rest.JsonTree;
import io.dockerkit.impl.rest.Rest;
import java.util.List;
import java.util.stream.Stream;

/** What an engine reports of one container besides inspect and logs. Thread-safe. */
final class Reports {
    private final Rest rest;
    private final Container container;

    Reports(Rest rest, Container container) {
        this.rest = rest;
        this.container = container;
    }

    private Call get(String what, String doing, String line) {
        return rest.get("containers", container.id(), what)
                .to(doing + " " + container)
                .as(line + " " + container.shortId());
    }

    ContainerStats stats() {
        return new JsonContainerStats(
                get("stats", "read the use of", "docker stats --no-stream")
                        .query("stream", "0")
                        .read());
    }

    Stream<ContainerStats> statsStream() {
        return JsonItems.stream(
                        get("stats", "follow the use of", "docker stats")
                                .query("stream", "1")
                                .open(),
                        "the use of " + container)
                .map(JsonContainerStats::new);
    }

    Container.ProcessTable top(String... options) {
        Call call = get("top", "list the processes of", "docker top");
        if (options.length > 0) {
            call.query("ps_args", String.join(" ", options));
        }
        JsonNode said = call.read();
        Fields.list(said, "Processes", "list the processes of " + container);
        return processes(said);
    }

    static Container.ProcessTable processes(JsonNode answer) {
        Json said = JsonTree.lenient(answer);
        return new Container.ProcessTable(
                said.at("/Titles").texts(),
                said.at("/Processes").items().stream().map(Json::texts).toList());
    }

    List<FileChange> diff() {
        return changes(get("changes", "compare the files of", "docker diff").readList());
    }

    static List<FileChange> changes(JsonNode answer) {
        return JsonTree.lenient(answer).items().stream()
                .map(said -> new FileChange(kind(said.at("/Kind").text()), said.at("/Path").text()))
                .toList();
    }

    private static FileChange.Kind kind(String code) {
        return switch (code) {
            case "0" -> FileChange.Kind.MODIFIED;
            case "1" -> FileChange.Kind.ADDED;
            case "2" -> FileChange.Kind.DELETED;
            default -> FileChange.Kind.OTHER;
        };
    }
}
