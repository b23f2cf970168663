package io.dockerkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts something for tests, and removes it afterwards, whatever happens.
 *
 * <p>At a field or parameter of type {@code Container}, with a command line: the container is started and injected.
 *
 * <pre>{@code
 * @Start("docker run -p 6379 redis:7") static Container redis;
 * }</pre>
 *
 * <p>At a field that holds a {@code DetachedSpec}, a {@code RunSpec}, a {@code NetworkSpec} or a {@code VolumeSpec}: what it
 * says is made; {@link From} gives the handle.
 *
 * <pre>{@code
 * @Start static final NetworkSpec shop = Networks.create("shop");
 * @Start static final DetachedSpec db = Containers.run("postgres:16").detached().network("shop").port(5432)
 *         .env("POSTGRES_PASSWORD", "x").waitFor(Wait.log("ready to accept connections", 2));
 *
 * @Test
 * void stores(@From("db") Container db) {
 *     db.exec("psql", "-U", "postgres", "-c", "CREATE TABLE visit (who text)").execute().requireSuccess();
 * }
 * }</pre>
 *
 * <p><b>Order.</b> What refers to another by its name ({@code --network}, {@code --volume}, {@code --mount}, {@code --link},
 * {@code --volumes-from}, {@code container:…}) is started after it; all else at the same time.
 *
 * <p><b>Ready.</b> A container counts as started when it is ready: when the wait of its spec says so, or, without one, when
 * each TCP port that it publishes accepts a connection.
 *
 * <p><b>Names.</b> So that tests may run in parallel, each is given a name of its own on the engine: the name of the spec,
 * or of the field, with a suffix. References to it follow, and in a network with {@code @Start} a container is reached by its
 * plain name. Parameters are found by name only in classes that are compiled with {@code -parameters}.
 *
 * <p><b>Lifetime.</b> As {@link #lifetime()} says; by default as long as its place. Static fields are started before the
 * constructor of a class with one instance for all tests, and before {@code @BeforeAll} methods in any case.
 *
 * <p><b>Shared fields.</b> A static field of type {@code Container} has one value, while several classes that inherit it may
 * run at the same time: they share the container. It is started for the first and removed after the last of them. From a
 * spec, each class gets its own. A field that two tests would set at the same time to different values is refused.
 *
 * <p><b>Logs.</b> When a test fails, the end of the logs of its containers is a suppressed exception of the failure. It has
 * the path of a file with more of them, at most 8 MiB; the files are published as those of the test
 * ({@code ExtensionContext.publishDirectory}). {@code --rm} is left out, so that the logs of a container that ends can still
 * be read; it is removed anyway.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Start {
    /** Returns the command line, {@code docker run …}, at a {@code Container}; empty at a spec. */
    String value() default "";

    /** Returns how long it keeps running; by the place of the annotation unless set. */
    Lifetime lifetime() default Lifetime.BY_PLACE;
}
