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
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface From {
    /** Returns the name of the field with {@link Start}; empty for the only one of the type. */
    String value() default "";

    /** Returns the TCP port in the container; 0 for the only one that it publishes. */
    int port() default 0;
}
