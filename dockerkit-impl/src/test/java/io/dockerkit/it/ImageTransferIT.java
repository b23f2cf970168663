package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.Docker;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.Images;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.container.Container;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import io.dockerkit.image.PushSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images to and from registries and files, by a real registry. */
@ExtendWith(Witness.class)
@Timeout(120)
class ImageTransferIT {
    private static final String REGISTRY = System.getenv("DOCKERKIT_REGISTRY");

    private static Image image(String name) {
        Container container =
                Witness.run("busybox")
                        .command("sh", "-c", "head -c 3000000 /dev/urandom > /noise")
                        .detached()
                        .start();
        assertThat(container.awaitExit()).isZero();
        Image image = container.commit(name).change("CMD [\"wc\", \"-c\", \"/noise\"]").execute();
        container.remove();
        return image;
    }

    @Test
    void anImageIsPushedAndPulledBack() {
        assertThat(REGISTRY).as("DOCKERKIT_REGISTRY, as dev/test sets it").isNotBlank();
        String name = REGISTRY + "/" + Witness.unique("team/pushed") + ":1";
        Image image = image(name);
        List<Progress.Event> events = new ArrayList<>();
        PushSpec.Result result = image.push().onProgress(events::add).execute();
        assertThat(result.tag()).isEqualTo("1");
        assertThat(result.digest()).matches("sha256:[0-9a-f]{64}");
        assertThat(result.size()).isPositive();
        assertThat(events).extracting(Progress.Event::status).contains("Pushed");
        assertThat(events).anyMatch(event -> event.current() > 0 && event.total() > 0);
        image.remove();
        Image back = Images.pull(name).execute();
        assertThat(back.id()).isEqualTo(image.id());
        assertThat(Witness.run(name).rm().execute().stdout()).startsWith("3000000 ");
        back.remove();
    }

    @Test
    void aPushThatIsRefusedIsTold() {
        Image image = image("127.0.0.1:1/" + Witness.unique("nobody"));
        assertThatThrownBy(() -> image.push().execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cannot push image 127.0.0.1:1/");
        assertThatThrownBy(() -> Images.get(image.id()).push())
                .isInstanceOf(InvalidOptionException.class);
        image.remove();
    }

    @Test
    void anImageIsSavedAndLoaded(@TempDir Path directory) throws IOException {
        String name = Witness.unique("saved") + ":1";
        Image image = image(name);
        Path archive = directory.resolve("image.tar");
        List<Progress.Event> saved = new ArrayList<>();
        image.save().onProgress(saved::add).to(archive);
        assertThat(saved.get(saved.size() - 1).current()).isEqualTo(Files.size(archive));
        try (InputStream in = Images.save(name, "busybox").open()) {
            assertThat(in.readNBytes(512)).hasSize(512);
        }
        image.remove();
        assertThat(Images.find(name)).isEmpty();
        List<Progress.Event> loaded = new ArrayList<>();
        List<Image> images = Images.load(archive).onProgress(loaded::add).execute();
        assertThat(images).extracting(Image::reference).containsExactly(name);
        assertThat(images.get(0).id()).isEqualTo(image.id());
        assertThat(loaded).extracting(Progress.Event::status).contains("Loading layer");
        images.get(0).remove();
        try (InputStream in = Files.newInputStream(archive)) {
            assertThat(Images.load(in).execute()).hasSize(1);
        }
        Images.get(name).remove();
    }

    @Test
    void imagesAreCopiedToTheEngineOfAnotherConnection() {
        String name = Witness.unique("copied") + ":1";
        Image image = image(name);
        image.tag(name + "-again");
        List<Progress.Event> events = new ArrayList<>();
        try (Docker other = Docker.connect()) {
            List<Image> copies =
                    Images.save(name, name + "-again")
                            .onProgress(events::add)
                            .timeout(Duration.ofMinutes(1))
                            .to(other.images());
            assertThat(copies)
                    .extracting(Image::reference)
                    .containsExactlyInAnyOrder(name, name + "-again");
            assertThat(copies).extracting(Image::id).containsOnly(image.id());
            assertThat(events)
                    .anyMatch(e -> e.status().equals("Copied") && e.current() > 3_000_000);
            assertThat(Images.copy(name, other.images()).id()).isEqualTo(image.id());
            assertThatThrownBy(() -> Images.copy("no-such-image:1", other.images()))
                    .isInstanceOf(ImageNotFoundException.class);
        }
        image.remove(options -> options.force());
    }

    @Test
    void whatCannotBeSavedOrLoadedIsTold(@TempDir Path directory) throws IOException {
        Path none = directory.resolve("none.tar");
        assertThatThrownBy(() -> Images.save("no-such-image:1").to(none))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("no-such-image:1");
        assertThat(none).doesNotExist();
        assertThatThrownBy(() -> Images.load(none).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("none.tar");
        Path garbage = Files.writeString(directory.resolve("garbage.tar"), "no archive");
        assertThatThrownBy(() -> Images.load(garbage).execute())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("garbage.tar");
    }
}
