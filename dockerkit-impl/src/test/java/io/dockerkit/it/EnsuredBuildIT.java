package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Images;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images that are built once for each content, on a real engine. */
@ExtendWith(Witness.class)
@Timeout(120)
class EnsuredBuildIT {
    @TempDir Path context;

    private final String content = Witness.unique("content");
    private final List<String> output = new CopyOnWriteArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox\nCOPY a /a\nCMD cat /a\n");
        Files.writeString(context.resolve("a"), content);
    }

    private BuildSpec build() {
        return Images.build(context).label(KEY, SESSION).onOutput(output::add);
    }

    private static String run(Image image) {
        return Witness.run(image.id()).rm().execute().requireSuccess().stdout();
    }

    @Test
    void theSameContentIsBuiltOnceAndAChangedOneAgain() throws IOException {
        Image first = build().ensure();
        assertThat(first.reference()).matches("dockerkit-build:[0-9a-f]{20}");
        assertThat(first.inspect().labels())
                .containsEntry(
                        "io.dockerkit.build",
                        first.reference().substring("dockerkit-build:".length()));
        assertThat(output).isNotEmpty();
        output.clear();
        String before = first.inspect().at("/Metadata/LastTagTime").text();
        assertThat(build().ensure()).isEqualTo(first);
        assertThat(output).isEmpty();
        assertThat(first.inspect().at("/Metadata/LastTagTime").text()).isGreaterThan(before);
        Files.writeString(context.resolve("a"), content + " changed");
        Image second = build().tag(Witness.unique("ensured")).ensure();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(output).isNotEmpty();
        assertThat(run(first)).isEqualTo(content);
        assertThat(run(second)).isEqualTo(content + " changed");
        first.remove();
        second.remove(options -> options.force());
        Images.find(second.id()).ifPresent(image -> image.remove(options -> options.force()));
    }

    @Test
    void severalThreadsGetTheImageOfOneBuild() throws Exception {
        List<FutureTask<Image>> builds = new ArrayList<>();
        List<List<String>> outputs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<String> own = new CopyOnWriteArrayList<>();
            outputs.add(own);
            FutureTask<Image> build = new FutureTask<>(() -> build().onOutput(own::add).ensure());
            builds.add(build);
            new Thread(build).start();
        }
        Image image = builds.get(0).get();
        for (FutureTask<Image> build : builds) {
            assertThat(build.get()).isEqualTo(image);
        }
        assertThat(outputs.stream().filter(own -> !own.isEmpty())).hasSize(1);
        image.remove();
    }
}
