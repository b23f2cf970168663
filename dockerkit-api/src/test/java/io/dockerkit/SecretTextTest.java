package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No message of an exception has a password that stands in an address or in a login. */
class SecretTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cannot use ssh://me:hunter2@host:22/x; correct it|cannot use ssh://me:***@host:22/x; correct it",
                "proxy http://me:hunter2@proxy:3128/ refused|proxy http://me:***@proxy:3128/ refused",
                "tcp://me:hun@ter2@host|tcp://me:***@host",
                "socks5h://:hunter2@host|socks5h://:***@host",
                "https://hunter2@host/x and HTTPS://hunter2@host|https://***@host/x and HTTPS://***@host",
                "Get https://127.0.0.1:5000/v2/x@sha256:1: EOF|Get https://127.0.0.1:5000/v2/x@sha256:1: EOF",
                "ssh://me@host|ssh://me@host",
                "it said {'Secret':'hunter2'}|it said {'Secret':'***'}",
                "{'password' : 'hunter2','x':'y'}|{'password' : '***','x':'y'}",
                "{'Secret':'hun\\'ter2'}|{'Secret':'***'}",
                "{'Secret':'hunter2|{'Secret':'***",
                "{\\'identitytoken\\':\\'hunter2\\'}|{\\'identitytoken\\':\\'***\\'}",
                "it has no secret: 'x'|it has no secret: 'x'"
            })
    void secretsAreMasked(String text, String shown) {
        String masked = new DockerException(text.replace('\'', '"')).getMessage();
        assertThat(masked).isEqualTo(shown.replace('\'', '"')).doesNotContain("hun");
    }

    @Test
    void allWordsOfAnExceptionAreMasked() {
        EngineException refused =
                new EngineException(
                        "m", 500, "ssh://me:hunter2@host", "docker -H ssh://me:hunter2@h");
        assertThat(refused.engineMessage()).isEqualTo("ssh://me:***@host");
        assertThat(refused.commandLine()).contains("docker -H ssh://me:***@h");
        assertThat(
                        new InvalidOptionException("host", "ssh://me:hunter2@host", "it is none")
                                .value())
                .isEqualTo("ssh://me:***@host");
    }
}
