package io.dockerkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.Networks;
import io.dockerkit.compose.Compose;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.image.Dockerfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    static Object app;
    static Object web;
    static Object db;
    static Object shop;

    private static Definition definition(String field, Object spec) {
        return Fakes.definition(ReferencesTest.class, field, spec);
    }

    @Test
    void networksVolumesAndContainersOfASpecAreItsReferences() {
        DetachedSpec spec =
                Fakes.busybox()
                        .name("me")
                        .network("shop")
                        .volume("data", "/data")
                        .flag("volumes-from", "other")
                        .flag("mount", "type=volume,src=cache,dst=/cache");
        assertThat(References.of(definition("web", spec)))
                .containsExactlyInAnyOrder("shop", "data", "other", "cache");
    }

    @Test
    void aNetworkRefersToNothing() {
        assertThat(References.of(definition("shop", Networks.create("shop")))).isEmpty();
        assertThat(
                        References.before(
                                definition("shop", Networks.create("shop")),
                                List.of(definition("db", Fakes.busybox()))))
                .isEmpty();
    }

    @Test
    void fieldsAreReferredToByTheirNamesOrThoseOfTheirSpecs() {
        Definition db = definition("db", Fakes.busybox().name("postgres"));
        Definition shop = definition("shop", Networks.create("net"));
        Definition web = definition("web", Fakes.busybox().network("net").flag("link", "postgres"));
        Definition byField = definition("web", Fakes.busybox().network("shop").flag("link", "db"));
        assertThat(References.before(web, List.of(web, db, shop))).containsExactly(db, shop);
        assertThat(References.before(byField, List.of(byField, db, shop))).isEmpty();
    }

    @Test
    void aContainerStartsAfterTheBuildOfItsImage() {
        Definition app =
                definition("app", Images.build(Dockerfile.inline("FROM busybox")).tag("team/app"));
        Definition web = definition("web", Containers.run("team/app:latest").detached());
        Definition db = definition("db", Containers.run("app").detached());
        Definition shop = definition("shop", Fakes.busybox());
        List<Definition> all = List.of(web, db, shop, app);
        assertThat(References.before(web, all)).containsExactly(app);
        assertThat(References.before(db, all)).containsExactly(app);
        assertThat(References.before(shop, all)).isEmpty();
        assertThat(References.before(app, all)).isEmpty();
    }

    @Test
    void aContainerStartsAfterTheProjectWhoseNetworkOrVolumeItNames() {
        Definition project = definition("shop", Compose.find());
        Definition web = definition("web", Fakes.busybox().network("shop_default"));
        Definition db = definition("db", Fakes.busybox().volume("shop_data", "/data"));
        Definition other = definition("app", Fakes.busybox().network("shop"));
        List<Definition> all = List.of(web, db, other, project);
        assertThat(References.before(web, all)).containsExactly(project);
        assertThat(References.before(db, all)).containsExactly(project);
        assertThat(References.before(other, all)).isEmpty();
        assertThat(References.before(project, all)).isEmpty();
        assertThat(References.targets(web)).anyMatch(target -> target.test(project));
    }

    @Test
    void twoContainersOfTheSameNameDoNotWaitForEachOther() {
        Definition one = definition("web", Fakes.busybox().name("same"));
        Definition other = definition("db", Fakes.busybox().name("same"));
        assertThat(References.before(one, List.of(one, other))).isEmpty();
    }
}
