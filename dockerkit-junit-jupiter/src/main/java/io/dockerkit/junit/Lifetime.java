package io.dockerkit.junit;

/** How long what a {@link Start} has started keeps running. */
public enum Lifetime {
    /**
     * As long as its place. At a static field: {@link #CLASS}. At an instance field: the life of the test instance, which is
     * {@link #METHOD}, or {@link #CLASS} in a class with {@code @TestInstance(Lifecycle.PER_CLASS)}. At a parameter: its
     * method.
     */
    BY_PLACE,

    /** For one test: started before its {@code @BeforeEach} methods, removed after its {@code @AfterEach} methods. */
    METHOD,

    /**
     * For the tests of a class, and of the classes nested in it. Only for static fields, and for instance fields of a class
     * with {@code @TestInstance(Lifecycle.PER_CLASS)}.
     */
    CLASS,

    /**
     * For all tests of this run that use the field, in any class; the field may be in a base class. Started for the first
     * test, removed after the last. Only for static fields.
     */
    RUN,

    /**
     * Like {@link #RUN}, but removed only after the JVM has ended. For what shutdown hooks still use, such as the beans of
     * a cached Spring context. Only for static fields, and not for Compose projects.
     *
     * <p>The watchdog of {@code Scope} removes it shortly after the JVM has ended. If no watchdog can run, a shutdown hook
     * removes it, as with {@code RUN}.
     */
    PROGRAM
}
