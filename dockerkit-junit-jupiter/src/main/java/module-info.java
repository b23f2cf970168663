/** DockerKit for JUnit Jupiter: an extension that starts containers, networks and volumes for tests. */
module io.dockerkit.junit {
    requires transitive io.dockerkit;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;

    exports io.dockerkit.junit;

    // JUnit creates the extension
    opens io.dockerkit.junit to
            org.junit.platform.commons;
}
