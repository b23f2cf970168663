package io.dockerkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts a container, a network, a volume or a Compose project for tests, and removes it afterwards, whatever happens; builds an
 * image for tests.
 *
 * <p>At a field or parameter of type {@code Container}, with a command line: the container is started and injected.
 *
 * <pre>{@code
 * @Start("docker run -p 6379 redis:7") static Container redis;
 * }</pre>
 *
 * <p>At a field or parameter of type {@code Image}, with a command line: the image is built and injected. A container that
 * names it runs it.
 *
 * <pre>{@code
 * @Start("docker build --target app src/main/docker") static Image shop;
 * @Start("docker run -p 8080 shop") static Container web;
 * }</pre>
 *
 * <p>At a field that holds a {@code DetachedSpec}, a {@code RunSpec}, a {@code NetworkSpec}, a {@code VolumeSpec} or a
 * {@code BuildSpec}: it is created from the spec, and {@link From} injects the handle.
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
 * <p>At a field that holds a {@code Compose} or an {@code UpSpec} of the module {@code dockerkit-compose}: the project of the
 * Compose files is started, and {@link From} injects its services.
 *
 * <pre>{@code
 * @Start static final Compose shop = Compose.load(Path.of("compose.yaml"));
 *
 * @Test
 * void sells(@From("db") Container db, @From("web") InetSocketAddress address, @From("web") ComposeService web) {
 *     web.stop();
 * }
 * }</pre>
 *
 * <p><b>Projects.</b> A {@code Compose} is started as {@code shop.up().ports(PublishedPorts.RANDOM).waitHealthy(…)}: ports of the
 * host are chosen by the engine, whatever the files say, and each service that has a health check is healthy within five
 * minutes. Services without one have to run, and each TCP port that they publish has to accept a connection. An {@code UpSpec}
 * is started as it says, with its own ports, wait, services and builds. The project has a unique name, unless {@code
 * Compose.projectName} sets one. Containers, networks and volumes that it creates are removed; a {@code container_name} in the
 * files keeps two projects from running at the same time. A container with {@code @Start} may name a network or a volume of
 * the project by the field: {@code --network shop_default}.
 *
 * <p><b>Images.</b> A build is that of {@code BuildSpec.ensure()}, with every option of {@code docker build}: what several
 * classes, threads or forks of a run, or the next run, build from the same content is built once. A changed Dockerfile,
 * file, option or base image makes a new image. Containers name the image by the field or by a {@code --tag} of the build,
 * and run it by its id. The images are kept, with the name {@code dockerkit-build:…} and the label {@code
 * io.dockerkit.build}; one that no build has asked for in seven days is removed by the next build, unless a container uses
 * it. If a build fails, the failure has the step, the end of its output and its exit code.
 *
 * <p><b>Order.</b> What refers to another one by its name ({@code --network}, {@code --volume}, {@code --mount}, {@code
 * --link}, {@code --volumes-from}, {@code container:…}, the image) starts after it. Everything else starts at the same time.
 *
 * <p><b>Ready.</b> A container is started when it is ready: when the wait of its spec ends, or, without a wait, when each
 * TCP port that it publishes accepts a connection.
 *
 * <p><b>Names.</b> Each gets a unique name on the engine, so that tests may run in parallel: the name of the spec, or of
 * the field, with a suffix. References to it are adapted. In a network with {@code @Start}, a container is reachable by its
 * plain name. Parameters are found by name only in classes that are compiled with {@code -parameters}.
 *
 * <p><b>Lifetime.</b> See {@link #lifetime()}; by default it depends on the place. Static fields are started before the
 * constructor of a class with one instance for all tests, and before {@code @BeforeAll} methods in any case.
 *
 * <p><b>Shared fields.</b> A static field of type {@code Container} or {@code Image} has one value, while several classes that inherit it
 * may run at the same time: they share the container. It is started for the first and removed after the last of them. From
 * a spec, each class gets its own. If two tests would set a field to different values at the same time, that is an error.
 *
 * <p><b>Logs.</b> When a test fails, the end of the logs of its containers, and of those of its projects, is a suppressed exception of the failure. It has
 * the path of a file with up to 8 MiB of them; the files are published as files of the test ({@code
 * ExtensionContext.publishDirectory}). {@code --rm} is ignored, so that the logs of a container that has exited can still
 * be read; the container is removed anyway.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Start {
    /**
     * Returns the command line: {@code docker run …} at a {@code Container}, {@code docker build …} or {@code docker buildx
     * build …} at an {@code Image}; empty at a spec.
     */
    String value() default "";

    /** Returns how long it keeps running; the default depends on the place of the annotation. */
    Lifetime lifetime() default Lifetime.BY_PLACE;
}
