package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.cli.ImageReference;
import org.junit.jupiter.api.Test;

class BaseImagesTest {
    @Test
    void theImagesThatStagesBeginWithAreFound() {
        String dockerfile =
                """
                # FROM comment
                ARG VERSION=1
                FROM --platform=linux/arm64 registry.example.com/team/base:2 AS Build
                RUN <<EOF
                FROM heredoc
                EOF
                from build as test
                FROM \\
                    ubuntu
                FROM scratch
                FROM busybox:$VERSION
                FROM $BASE
                FROM Not/A/Name
                """;
        assertThat(BaseImages.of(dockerfile))
                .hasSize(2)
                .containsEntry(
                        ImageReference.parse("registry.example.com/team/base:2"), "linux/arm64")
                .containsEntry(ImageReference.parse("ubuntu:latest"), "");
    }
}
