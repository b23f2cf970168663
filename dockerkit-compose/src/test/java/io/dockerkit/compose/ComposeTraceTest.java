package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Test;

/** What a stranger sees of an error in a file: where it is, and the own call that found it. */
class ComposeTraceTest {
    @Test
    void theTraceBeginsWithTheMethodThatTheProgramCalled() {
        InvalidOptionException wrong =
                catchThrowableOfType(
                        InvalidOptionException.class,
                        () ->
                                Compose.parse("services:\n  web:\n    imag: nginx\n")
                                        .projectName("shop")
                                        .config());
        assertThat(wrong.getStackTrace()[0].getClassName()).isEqualTo(Compose.class.getName());
        assertThat(wrong.getStackTrace()[0].getMethodName()).isEqualTo("config");
        assertThat(wrong).hasMessageContainingAll("line 3", "services.web", "imag", "image");
    }
}
