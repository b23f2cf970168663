package io.dockerkit.impl.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class CreationMarkTest {
    private static String idFile(Map<String, Object> body) {
        return (String) ((Map<?, ?>) body.get("HostConfig")).get("ContainerIDFile");
    }

    @Test
    void eachCreationHasAMarkOfItsOwn() {
        Map<String, Object> first = CreationMark.mark(Map.of("Image", "busybox"));
        Map<String, Object> second = CreationMark.mark(Map.of("Image", "busybox"));
        assertThat(first).containsEntry("Image", "busybox");
        assertThat(CreationMark.ofContainer(first))
                .matches("[0-9a-f]{32}")
                .isEqualTo(CreationMark.ofContainer(idFile(first)))
                .isNotEqualTo(CreationMark.ofContainer(second));
    }

    @Test
    void whatTheSpecHasStays() {
        Map<String, Object> body =
                CreationMark.mark(
                        Map.of("HostConfig", Map.of("Memory", 5, "ContainerIDFile", "/tmp/a b")));
        assertThat(idFile(body)).startsWith("/tmp/a b dockerkit-");
        assertThat(body.get("HostConfig").toString()).contains("Memory=5");
        assertThat(CreationMark.ofContainer(body)).isNotEmpty();
    }

    @Test
    void aBodyThatHasAMarkKeepsIt() {
        Map<String, Object> body = CreationMark.mark(Map.of());
        assertThat(CreationMark.mark(body)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/tmp/id",
                "dockerkit-",
                "dockerkit-0f5e3c1a-9a68-4d0f-8a4e-3a4c1f6f2b11 ",
                "/tmp/dockerkit-0f5e3c1a-9a68-4d0f-8a4e-3a4c1f6f2b11"
            })
    void withoutAMarkThereIsNoProof(String idFile) {
        assertThat(CreationMark.ofContainer(idFile)).isEmpty();
    }

    @Test
    void aNameIsNoProofForAnotherKind() {
        assertThat(CreationMark.ofNetwork("x")).isNotEqualTo(CreationMark.ofVolume("x"));
    }
}
