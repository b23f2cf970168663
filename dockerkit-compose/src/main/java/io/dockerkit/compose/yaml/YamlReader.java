package io.dockerkit.compose.yaml;

import io.dockerkit.compose.yaml.YamlNode.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Reads the first document of a text in YAML, with its lines. Scalars stand for what they do in the docker CLI; {@code <<}
 * merges mappings; anchors are followed, and a text that only their aliases make large is refused. Not thread-safe.
 */
public final class YamlReader {
    private static final int MOST_NODES = 500_000;

    /** Of scalars that have neither quotes nor a tag of their own. */
    private static final Tag PLAIN = new Tag("plain");

    private static final Set<Tag> TYPED = Set.of(PLAIN, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    /** Leaves it to this class what scalars stand for. */
    private record Unresolved() implements Schema {
        @Override
        public ScalarResolver getScalarResolver() {
            return (text, implicit) -> implicit ? PLAIN : Tag.STR;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
            return Map.of();
        }
    }

    private final String file;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlReader(String file) {
        this.file = file;
    }

    /**
     * Returns what the text says; a text without a document says nothing.
     *
     * @param file the name that places have
     * @throws YamlException if it is not YAML, has a key twice, or a key that is no text
     */
    public static YamlNode read(String file, String text) throws YamlException {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setSchema(new Unresolved()).build();
        try {
            Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
            Optional<Node> first =
                    documents.hasNext() ? Optional.of(documents.next()) : Optional.empty();
            return first.isEmpty()
                    ? new YamlNode(null, new Place(file, 1))
                    : new YamlReader(file).node(first.get());
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

    private YamlNode node(Node node) throws YamlException {
        if (++nodes > MOST_NODES) {
            throw new YamlException(line(node), "aliases make it too large");
        }
        if (!open.add(node)) {
            throw new YamlException(line(node), "an anchor has an alias of itself in it");
        }
        try {
            return new YamlNode(value(node), new Place(file, line(node)));
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
            for (Node item : sequence.getValue()) {
                items.add(node(item));
            }
            return items;
        }
        return mapping((MappingNode) node);
    }

    private static @Nullable Object scalar(ScalarNode scalar) {
        return TYPED.contains(scalar.getTag())
                ? Scalars.resolve(scalar.getValue())
                : scalar.getValue();
    }

    private Map<String, YamlNode> mapping(MappingNode mapping) throws YamlException {
        Map<String, YamlNode> own = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        Map<String, YamlNode> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (key instanceof ScalarNode scalar
                    && scalar.getScalarStyle() == ScalarStyle.PLAIN
                    && scalar.getValue().equals("<<")) {
                merge(tuple.getValueNode(), merged);
                continue;
            }
            if (!(key instanceof ScalarNode scalar) || !(scalar(scalar) instanceof String name)) {
                String shown =
                        key instanceof ScalarNode given ? "\"" + given.getValue() + "\"" : "";
                throw new YamlException(
                        line(key),
                        "the key "
                                + shown
                                + (shown.isEmpty() ? "" : " ")
                                + "is not a string; put it in quotes");
            }
            Integer earlier = lines.putIfAbsent(name, line(key));
            if (earlier != null) {
                throw new YamlException(
                        line(key), "the key \"" + name + "\" is already in line " + earlier);
            }
            own.put(name, node(tuple.getValueNode()));
        }
        merged.keySet().removeAll(own.keySet());
        Map<String, YamlNode> all = new LinkedHashMap<>(own);
        all.putAll(merged);
        return all;
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
