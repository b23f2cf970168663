package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The specs of commands on files are values, and say what docker compose would be told. */
class UpSpecTest {
    private static final Compose SHOP = Compose.load(Path.of("shop.yaml")).projectName("shop");

    @Test
    void theLineIsThatOfTheCli() {
        assertThat(
                        SHOP.up("web", "db")
                                .waitHealthy(Duration.ofMillis(1500))
                                .scale("web", 3)
                                .build()
                                .timeout(Duration.ZERO)
                                .removeOrphans()
                                .toCommandLine())
                .isEqualTo(
                        "docker compose --file shop.yaml --project-name shop up --wait --wait-timeout 2 --scale web=3"
                                + " --build --timeout 0 --remove-orphans web db");
        assertThat(SHOP.run("job", "sh", "-c", "a b").rm().env("A", "1").toCommandLine())
                .isEqualTo(
                        "docker compose --file shop.yaml --project-name shop run --rm --env A=1 job sh -c 'a b'");
        assertThat(SHOP.scale("web", 2).service("db", 1).noDeps().toCommandLine())
                .isEqualTo(
                        "docker compose --file shop.yaml --project-name shop scale --no-deps web=2 db=1");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(SHOP.run("job").env("PASSWORD", "s3cret")).asString().doesNotContain("s3cret");
        assertThat(SHOP.build().buildArg("TOKEN", "s3cret")).asString().doesNotContain("s3cret");
    }

    @Test
    void specsAreValues() {
        assertThat(SHOP.up("web").build()).isEqualTo(SHOP.up("web").build());
        assertThat(SHOP.up("web").build()).isNotEqualTo(SHOP.up("web"));
        assertThat(SHOP.up()).isNotEqualTo(SHOP.up().ports(PublishedPorts.RANDOM));
        assertThat(SHOP.up()).isNotEqualTo(Compose.load(Path.of("other.yaml")).up());
        assertThat(SHOP.run("job", "ls")).isEqualTo(SHOP.run("job", "ls"));
        assertThat(SHOP.run("job").stdin("a")).isNotEqualTo(SHOP.run("job").stdin("b"));
    }

    @Test
    void valuesAreCheckedAtTheOption() {
        assertThatThrownBy(() -> SHOP.up().pull("sometimes"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--pull")
                .hasMessageContaining("always");
        assertThatThrownBy(() -> SHOP.up().scale("web", -1))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--scale");
        assertThatThrownBy(() -> SHOP.up().flag("scale", "web"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("service=number");
        assertThatThrownBy(() -> SHOP.up().waitHealthy(Duration.ZERO))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--wait-timeout");
        assertThatThrownBy(() -> SHOP.up(" "))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("service");
        assertThatThrownBy(() -> SHOP.pull().policy("never"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("missing or always");
    }

    @Test
    void optionsThatExcludeEachOtherAreRefusedBeforeFilesAreRead() {
        assertThatThrownBy(() -> SHOP.up().forceRecreate().noRecreate().execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--force-recreate")
                .hasMessageContaining("--no-recreate");
        assertThatThrownBy(() -> SHOP.up().build().noBuild().startScoped())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--no-build");
        assertThatThrownBy(() -> SHOP.run("web").servicePorts().publish("80:80").execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--publish");
    }
}
