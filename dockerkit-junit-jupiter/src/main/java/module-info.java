/** DockerKit for JUnit Jupiter: an extension that starts containers, networks, volumes and projects of Compose files for tests. */
module io.dockerkit.junit {
    requires transitive io.dockerkit;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;
    // for fields that start projects
    requires static io.dockerkit.compose;

    exports io.dockerkit.junit;

    // JUnit creates the extension
    opens io.dockerkit.junit to
            org.junit.platform.commons;
}
