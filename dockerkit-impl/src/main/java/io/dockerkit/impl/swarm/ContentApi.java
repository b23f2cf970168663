package io.dockerkit.impl.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.spi.NounBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls about secrets, and the same about configs. Thread-safe. */
abstract class ContentApi<T> implements NounBackend {
    private final Rest rest;
    private final Membership scope;
    private final ObjectKind kind;
    private final String word;

    /** Makes the calls over one connection; {@code word} names one object in paths, commands and errors. */
    ContentApi(Rest rest, Membership scope, ObjectKind kind, String word) {
        this.rest = rest;
        this.scope = scope;
        this.kind = kind;
        this.word = word;
    }

    /** Returns what the engine said as an object. */
    abstract T object(Rest connection, JsonNode said);

    @Override
    public final String host() {
        return rest.address();
    }

    /** Creates an object, which belongs to the scope. */
    public final T create(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        Map<String, Object> labelled = scope.label(kind, body);
        return scope.make(
                () ->
                        get(
                                rest.post(word + "s", "create")
                                        .json(labelled)
                                        .to("create " + word + " " + body.get("Name"))
                                        .as(commandLine)
                                        .readText("ID")));
    }

    /** Returns the objects that the filters leave. */
    public final List<T> list(Filters filters) {
        String doing = "list the " + word + "s";
        List<T> objects = new ArrayList<>();
        rest.get(word + "s")
                .filters(filters)
                .to(doing)
                .as("docker " + word + " ls")
                .readList()
                .forEach(said -> objects.add(checked(said, doing)));
        return List.copyOf(objects);
    }

    /** Returns the object with this id or name, or whose id begins so. */
    public final T get(String idOrName) {
        SwarmObject.requirePath(word, idOrName);
        String doing = "find " + word + " " + idOrName;
        return checked(
                rest.get(word + "s", idOrName)
                        .to(doing)
                        .as("docker " + word + " inspect " + idOrName)
                        .read(),
                doing);
    }

    private T checked(JsonNode said, String doing) {
        Fields.text(said, "ID", doing);
        return object(rest, said);
    }
}
