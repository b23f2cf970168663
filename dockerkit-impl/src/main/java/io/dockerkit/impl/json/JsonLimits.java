package io.dockerkit.impl.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;

/**
 * How large JSON may be. Jackson has limits of its own: from 2.15 on for texts (20 MB), numbers and nesting, from 2.16 on for
 * names (50,000 characters). An engine keeps more than that, in labels for instance, and then it is its answer. Stateless and
 * thread-safe.
 */
final class JsonLimits {
    /** As deep as an engine's own reader, Go's, goes. */
    static final int DEEPEST = 10_000;

    private JsonLimits() {}

    /** Returns a factory with the limits of engines in place of Jackson's. */
    static JsonFactory factory() {
        JsonFactoryBuilder builder = new JsonFactoryBuilder();
        lift(() -> Reading.lift(builder));
        lift(() -> Writing.lift(builder));
        return builder.build();
    }

    private static void lift(Runnable limit) {
        try {
            limit.run();
        } catch (LinkageError older) {
            // this Jackson has no such limit
        }
    }

    /** Apart from the rest, since an older Jackson lacks what it names. */
    private static final class Reading {
        static void lift(JsonFactoryBuilder builder) {
            StreamReadConstraints.Builder limits =
                    StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNestingDepth(DEEPEST);
            JsonLimits.lift(() -> limits.maxNameLength(Integer.MAX_VALUE));
            builder.streamReadConstraints(limits.build());
        }
    }

    /** Apart from the rest, since an older Jackson lacks what it names. */
    private static final class Writing {
        static void lift(JsonFactoryBuilder builder) {
            builder.streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEEPEST + 1).build());
        }
    }
}
