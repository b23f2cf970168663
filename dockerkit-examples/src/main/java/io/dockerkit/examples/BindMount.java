package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Volumes;
import io.dockerkit.container.run.Mount;
import io.dockerkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docker run -v /path:/path} and {@code docker run --mount type=bind,…}. */
public final class BindMount implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new BindMount());
    }

    @Override
    public String title() {
        return "a directory of the host in a container, by --volume and by --mount";
    }

    @Override
    public void play(Transcript t) throws IOException {
        Path data = Files.createTempDirectory("dockerkit-demo");
        try {
            List<String> before = names();

            t.docker("docker run -v " + data + ":/www ubuntu touch /www/by-volume");
            Containers.run("ubuntu")
                    .label(LABEL)
                    .volume(data, "/www")
                    .command("touch", "/www/by-volume")
                    .execute()
                    .requireSuccess();
            t.shows(list(data));
            t.check("the host sees the file", Files.exists(data.resolve("by-volume")));

            t.docker(
                    "docker run --mount type=bind,src="
                            + data
                            + ",dst=/www ubuntu touch /www/by-mount");
            Containers.run("ubuntu")
                    .label(LABEL)
                    .mount(Mount.bind(data).target("/www"))
                    .command("touch", "/www/by-mount")
                    .execute()
                    .requireSuccess();
            t.shows(list(data));
            t.check("the host sees that one too", Files.exists(data.resolve("by-mount")));
            t.check("there is no new volume", names().equals(before));
        } finally {
            Files.deleteIfExists(data.resolve("by-volume"));
            Files.deleteIfExists(data.resolve("by-mount"));
            Files.deleteIfExists(data);
        }
    }

    private static List<String> names() {
        return Volumes.list().stream().map(Volume::name).sorted().toList();
    }

    private static List<String> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
