package io.dockerkit.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.OutputDirectoryProvider;

/** Keeps the files of tests in a directory, one for each test. */
record Reports(Path root) implements OutputDirectoryProvider {
    @Override
    public Path getRootDirectory() {
        return root;
    }

    @Override
    public Path createOutputDirectory(TestDescriptor test) throws IOException {
        return Files.createDirectories(
                root.resolve(test.getUniqueId().toString().replaceAll("[^A-Za-z0-9]+", "-")));
    }
}
