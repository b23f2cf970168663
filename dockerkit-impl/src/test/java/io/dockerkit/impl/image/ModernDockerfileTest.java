package io.dockerkit.impl.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advice for Dockerfiles that an engine's BuildKit is too old for; the words are those of Engine 20.10. */
class ModernDockerfileTest {
    private static final String PARSE =
            "failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 3: ";
    private static final String CONTEXTS =
            "failed to solve with frontend dockerfile.v0: unsupported frontend capability moby.buildkit.frontend.contexts";
    private static final String HEREDOC = "FROM busybox\nCOPY <<EOF /x\nadd hi\nEOF\n";
    private static final String DESTINATION =
            PARSE
                    + "ADD requires at least two arguments, but only one was provided. Destination could not be determined";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unknown flag: link",
                "Unknown flag: exclude",
                "Unknown flag: network",
                "unknown instruction: ECHO",
                "unexpected key 'env' in 'env=FOO'",
                "unexpected key 'size' in 'size=1m'",
                "unsupported mount type \"new\"",
                "unsupported sharing value \"new\""
            })
    void whatTheFrontendDoesNotKnowIsExplainedByTheSyntaxLine(String words) {
        assertThat(ModernDockerfile.newerHint(PARSE + words, "FROM busybox\n"))
                .hasValueSatisfying(
                        hint ->
                                assertThat(hint)
                                        .startsWith("if this is newer than the engine's BuildKit, ")
                                        .contains("# syntax=docker/dockerfile:1"));
    }

    @Test
    void namedContextsNeedTheSyntaxLineOrDocker23() {
        assertThat(ModernDockerfile.newerHint(CONTEXTS, "FROM busybox\nCOPY --from=shared /a /\n"))
                .hasValueSatisfying(
                        hint ->
                                assertThat(hint)
                                        .contains(
                                                "buildContext",
                                                "# syntax=docker/dockerfile:1",
                                                "Docker 23 or newer"));
    }

    @Test
    void aLineOfAHeredocThatIsReadAsAnInstructionIsExplained() {
        assertThat(ModernDockerfile.newerHint(DESTINATION, HEREDOC))
                .hasValueSatisfying(hint -> assertThat(hint).contains("heredocs (<<EOF)"));
        assertThat(ModernDockerfile.newerHint(DESTINATION, "FROM busybox\nADD hi\n")).isEmpty();
        assertThat(ModernDockerfile.newerHint(DESTINATION, "FROM busybox\nADD hi\n# RUN <<EOF\n"))
                .isEmpty();
    }

    @Test
    void aDockerfileWithASyntaxLineNeedsNoAdviceToAddOne() {
        assertThat(ModernDockerfile.newerHint(CONTEXTS, "# syntax=docker/dockerfile:1\nFROM a\n"))
                .isEmpty();
        assertThat(ModernDockerfile.newerHint(DESTINATION, "# escape=`\n#syntax = x\n" + HEREDOC))
                .isEmpty();
    }
}
