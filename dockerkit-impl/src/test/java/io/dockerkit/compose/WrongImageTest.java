package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.InvalidOptionException;
import org.junit.jupiter.api.Test;

/** A name that no image can have is refused by its place in the file, before anything is made. */
class WrongImageTest {
    @Test
    void thePlaceInTheFileIsNamedAndNothingIsMade() throws Exception {
        try (StubEngine engine = new StubEngine("1.41");
                Docker docker = Docker.connect(engine.address())) {
            Compose shop =
                    Compose.parse("services: {web: {image: busybox}, db: {image: Postgres}}")
                            .projectName("shop")
                            .on(docker);
            assertThatThrownBy(() -> shop.up().execute())
                    .isInstanceOfSatisfying(
                            InvalidOptionException.class,
                            e -> {
                                assertThat(e.option()).isEqualTo("services.db.image");
                                assertThat(e.value()).isEqualTo("Postgres");
                            })
                    .hasMessageContaining("the repository must be in lower case");
            assertThat(engine.taken().toString()).doesNotContain("POST");
        }
    }
}
