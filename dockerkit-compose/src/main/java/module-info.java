/**
 * Reads Compose files for {@code docker stack}. It has no API: {@code io.dockerkit} finds it by its service.
 *
 * @provides io.dockerkit.spi.StackLoader
 */
module io.dockerkit.compose {
    requires io.dockerkit;
    requires org.slf4j;
    requires org.snakeyaml.engine.v2;

    provides io.dockerkit.spi.StackLoader with
            io.dockerkit.compose.stack.StackFiles;
}
