package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("locale")
class ImageReferenceTest {
    private static final String DIGEST =
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @CsvSource({
        "ubuntu, docker.io, library/ubuntu, latest, ubuntu",
        "ubuntu:24.04, docker.io, library/ubuntu, 24.04, ubuntu",
        "team/app, docker.io, team/app, latest, team/app",
        "docker.io/library/ubuntu, docker.io, library/ubuntu, latest, ubuntu",
        "docker.io/ubuntu, docker.io, library/ubuntu, latest, ubuntu",
        "index.docker.io/team/app, docker.io, team/app, latest, team/app",
        "localhost/app, localhost, app, latest, localhost/app",
        "localhost:5000/a/b:1.0, localhost:5000, a/b, 1.0, localhost:5000/a/b",
        "ghcr.io/o/n:v1.2.3-rc.1, ghcr.io, o/n, v1.2.3-rc.1, ghcr.io/o/n",
        "[::1]:5000/app, [::1]:5000, app, latest, [::1]:5000/app",
        "a__b--c_d/f.e, docker.io, a__b--c_d/f.e, latest, a__b--c_d/f.e"
    })
    void isReadAsDockerReadsIt(
            String text, String registry, String repository, String tag, String familiar) {
        ImageReference reference = ImageReference.parse(text).withDefaultTag();
        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.repository()).isEqualTo(repository);
        assertThat(reference.tag()).contains(tag);
        assertThat(reference.familiarName()).isEqualTo(familiar);
        assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
    }

    @Test
    void aDigestStandsInForATag() {
        ImageReference reference = ImageReference.parse("ubuntu@" + DIGEST).withDefaultTag();
        assertThat(reference.tag()).isEmpty();
        assertThat(reference.digest()).contains(DIGEST);
        ImageReference both = ImageReference.parse("ubuntu:1@" + DIGEST);
        assertThat(both.tag()).contains("1");
        assertThat(both.toString()).isEqualTo("ubuntu:1@" + DIGEST);
    }

    @ParameterizedTest
    @CsvSource({
        "'', the name is empty",
        "Ubuntu, the repository must be in lower case",
        "team/App, the repository must be in lower case",
        "a//b, is no name of a repository",
        "-a, is no name of a repository",
        "a b, is no name of a repository",
        "../images, is no host name",
        "ubuntu:, is no tag",
        "ubuntu:a:b, ''",
        "ubuntu:-x, is no tag",
        "ubuntu@sha256:abc, is no digest",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, an id and no name"
    })
    void whatIsNoNameIsRefusedWithTheReasonAndTheForm(String text, String reason) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining(reason)
                .hasMessageContaining("accepted form: [registry[:port]/]repository[:tag][@digest]");
    }

    @Test
    void anIdPassesWhereARunTakesOne() {
        assertThat(ImageReference.check(DIGEST)).isEqualTo(DIGEST);
        assertThat(ImageReference.check(DIGEST.substring(7))).isEqualTo(DIGEST.substring(7));
    }
}
