package io.dockerkit.compose.yaml;

import io.dockerkit.compose.yaml.YamlNode.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Reads texts in YAML, with their lines. Scalars stand for what they do in the docker CLI, or in {@code docker compose};
 * {@code <<} merges mappings; anchors are followed, and a text that only their aliases make large is refused. Not thread-safe.
 */
public final class YamlReader {
    private static final int MOST_NODES = 500_000;
    private static final Tag RESET = new Tag("!reset");
    private static final Tag OVERRIDE = new Tag("!override");

    /** Leaves it to this class what scalars stand for. */
    private record Unresolved() implements Schema {
        @Override
        public ScalarResolver getScalarResolver() {
            return (text, implicit) -> implicit ? TaggedScalars.PLAIN : Tag.STR;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
            return Map.of();
        }
    }

    private final String file;
    private final boolean isCompose;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<String> path = new ArrayDeque<>();
    private final List<List<String>> cleared = new ArrayList<>();
    private final Set<NodeTuple> reset = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlReader(String file, boolean isCompose) {
        this.file = file;
        this.isCompose = isCompose;
    }

    /**
     * Returns what the first document of a text says, as the docker CLI reads it; a text without a document says nothing.
     *
     * @param file the name that places have
     * @throws YamlException if it is not YAML, has a key twice, or a key that is no text
     */
    public static YamlNode read(String file, String text) throws YamlException {
        return read(
                file,
                text,
                documents ->
                        documents.hasNext()
                                ? new YamlReader(file, false).node(documents.next())
                                : new YamlNode(null, new Place(file, 1)));
    }

    /**
     * Returns what all documents of a text say, as {@code docker compose} reads it; places have columns, and those of the
     * values of keys are where the keys are.
     *
     * @param file the name that places have
     * @throws YamlException if it is not YAML, has a key twice, or a key that is no text
     */
    public static List<YamlDocument> readCompose(String file, String text) throws YamlException {
        try {
            return documents(file, text);
        } catch (YamlException e) {
            String replaced = Tabs.replaced(text);
            if (replaced.equals(text)) {
                throw e;
            }
            return documents(file, replaced);
        }
    }

    private static List<YamlDocument> documents(String file, String text) throws YamlException {
        return read(
                file,
                text,
                documents -> {
                    List<YamlDocument> all = new ArrayList<>();
                    while (documents.hasNext()) {
                        YamlReader reader = new YamlReader(file, true);
                        YamlNode root = reader.node(documents.next());
                        all.add(new YamlDocument(root, reader.cleared));
                    }
                    return all;
                });
    }

    /** What is made of the documents of a text. */
    private interface Use<T> {
        T of(Iterator<Node> documents) throws YamlException;
    }

    private static <T> T read(String file, String text, Use<T> use) throws YamlException {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setSchema(new Unresolved())
                        .setMaxAliasesForCollections(MOST_NODES)
                        .build();
        try {
            return use.of(new Compose(settings).composeAllFromString(text).iterator());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new YamlException(line, String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new YamlException(0, String.valueOf(e.getMessage()));
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private Place place(Node node) {
        return isCompose
                ? new Place(
                        file,
                        line(node),
                        node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0))
                : new Place(file, line(node));
    }

    private YamlNode node(Node node) throws YamlException {
        return node(node, place(node));
    }

    private YamlNode node(Node node, Place place) throws YamlException {
        if (++nodes > MOST_NODES) {
            throw new YamlException(line(node), "aliases make it too large");
        }
        if (!open.add(node)) {
            throw new YamlException(line(node), "an anchor has an alias of itself in it");
        }
        try {
            return new YamlNode(value(node), place);
        } finally {
            open.remove(node);
        }
    }

    private @Nullable Object value(Node node) throws YamlException {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            int index = 0;
            for (Node item : sequence.getValue()) {
                path.addLast("[" + index++ + "]");
                if (!isCompose || !item.getTag().equals(RESET)) {
                    items.add(node(item));
                }
                path.removeLast();
            }
            return items;
        }
        return mapping((MappingNode) node);
    }

    private @Nullable Object scalar(ScalarNode scalar) throws YamlException {
        return isCompose
                ? TaggedScalars.resolveCompose(scalar, line(scalar))
                : TaggedScalars.resolve(scalar);
    }

    private Map<String, YamlNode> mapping(MappingNode mapping) throws YamlException {
        Map<String, YamlNode> own = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        Map<String, YamlNode> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            boolean merges = isMerge(key);
            String name = merges ? "<<" : name(key);
            Integer earlier = lines.putIfAbsent(name, line(key));
            if (earlier != null && (isCompose || !merges)) {
                throw new YamlException(
                        line(key), "the key \"" + name + "\" is already in line " + earlier);
            }
            if (merges) {
                merge(tuple.getValueNode(), merged);
            } else {
                path.addLast(name);
                if (!isCompose) {
                    own.put(name, node(tuple.getValueNode()));
                } else if (!isReset(tuple)) {
                    own.put(name, node(tuple.getValueNode(), place(key)));
                }
                path.removeLast();
            }
        }
        merged.keySet().removeAll(own.keySet());
        Map<String, YamlNode> all = new LinkedHashMap<>(own);
        all.putAll(merged);
        return all;
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals("<<");
    }

    private String name(Node key) throws YamlException {
        if (key instanceof ScalarNode scalar && scalar(scalar) instanceof String name) {
            return name;
        }
        String shown = key instanceof ScalarNode given ? "\"" + given.getValue() + "\"" : "";
        throw new YamlException(
                line(key),
                "the key "
                        + shown
                        + (shown.isEmpty() ? "" : " ")
                        + "is not a string; put it in quotes");
    }

    /** Notes the tags of compose; returns whether the value is left out. Aliases of a mapping do not reset again. */
    private boolean isReset(NodeTuple tuple) {
        Tag tag = tuple.getValueNode().getTag();
        if (tag.equals(OVERRIDE) || (tag.equals(RESET) && reset.add(tuple))) {
            cleared.add(List.copyOf(path));
        }
        return tag.equals(RESET);
    }

    /** Of several mappings, the first that has a key counts. */
    private void merge(Node from, Map<String, YamlNode> into) throws YamlException {
        if (from instanceof MappingNode mapping) {
            node(mapping).map().forEach(into::putIfAbsent);
        } else if (from instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                merge(item, into);
            }
        } else {
            throw new YamlException(line(from), "<< takes a mapping, or a list of mappings");
        }
    }
}
