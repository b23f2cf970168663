package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.Wait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts of a spec are names of containers, networks and volumes, and that all others stay. */
class RenamedTest {
    private static DetachedSpec spec(String options) {
        return new ContainerCommands(new Recorder())
                .parse("docker run " + options + " ubuntu")
                .detached();
    }

    private static List<String> names(String options) {
        List<String> asked = new ArrayList<>();
        DetachedSpec same =
                spec(options)
                        .renamed(
                                name -> {
                                    asked.add(name);
                                    return name;
                                });
        assertThat(same).isEqualTo(spec(options));
        return asked;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--name web | --name web-1",
                "--network shop | --network shop-1",
                "--net shop --net back | --network shop-1 --network back-1",
                "--network name=shop,alias=web | --network name=shop-1,alias=web",
                "--network alias=name,name=shop | --network alias=name,name=shop-1",
                "--network shop --network-alias shop | --network shop-1 --network-alias shop",
                "--network container:db | --network container:db-1",
                "--volume data:/data | --volume data-1:/data",
                "--volume data:/data:ro,z | --volume data-1:/data:ro,z",
                "--mount type=volume,source=data,target=/data | --mount type=volume,source=data-1,target=/data",
                "--mount src=data,dst=/data | --mount src=data-1,dst=/data",
                "--mount target=/data,source=data | --mount target=/data,source=data-1",
                "--volumes-from db | --volumes-from db-1",
                "--volumes-from db:ro | --volumes-from db-1:ro",
                "--link db | --link db-1",
                "--link db:database | --link db-1:database",
                "--ipc container:db | --ipc container:db-1",
                "--pid container:db | --pid container:db-1",
            })
    void aNameIsReplaced(String options, String renamed) {
        assertThat(spec(options).renamed(name -> name + "-1")).isEqualTo(spec(renamed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--hostname web --label web=web --env web=web",
                "--volume /data",
                "--volume /srv/data:/data",
                "--volume ./data:/data",
                "--volume C:/data:/data",
                "--volume C:\\\\data:/data:ro",
                "--mount type=bind,source=/srv/data,target=/data",
                "--mount type=tmpfs,target=/data",
                "--mount target=/data",
                "--ipc host",
                "--pid host",
                "--user web --workdir /web",
            })
    void whatIsNoNameStays(String options) {
        assertThat(names(options)).isEmpty();
    }

    @Test
    void eachNameIsAskedForAndTheImageAndTheCommandAreNot() {
        assertThat(
                        names(
                                "--name web --network shop -v data:/data --mount src=more,dst=/more --link db:db"))
                .containsExactlyInAnyOrder("web", "shop", "data", "more", "db");
    }

    @Test
    void aSignOfARegularExpressionInANameIsKept() {
        assertThat(spec("--network name=shop").renamed(name -> "$1\\" + name))
                .isEqualTo(spec("--network 'name=$1\\shop'"));
    }

    @Test
    void theOldSpecAndAllElseStay() {
        DetachedSpec old = spec("--name web --env A=b --publish 80").waitFor(Wait.port(80));
        DetachedSpec renamed = old.renamed(name -> "other");
        assertThat(old.name()).contains("web");
        assertThat(renamed.name()).contains("other");
        assertThat(renamed).isEqualTo(old.name("other"));
        assertThat(renamed.readiness()).isEqualTo(old.readiness()).isPresent();
    }
}
