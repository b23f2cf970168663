package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.engine.DiskUsage.Item;
import io.dockerkit.engine.DiskUsage.Kind;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.JsonTree;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An object of {@code GET /system/df}. All of it is read at once, and reading never fails. Immutable and thread-safe. */
final class DiskItem implements Item {
    private static final Set<String> ACTIVE = Set.of("running", "paused", "restarting");

    /** The types of the records that BuildKit keeps for itself. */
    private static final Set<String> OF_BUILDER = Set.of("internal", "frontend");

    private final Kind kind;
    private final JsonNode node;
    private final Json said;
    private final String id;
    private final String name;
    private final long size;
    private final long shared;
    private final boolean active;
    private final long uses;
    private final Optional<Instant> created;
    private final Optional<Instant> lastUsed;

    DiskItem(Kind kind, JsonNode node) {
        this.said = JsonTree.lenient(node);
        this.kind = kind;
        this.node = node;
        this.lastUsed = ApiObject.time(said.at("/LastUsedAt"));
        switch (kind) {
            case IMAGES -> {
                id = said.at("/Id").text();
                name = first(said.at("/RepoTags").texts(), "<none>:<none>");
                size = known(said.at("/Size"));
                shared = known(said.at("/SharedSize"));
                uses = known(said.at("/Containers"));
                active = uses > 0;
                created = ApiObject.time(said.at("/Created"));
            }
            case CONTAINERS -> {
                id = said.at("/Id").text();
                name = first(said.at("/Names").texts(), "").replaceFirst("^/", "");
                size = known(said.at("/SizeRw"));
                shared = 0;
                active = ACTIVE.contains(said.at("/State").text());
                uses = active ? 1 : 0;
                created = ApiObject.time(said.at("/Created"));
            }
            case VOLUMES -> {
                id = said.at("/Name").text();
                name = id;
                size = known(said.at("/UsageData/Size"));
                shared = 0;
                uses = known(said.at("/UsageData/RefCount"));
                active = uses > 0;
                created = ApiObject.time(said.at("/CreatedAt"));
            }
            default -> {
                id = said.at("/ID").text();
                name = said.at("/Description").text();
                size = known(said.at("/Size"));
                shared = said.at("/Shared").bool() ? size : 0;
                uses = known(said.at("/UsageCount"));
                active = said.at("/InUse").bool();
                created = ApiObject.time(said.at("/CreatedAt"));
            }
        }
    }

    private static String first(List<String> names, String none) {
        return names.isEmpty() || names.get(0).equals(none) ? "" : names.get(0);
    }

    /** The engine writes -1 for what it did not look at. */
    private static long known(Json number) {
        return Math.max(0, number.number());
    }

    /** Returns whether the engine did not look at a number. */
    boolean isUnknown(String pointer) {
        return said.at(pointer).number() < 0;
    }

    /** Returns whether a builder made it for a build, and not for itself or for images. */
    boolean isOfBuilds() {
        return !OF_BUILDER.contains(said.at("/Type").text()) && !said.at("/Shared").bool();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long sharedSize() {
        return shared;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public long uses() {
        return uses;
    }

    @Override
    public Optional<Instant> created() {
        return created;
    }

    @Override
    public Optional<Instant> lastUsed() {
        return lastUsed;
    }

    @Override
    public Json at(String pointer) {
        return JsonTree.strict(node).at(pointer);
    }

    @Override
    public String json() {
        return said.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskItem that && kind == that.kind && node.equals(that.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    /** Returns what it is and its size; the name of a record of the cache may be a command line, and is left out. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT)
                + " "
                + (name.isEmpty() || kind == Kind.BUILD_CACHE ? id : name)
                + ", "
                + size
                + " bytes";
    }
}
