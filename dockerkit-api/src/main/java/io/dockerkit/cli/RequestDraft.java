package io.dockerkit.cli;

import io.dockerkit.HostContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request that flags write together: the query, and the body as maps, lists, strings, numbers and booleans that
 * mirror the Engine API's JSON.
 *
 * <p>Not thread-safe.
 */
public final class RequestDraft {
    private final HostContext host;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, Object> body;
    private final Map<String, String> needs = new LinkedHashMap<>();

    /** Creates an empty request for a command typed in {@code host}. */
    public RequestDraft(HostContext host) {
        this(host, new LinkedHashMap<>());
    }

    /** Creates a request whose body has fields already, in maps and lists that can be changed; it is changed in place. */
    public RequestDraft(HostContext host, Map<String, Object> body) {
        this.host = host;
        this.body = body;
    }

    /** Returns the directory and environment of the command. */
    public HostContext host() {
        return host;
    }

    /** Sets a parameter of the query. */
    public void query(String name, String value) {
        query.put(name, value);
    }

    /** Sets a field of the body, {@code path} being names separated by {@code /}: {@code HostConfig/Memory}. */
    public void put(String path, Object value) {
        int last = path.lastIndexOf('/');
        map(last < 0 ? "" : path.substring(0, last)).put(path.substring(last + 1), value);
    }

    /** Sets an entry of a map in the body whose key may hold any character; null is JSON's null. */
    @SuppressWarnings("NullAway") // only such an entry is null, and only JSON is made of it
    public void putEntry(String path, String key, @Nullable Object value) {
        map(path).put(key, value);
    }

    /** Adds an element to a list in the body. */
    public void add(String path, Object value) {
        list(path).add(value);
    }

    /** Returns the field at the path, or null where nothing wrote it. */
    public @Nullable Object get(String path) {
        Object node = body;
        for (String name : path.split("/", -1)) {
            node = node instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return node;
    }

    /** Returns the map at the path, made where it is missing; the empty path is the body itself. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> map(String path) {
        Map<String, Object> node = body;
        if (!path.isEmpty()) {
            for (String name : path.split("/", -1)) {
                node =
                        (Map<String, Object>)
                                node.computeIfAbsent(
                                        name, n -> new LinkedHashMap<String, Object>());
            }
        }
        return node;
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(String path) {
        int last = path.lastIndexOf('/');
        Map<String, Object> parent = map(last < 0 ? "" : path.substring(0, last));
        return (List<Object>)
                parent.computeIfAbsent(path.substring(last + 1), n -> new ArrayList<>());
    }

    /** Notes that the request has something, as the CLI writes it, that engines know from a version of the API on. */
    public void need(String what, String apiVersion) {
        needs.put(what, apiVersion);
    }

    /** Returns what not every engine knows, and the version of the API that brought it. */
    public Map<String, String> needs() {
        return Collections.unmodifiableMap(needs);
    }

    /** Returns the query so far, in the order set. */
    public Map<String, String> query() {
        return Collections.unmodifiableMap(query);
    }

    /** Returns the body so far. */
    public Map<String, Object> body() {
        return Collections.unmodifiableMap(body);
    }
}
