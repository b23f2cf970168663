/**
 * Compose files: {@code docker compose} from a program, and the files of {@code docker stack}.
 *
 * @provides io.dockerkit.spi.StackLoader
 */
module io.dockerkit.compose {
    requires transitive io.dockerkit;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires org.snakeyaml.engine.v2;

    exports io.dockerkit.compose;

    provides io.dockerkit.spi.StackLoader with
            io.dockerkit.compose.stack.StackFiles;
}
