package io.dockerkit.compose.yaml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What scalars with quotes or tags stand for. Stateless and thread-safe. */
final class TaggedScalars {
    /** Of scalars that have neither quotes nor a tag of their own. */
    static final Tag PLAIN = new Tag("plain");

    private static final String STANDARD = "tag:yaml.org,2002:";
    private static final Tag TIMESTAMP = new Tag(STANDARD + "timestamp");
    private static final Set<Tag> TYPED = Set.of(PLAIN, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private TaggedScalars() {}

    static @Nullable Object resolve(ScalarNode scalar) {
        return TYPED.contains(scalar.getTag())
                ? Scalars.resolve(scalar.getValue())
                : scalar.getValue();
    }

    static @Nullable Object resolveCompose(ScalarNode scalar, int line) throws YamlException {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.BINARY)) {
            return decoded(text, line);
        }
        if (!TYPED.contains(tag) && !tag.equals(TIMESTAMP)) {
            return text;
        }
        Object value = Scalars.resolveCompose(text);
        if (tag.equals(Tag.FLOAT) && isInteger(value)) {
            return Double.valueOf(String.valueOf(value));
        }
        boolean fits =
                tag.equals(PLAIN)
                        || (tag.equals(Tag.INT) && isInteger(value))
                        || (tag.equals(Tag.FLOAT) && value instanceof Double)
                        || (tag.equals(Tag.BOOL) && value instanceof Boolean)
                        || (tag.equals(Tag.NULL) && value == null)
                        || (tag.equals(TIMESTAMP) && value instanceof OffsetDateTime);
        if (!fits) {
            throw new YamlException(
                    line,
                    "\""
                            + text
                            + "\" is not of the type that its tag !!"
                            + shortName(tag)
                            + " says");
        }
        return value;
    }

    private static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }

    private static String shortName(Tag tag) {
        return tag.getValue().substring(STANDARD.length());
    }

    private static String decoded(String text, int line) throws YamlException {
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new YamlException(line, "the value of !!binary is not in base64");
        }
    }
}
