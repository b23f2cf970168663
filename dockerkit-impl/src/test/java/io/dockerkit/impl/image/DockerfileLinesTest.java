package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DockerfileLinesTest {
    private static final String DOCKERFILE =
            """
            # syntax=docker/dockerfile:1
            FROM busybox AS base

            ARG VERSION
            run echo $VERSION \\
                # a comment between
                && exit 1
            RUN <<EOF
            RUN not an instruction
            exit 2
            EOF
            COPY a b
            RUN same
            RUN same
            """;

    @Test
    void anInstructionIsFoundByTheNameOfItsStep() {
        assertThat(DockerfileLines.find(DOCKERFILE, "[base 1/5] FROM busybox AS base"))
                .isEqualTo(2);
        assertThat(DockerfileLines.find(DOCKERFILE, "[base 5/5] COPY a b")).isEqualTo(12);
    }

    @Test
    void continuedLinesAndVariablesAreThoseOfTheStep() {
        assertThat(DockerfileLines.find(DOCKERFILE, "[base 2/5] RUN echo 1.2 && exit 1"))
                .isEqualTo(5);
    }

    @Test
    void aHeredocIsFoundByItsFirstLine() {
        assertThat(
                        DockerfileLines.find(
                                DOCKERFILE, "[base 3/5] RUN <<EOF (RUN not an instruction...)"))
                .isEqualTo(8);
    }

    @Test
    void whatFitsTwiceOrNotAtAllHasNoLine() {
        assertThat(DockerfileLines.find(DOCKERFILE, "[base 4/5] RUN same")).isZero();
        assertThat(DockerfileLines.find(DOCKERFILE, "[base 4/5] RUN other")).isZero();
        assertThat(DockerfileLines.find(DOCKERFILE, "exporting to image")).isZero();
        assertThat(DockerfileLines.find("", "[1/1] FROM busybox")).isZero();
    }

    @Test
    void theEscapeOfTheDirectiveContinuesALine() {
        String windows = "# escape=`\nFROM a\nRUN dir `\n  c:\\\nRUN next\n";
        assertThat(DockerfileLines.find(windows, "[2/3] RUN dir c:\\")).isEqualTo(3);
        assertThat(DockerfileLines.find(windows, "[3/3] RUN next")).isEqualTo(5);
    }
}
