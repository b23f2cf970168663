package io.dockerkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts the fields and parameters with {@link Start} of a test class on a Docker engine: short for
 * {@code @ExtendWith(DockerKit.class)}.
 *
 * <pre>{@code
 * @DockerTest
 * class VisitsTest {
 *     @Start("docker run -p 6379 redis:7")
 *     static Container redis;
 *
 *     @Test
 *     void answers() throws IOException {
 *         try (Socket socket = new Socket()) {
 *             socket.connect(redis.address(6379));
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The engine is that of the default connection, the one that {@code Docker.connect()} finds. If no engine answers, a
 * test fails; {@link EnabledIfDocker} skips it instead.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DockerKit.class)
public @interface DockerTest {}
