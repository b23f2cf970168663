package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.engine.DiskUsage;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.Fields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The answer of {@code GET /system/df}, counted as the docker CLI counts it. Immutable and thread-safe. */
final class JsonDiskUsage extends ApiObject implements DiskUsage {
    /** The values of the parameter {@code type}. */
    static final Map<Kind, String> TYPES =
            Map.of(
                    Kind.IMAGES, "image",
                    Kind.CONTAINERS, "container",
                    Kind.VOLUMES, "volume",
                    Kind.BUILD_CACHE, "build-cache");

    private static final Map<Kind, String> FIELDS =
            Map.of(
                    Kind.IMAGES, "Images",
                    Kind.CONTAINERS, "Containers",
                    Kind.VOLUMES, "Volumes",
                    Kind.BUILD_CACHE, "BuildCache");

    private final Map<Kind, List<DiskItem>> items = new EnumMap<>(Kind.class);
    private final List<Total> totals;

    JsonDiskUsage(JsonNode said) {
        super(said);
        List<Total> counted = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            JsonNode field = said.path(FIELDS.get(kind));
            if (!field.isMissingNode()) {
                List<DiskItem> ofKind = new ArrayList<>();
                if (field.isArray()) {
                    field.forEach(item -> ofKind.add(new DiskItem(kind, item)));
                }
                items.put(kind, List.copyOf(ofKind));
                counted.add(total(kind, ofKind));
            }
        }
        this.totals = List.copyOf(counted);
    }

    /**
     * Makes it of an answer, of which only some kinds were asked for: older engines report all the same.
     *
     * @param doing what is done, for the error where a kind is missing
     */
    static JsonDiskUsage of(JsonNode answer, Set<Kind> kinds, String doing) {
        ObjectNode said = answer.deepCopy();
        FIELDS.forEach(
                (kind, field) -> {
                    if (!kinds.contains(kind)) {
                        said.remove(field);
                    } else {
                        Fields.list(answer, field, doing);
                    }
                });
        return new JsonDiskUsage(said);
    }

    private record Counted(Kind kind, long count, long active, long size, long reclaimable)
            implements Total {
        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + ": "
                    + count
                    + ", "
                    + active
                    + " active, "
                    + size
                    + " bytes, "
                    + reclaimable
                    + " reclaimable";
        }
    }

    private Total total(Kind kind, List<DiskItem> ofKind) {
        long active = ofKind.stream().filter(Item::isActive).count();
        long size = 0;
        long used = 0;
        for (DiskItem item : ofKind) {
            long own = own(item);
            size += own;
            used += isUsed(item) ? own : 0;
        }
        if (kind == Kind.IMAGES && part("/LayersSize").exists()) {
            size = part("/LayersSize").number();
        }
        return new Counted(kind, ofKind.size(), active, size, size - used);
    }

    /** What it shares with none; a shared record of the cache is counted with what it shares. */
    private static long own(DiskItem item) {
        boolean unknown =
                item.kind() == Kind.IMAGES
                        && (item.isUnknown("/Size") || item.isUnknown("/SharedSize"));
        return unknown ? 0 : item.size() - item.sharedSize();
    }

    /** Whether the CLI does not take its space for reclaimable: in doubt it does not. */
    private static boolean isUsed(DiskItem item) {
        return item.isActive()
                || (item.kind() == Kind.IMAGES && item.isUnknown("/Containers"))
                || (item.kind() == Kind.VOLUMES && item.isUnknown("/UsageData/RefCount"));
    }

    @Override
    public List<Total> totals() {
        return totals;
    }

    @Override
    public Total total(Kind kind) {
        return totals.stream()
                .filter(total -> total.kind() == kind)
                .findFirst()
                .orElseGet(() -> new Counted(kind, 0, 0, 0, 0));
    }

    /** Returns the objects of a kind as they were read. */
    List<DiskItem> read(Kind kind) {
        return items.getOrDefault(kind, List.of());
    }

    @Override
    public List<Item> items() {
        return items.values().stream().flatMap(List::stream).map(Item.class::cast).toList();
    }

    @Override
    public List<Item> items(Kind kind) {
        return List.copyOf(items.getOrDefault(kind, List.of()));
    }

    @Override
    public long size() {
        return totals.stream().mapToLong(Total::size).sum();
    }

    @Override
    public long reclaimable() {
        return totals.stream().mapToLong(Total::reclaimable).sum();
    }

    /** Returns the sums. */
    @Override
    public String toString() {
        return "disk usage of " + size() + " bytes, " + reclaimable() + " of them reclaimable";
    }
}
