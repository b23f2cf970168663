package io.dockerkit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.lab.RecordingEngine.Reply;
import io.dockerkit.lab.RecordingEngine.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a manager of a swarm answers, from parity/swarm-objects.json and parity/swarm-services.json, by the rules of
 * dev/lib/recorded_swarm.py, with which the docker CLI was recorded. Not thread-safe.
 */
public final class SwarmAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OPEN =
            Set.of("/swarm/init", "/swarm/join", "/swarm/leave", "/swarm/unlock");
    private static final Set<String> KINDS =
            Set.of("swarm", "nodes", "services", "tasks", "secrets", "configs", "networks");
    private static final Map<String, String> MODES =
            Map.of(
                    "replicated", "Replicated",
                    "global", "Global",
                    "replicated-job", "ReplicatedJob",
                    "global-job", "GlobalJob");

    private final String state;
    private final ObjectNode objects;

    /** Begins with all objects; the state is manager, worker, inactive, locked or autolock. */
    public SwarmAnswers(String state) {
        this.state = state;
        objects = (ObjectNode) load("swarm-objects.json");
        objects.set("services", load("swarm-services.json"));
        if (state.equals("autolock")) {
            ((ObjectNode) objects.at("/swarm/Spec/EncryptionConfig")).put("AutoLockManagers", true);
        }
    }

    private static JsonNode load(String name) {
        try (InputStream in = SwarmAnswers.class.getResourceAsStream("/parity/" + name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the id of an object that is named, or the name itself if there is none. */
    public String idOf(String kind, String name) {
        return find(kind, name, "").map(SwarmAnswers::id).orElse(name);
    }

    /** Returns the answer, or empty for what has nothing to do with a swarm. */
    public Optional<Reply> answer(Request request) {
        String path = request.path();
        String[] parts = path.substring(1).split("/", -1);
        String kind = parts[0];
        String end = parts[parts.length - 1];
        if (path.equals("/info")) {
            ObjectNode info = JSON.createObjectNode().put("OSType", "linux");
            info.set("Swarm", objects.at("/info/" + state));
            return ok(info);
        }
        if (kind.equals("distribution")) {
            String image = URLDecoder.decode(path.replaceAll("^/distribution/|/json$", ""), UTF_8);
            JsonNode canned = objects.path("distribution");
            JsonNode found = canned.has(image) ? canned.get(image) : canned.get("*");
            return found.isNull() ? missing("manifest unknown: manifest unknown") : ok(found);
        }
        if (!KINDS.contains(kind)) {
            return Optional.empty();
        }
        boolean manages = !state.equals("inactive") && !state.equals("worker");
        if (!manages && !OPEN.contains(path) && !kind.equals("networks")) {
            return reply(503, message("This node is not a swarm manager."));
        }
        if (kind.equals("swarm")) {
            if (request.method().equals("GET")) {
                return ok(objects.path(end.equals("unlockkey") ? "unlockKey" : "swarm"));
            }
            return end.equals("init") ? ok(objects.at("/info/manager/NodeID")) : reply(200, "");
        }
        if (parts.length == 1) {
            return ok(filtered(kind, request));
        }
        if (parts[1].equals("create")) {
            return created(kind, request.body());
        }
        String name = URLDecoder.decode(parts[1], UTF_8);
        String scope = request.query().getOrDefault("scope", List.of("")).get(0);
        Optional<JsonNode> found = find(kind, name, scope);
        if (found.isEmpty()) {
            return missing(kind.substring(0, kind.length() - 1) + " " + name + " not found");
        }
        if (end.equals("logs")) {
            return reply(200, "");
        }
        if (end.equals("update")) {
            return reply(200, kind.equals("services") ? "{\"Warnings\":null}" : "");
        }
        return request.method().equals("DELETE") ? reply(200, "") : ok(found.get());
    }

    private Optional<Reply> created(String kind, JsonNode body) {
        String name = body.path("Name").asText("");
        String one = kind.substring(0, kind.length() - 1);
        if (!kind.equals("networks") && find(kind, name, "").isPresent()) {
            return reply(
                    409,
                    message(
                            "rpc error: code = AlreadyExists desc = name conflicts with an existing object: "
                                    + one
                                    + " "
                                    + name
                                    + " already exists"));
        }
        String id = one + "-" + name;
        if (kind.equals("services")) {
            String mode = body.path("Mode").fieldNames().next();
            id = objects.at("/created/" + mode).asText();
        } else if (kind.equals("networks")) {
            ObjectNode made = JSON.createObjectNode().put("Id", id).put("Scope", "swarm");
            made.setAll((ObjectNode) body);
            ((ArrayNode) objects.get(kind)).add(made);
            return reply(201, JSON.createObjectNode().put("Id", id).toString());
        } else {
            ObjectNode made = JSON.createObjectNode().put("ID", id);
            made.set("Spec", body);
            ((ArrayNode) objects.get(kind)).add(made);
        }
        return reply(201, JSON.createObjectNode().put("ID", id).toString());
    }

    private static String id(JsonNode object) {
        return object.path("ID").asText(object.path("Id").asText());
    }

    private static String name(JsonNode object) {
        String name = object.path("Name").asText("");
        name = name.isEmpty() ? object.at("/Spec/Name").asText("") : name;
        return name.isEmpty() ? object.at("/Description/Hostname").asText("") : name;
    }

    private Optional<JsonNode> find(String kind, String name, String scope) {
        for (JsonNode object : objects.path(kind)) {
            boolean named = name.equals(id(object)) || name.equals(name(object));
            boolean scoped = scope.isEmpty() || scope.equals(object.path("Scope").asText());
            if (named && scoped) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    private ArrayNode filtered(String kind, Request request) {
        ArrayNode found = JSON.createArrayNode();
        JsonNode filters;
        try {
            filters = JSON.readTree(request.query().getOrDefault("filters", List.of("{}")).get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (JsonNode object : objects.path(kind)) {
            boolean fits = true;
            for (Map.Entry<String, JsonNode> filter : filters.properties()) {
                boolean any = false;
                for (JsonNode value : filter.getValue()) {
                    any |= fits(object, filter.getKey(), value.asText());
                }
                fits &= any;
            }
            if (fits) {
                found.add(object);
            }
        }
        return found;
    }

    private static boolean fits(JsonNode object, String key, String value) {
        return switch (key) {
            case "name" -> name(object).startsWith(value);
            case "id" -> id(object).startsWith(value);
            case "mode" -> object.at("/Spec/Mode").has(MODES.getOrDefault(value, value));
            case "role" -> object.at("/Spec/Role").asText().equals(value);
            case "service" -> object.path("ServiceID").asText().equals(value);
            case "node" -> object.path("NodeID").asText().equals(value);
            case "label" -> {
                JsonNode labels =
                        object.has("Labels") ? object.get("Labels") : object.at("/Spec/Labels");
                String[] pair = value.split("=", 2);
                yield labels.has(pair[0])
                        && (pair.length < 2 || labels.get(pair[0]).asText().equals(pair[1]));
            }
            case "scope" -> object.path("Scope").asText().equals(value);
            case "desired-state" -> object.path("DesiredState").asText().equals(value);
            default -> true;
        };
    }

    private static String message(String words) {
        return JSON.createObjectNode().put("message", words).toString();
    }

    private static Optional<Reply> missing(String words) {
        return reply(404, message(words));
    }

    private static Optional<Reply> ok(JsonNode body) {
        return reply(200, body.toString());
    }

    private static Optional<Reply> reply(int status, String body) {
        return Optional.of(new Reply(status, body));
    }
}
