package io.dockerkit.junit;

/** How long that goes on which a {@link Start} has started. */
public enum Lifetime {
    /** As the place of the annotation says: {@link #CLASS} at a static field, else {@link #METHOD}. */
    BY_PLACE,

    /** For one test: started before its {@code @BeforeEach} methods, removed after its {@code @AfterEach} methods. */
    METHOD,

    /** For the tests of a class, and of the classes nested in it. Of static fields alone. */
    CLASS,

    /**
     * For all tests of this run that use the field, in whatever class: in a base class for instance. Started for the first,
     * removed after the last. Of static fields alone.
     */
    RUN
}
