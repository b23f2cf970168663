package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.image.Progress;
import io.dockerkit.spi.ContextBackend;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.spi.DockerProvider;
import io.dockerkit.spi.TerminalBackend;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look-up of the implementation, which this module has none of. */
class ProviderLookUpTest {
    @TempDir Path directory;

    /** One that a program might bring. */
    public static final class Working implements DockerProvider {
        @Override
        public DockerBackend connect(@Nullable String host) {
            throw new DockerException("asked for " + host, null);
        }

        @Override
        public DockerBackend connectContext(String name) {
            throw new DockerException("asked for context " + name, null);
        }

        @Override
        public ContextBackend contexts() {
            throw new DockerException("asked for the contexts", null);
        }

        @Override
        public Diagnosis diagnose() {
            throw new DockerException("asked for a diagnosis", null);
        }

        @Override
        public TerminalBackend terminal() {
            throw new DockerException("asked for the terminal", null);
        }
    }

    /** One whose own classes are missing. */
    public static final class Incomplete implements DockerProvider {
        /** Fails as one does whose Jackson is missing. */
        public Incomplete() {
            throw new NoClassDefFoundError("com/fasterxml/jackson/databind/JsonNode");
        }

        @Override
        public DockerBackend connect(@Nullable String host) {
            throw new IllegalStateException();
        }

        @Override
        public DockerBackend connectContext(String name) {
            throw new IllegalStateException();
        }

        @Override
        public ContextBackend contexts() {
            throw new IllegalStateException();
        }

        @Override
        public Diagnosis diagnose() {
            throw new IllegalStateException();
        }

        @Override
        public TerminalBackend terminal() {
            throw new IllegalStateException();
        }
    }

    private void connectWith(String provider) throws IOException {
        Path services = Files.createDirectories(directory.resolve(provider + "/META-INF/services"));
        Files.writeString(services.resolve(DockerProvider.class.getName()), provider);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL[] places = {services.getParent().getParent().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(places, getClass().getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Docker.connect("tcp://x:1");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void aLookUpThatFailedIsTriedAgainAndSaysWhatToAdd() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Docker.connect("tcp://x:1"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("add the dependency io.dockerkit:dockerkit-impl");
            assertThatThrownBy(Containers::list).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(Progress::console).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> connectWith(Incomplete.class.getName()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot be loaded")
                    .hasMessageContaining("com/fasterxml/jackson/databind/JsonNode")
                    .hasCauseInstanceOf(ServiceConfigurationError.class);
            assertThatThrownBy(() -> connectWith("no.such.Provider"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no.such.Provider")
                    .hasCauseInstanceOf(ServiceConfigurationError.class);
        }
        assertThatThrownBy(() -> connectWith(Working.class.getName()))
                .isInstanceOf(DockerException.class)
                .hasMessage("asked for tcp://x:1");
        // found once, it stays
        assertThatThrownBy(() -> Docker.connect("tcp://y:1")).hasMessage("asked for tcp://y:1");
        assertThatThrownBy(Progress::console).hasMessage("asked for the terminal");
    }
}
