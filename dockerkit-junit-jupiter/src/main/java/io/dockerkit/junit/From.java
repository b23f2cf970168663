package io.dockerkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects what a {@link Start} has started into a parameter or a field.
 *
 * <pre>{@code
 * @Test
 * void visits(@From("web") Container web, @From("web") InetSocketAddress address, @From(value = "db", port = 5432) int port) {
 *     web.exec("ls", "/").execute();
 * }
 * }</pre>
 *
 * <p>The type decides: {@code Container}, {@code Image}, {@code Network} and {@code Volume} get the handle, {@code InetSocketAddress} the
 * address of the published port, {@code int} its host port, {@code String} only the host. A parameter of one of the first
 * four types needs no annotation if there is only one of the type, or if it has the name of the field.
 *
 * <p>For a Compose project the name is that of a service: {@code ComposeService} gets its handle, the other types are about its
 * first container. If several projects have a service of the name, the field of the project stands before it. {@code
 * ComposeProject} gets the project by its field. Parameters of both types need no annotation, by the same rule.
 *
 * <pre>{@code
 * @Start static final Compose shop = Compose.load(Path.of("compose.yaml"));
 *
 * @Test
 * void sells(@From("db") Container db, @From("shop/web") InetSocketAddress address, @From("shop") ComposeProject project) {
 *     project.service("web").restart();
 * }
 * }</pre>
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface From {
    /**
     * Returns the name of the field with {@link Start}, or of a service of a project: {@code db}, or {@code shop/db} with the
     * field of the project. A field counts before a service of the same name. Empty for the only one of the type.
     */
    String value() default "";

    /** Returns the TCP port in the container; 0 for the only one that it publishes. */
    int port() default 0;
}
