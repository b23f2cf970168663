package io.dockerkit.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientVersionTest {
    @Test
    void theOwnVersionIsThatOfTheBuild() throws Exception {
        Matcher version =
                Pattern.compile("<version>([^<]+)</version>")
                        .matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(ClientVersion.OWN).isEqualTo(version.group(1));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux, amd64",
        "Mac OS X, aarch64, darwin, arm64",
        "Windows 11, x86_64, windows, amd64"
    })
    void systemsAreNamedAsDockerNamesThem(String name, String machine, String os, String arch) {
        assertThat(ClientVersion.os(name)).isEqualTo(os);
        assertThat(ClientVersion.arch(machine)).isEqualTo(arch);
    }
}
