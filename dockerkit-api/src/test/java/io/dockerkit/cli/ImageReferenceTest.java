package io.dockerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of images are read and refused as the docker CLI reads and refuses them. */
@Tag("locale")
class ImageReferenceTest {
    private static final String HEX =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String DIGEST = "sha256:" + HEX;

    /** In the tables: 64, 96 and 128 hex digits, a tag of 128 characters, and paths of 255. */
    private static String expand(String text) {
        return text.replace("{64}", HEX)
                .replace("{96}", "ab".repeat(48))
                .replace("{128}", "ab".repeat(64))
                .replace("{tag128}", "t".repeat(128))
                .replace("{path255}", "p".repeat(255))
                .replace("{path247}", "p".repeat(247))
                .replace("{space}", " ")
                .replace("{newline}", "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ubuntu                       | docker.io           | library/ubuntu    | latest  |  | ubuntu",
                "ubuntu:24.04                 | docker.io           | library/ubuntu    | 24.04   |  | ubuntu",
                "team/app                     | docker.io           | team/app          | latest  |  | team/app",
                "library/ubuntu               | docker.io           | library/ubuntu    | latest  |  | ubuntu",
                "library/team/app             | docker.io           | library/team/app  | latest  |  | library/team/app",
                "docker.io/library/ubuntu     | docker.io           | library/ubuntu    | latest  |  | ubuntu",
                "docker.io/ubuntu             | docker.io           | library/ubuntu    | latest  |  | ubuntu",
                "docker.io/team/app           | docker.io           | team/app          | latest  |  | team/app",
                "index.docker.io/team/app     | docker.io           | team/app          | latest  |  | team/app",
                "index.docker.io/ubuntu       | docker.io           | library/ubuntu    | latest  |  | ubuntu",
                "docker.io:443/ubuntu         | docker.io:443       | ubuntu            | latest  |  | docker.io:443/ubuntu",
                "registry-1.docker.io/app     | registry-1.docker.io | app              | latest  |  | registry-1.docker.io/app",
                "localhost                    | docker.io           | library/localhost | latest  |  | localhost",
                "localhost:1                  | docker.io           | library/localhost | 1       |  | localhost",
                "localhost/app                | localhost           | app               | latest  |  | localhost/app",
                "localhost:5000/a/b:1.0       | localhost:5000      | a/b               | 1.0     |  | localhost:5000/a/b",
                "host:5000/app                | host:5000           | app               | latest  |  | host:5000/app",
                "host:99999999/app            | host:99999999       | app               | latest  |  | host:99999999/app",
                "127.0.0.1:5000/app           | 127.0.0.1:5000      | app               | latest  |  | 127.0.0.1:5000/app",
                "ghcr.io/o/n:v1.2.3-rc.1      | ghcr.io             | o/n               | v1.2.3-rc.1 |  | ghcr.io/o/n",
                "my-registry.example/a        | my-registry.example | a                 | latest  |  | my-registry.example/a",
                "xn--n3h.com/myimage          | xn--n3h.com         | myimage           | latest  |  | xn--n3h.com/myimage",
                "[::1]:5000/app               | [::1]:5000          | app               | latest  |  | [::1]:5000/app",
                "[2001:db8::1]/app            | [2001:db8::1]       | app               | latest  |  | [2001:db8::1]/app",
                "EXAMPLE/app                  | EXAMPLE             | app               | latest  |  | EXAMPLE/app",
                "Registry.Example.com/a:V1    | Registry.Example.com | a                | V1      |  | Registry.Example.com/a",
                "foo.bar/baz                  | foo.bar             | baz               | latest  |  | foo.bar/baz",
                "a/b/c/d/e/f                  | docker.io           | a/b/c/d/e/f       | latest  |  | a/b/c/d/e/f",
                "a                            | docker.io           | library/a         | latest  |  | a",
                "1234/5678                    | docker.io           | 1234/5678         | latest  |  | 1234/5678",
                "a__b--c_d/f.e                | docker.io           | a__b--c_d/f.e     | latest  |  | a__b--c_d/f.e",
                "a---b                        | docker.io           | library/a---b     | latest  |  | a---b",
                "a.b_c/img                    | a.b_c               | img               | latest  |  | a.b_c/img",
                "ubuntu:_tag                  | docker.io           | library/ubuntu    | _tag    |  | ubuntu",
                "ubuntu:A.b-C_1               | docker.io           | library/ubuntu    | A.b-C_1 |  | ubuntu",
                "ubuntu:{tag128}              | docker.io           | library/ubuntu    | {tag128} |  | ubuntu",
                "sha256:{64}                  | docker.io           | library/sha256    | {64}    |  | sha256",
                "{64}:1                       | docker.io           | library/{64}      | 1       |  | {64}",
                "library/{64}                 | docker.io           | library/{64}      | latest  |  | {64}",
                "example.com/{path255}        | example.com         | {path255}         | latest  |  | example.com/{path255}",
                "{path247}                    | docker.io           | library/{path247} | latest  |  | {path247}",
                "ubuntu@sha256:{64}           | docker.io           | library/ubuntu    |         | sha256:{64}  | ubuntu",
                "ubuntu:1@sha256:{64}         | docker.io           | library/ubuntu    | 1       | sha256:{64}  | ubuntu",
                "host:1/a:1@sha256:{64}       | host:1              | a                 | 1       | sha256:{64}  | host:1/a",
                "ubuntu@sha384:{96}           | docker.io           | library/ubuntu    |         | sha384:{96}  | ubuntu",
                "ubuntu@sha512:{128}          | docker.io           | library/ubuntu    |         | sha512:{128} | ubuntu",
            })
    void isReadAsDockerReadsIt(
            String text,
            String registry,
            String repository,
            String tag,
            String digest,
            String familiar) {
        ImageReference reference = ImageReference.parse(expand(text)).withDefaultTag();
        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.repository()).isEqualTo(expand(repository));
        assertThat(reference.tag().orElse("")).isEqualTo(tag == null ? "" : expand(tag));
        assertThat(reference.digest().orElse("")).isEqualTo(digest == null ? "" : expand(digest));
        assertThat(reference.familiarName()).isEqualTo(expand(familiar));
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
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | the name is empty",
                "{space}                   | the name is empty",
                ":1                        | the name is empty",
                "@sha256:{64}              | the name is empty",
                "Ubuntu                    | the repository must be in lower case",
                "Ubuntu:1                  | the repository must be in lower case",
                "team/App                  | the repository must be in lower case",
                "localhost:5000/App        | the repository must be in lower case",
                "example.com/Team/app:1    | the repository must be in lower case",
                "UBUNTU@sha256:{64}        | the repository must be in lower case",
                "a//b                      | is no name of a repository",
                "a/                        | is no name of a repository",
                "/a                        | is no name of a repository",
                "example.com/              | is no name of a repository",
                "localhost:5000/           | is no name of a repository",
                "-a                        | is no name of a repository",
                "a-                        | is no name of a repository",
                "_a                        | is no name of a repository",
                "a_                        | is no name of a repository",
                "a.                        | is no name of a repository",
                "a..b                      | is no name of a repository",
                "a___b                     | is no name of a repository",
                "a._b                      | is no name of a repository",
                "a b                       | is no name of a repository",
                "ubuntu{space}             | is no name of a repository",
                "ubuntu{newline}           | is no name of a repository",
                "übuntu                    | is no name of a repository",
                "a$b                       | is no name of a repository",
                "../images                 | is no host name",
                "./images                  | is no host name",
                "-host.com/app             | is no host name",
                "host-.com/app             | is no host name",
                "host:port/app             | is no host name",
                "host:/app                 | is no host name",
                "[::1/app                  | is no host name",
                "[fe80::1%eth0]/app        | is no host name",
                "https://ghcr.io/o/n       | a name has no scheme such as \"https://\"",
                "example.com/{path255}p    | the name is longer than 255 characters",
                "{path247}p                | the name is longer than 255 characters",
                "{64}                      | 64 hex digits are an id and no name",
                "ubuntu:                   | is no tag",
                "ubuntu:a:b                | is no name of a repository",
                "ubuntu:-x                 | is no tag",
                "ubuntu:.x                 | is no tag",
                "ubuntu:ä                  | is no tag",
                "ubuntu:a b                | is no tag",
                "ubuntu:{tag128}t          | the tag is longer than 128 characters",
                "ubuntu@                   | is no digest (sha256: and 64 hex digits in lower case)",
                "ubuntu@sha256             | is no digest (sha256: and 64 hex digits in lower case)",
                "ubuntu@sha256:            | is no digest (sha256: and 64 hex digits in lower case)",
                "ubuntu@{64}               | is no digest (sha256: and 64 hex digits in lower case)",
                "ubuntu@a@sha256:{64}      | is no digest (sha256: and 64 hex digits in lower case)",
                "ubuntu@sha256:{64}:1      | is no digest (sha256: and 64 hex digits in lower case)",
                "ubuntu@sha256:abc         | is no digest: sha256 has 64 hex digits, not 3",
                "ubuntu@sha512:{64}        | is no digest: sha512 has 128 hex digits, not 64",
                "ubuntu@md5:{64}           | the algorithm is sha256, sha384 or sha512",
                "ubuntu@SHA256:{64}        | the algorithm is sha256, sha384 or sha512",
                "ubuntu@tarsum.v1+sha256:{64} | the algorithm is sha256, sha384 or sha512",
            })
    void whatIsNoNameIsRefusedWithTheReasonAndTheForm(String text, String reason) {
        assertThatThrownBy(() -> ImageReference.parse("--from", expand(text)))
                .isInstanceOfSatisfying(
                        InvalidOptionException.class,
                        e -> {
                            assertThat(e.option()).isEqualTo("--from");
                            assertThat(e.value()).isEqualTo(expand(text));
                        })
                .hasMessageContaining(reason)
                .hasMessageContaining("accepted form: [registry[:port]/]repository[:tag][@digest]");
    }

    @Test
    void aDigestInUpperCaseIsRefused() {
        assertThatThrownBy(() -> ImageReference.parse("ubuntu@sha256:" + "AB".repeat(32)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("its digits are hex in lower case");
    }

    @Test
    void aNewNameHasATagAndNoDigest() {
        assertThat(ImageReference.parseNewName("tag", "team/app")).hasToString("team/app:latest");
        assertThat(ImageReference.checkNewName("--tag", "team/app")).isEqualTo("team/app");
        assertThatThrownBy(() -> ImageReference.parseNewName("tag", "team/app:1@" + DIGEST))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("for tag: a new name has no digest")
                .hasMessageContaining("accepted form: [registry[:port]/]repository[:tag]");
    }

    @Test
    void anIdPassesWhereARunTakesOne() {
        assertThat(ImageReference.check(DIGEST)).isEqualTo(DIGEST);
        assertThat(ImageReference.check(HEX)).isEqualTo(HEX);
    }
}
