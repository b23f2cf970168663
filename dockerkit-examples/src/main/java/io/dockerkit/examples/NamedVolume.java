package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.volume.Volume;
import java.time.Duration;

/** {@code docker volume create}, {@code docker run -v volume:/path}. */
public final class NamedVolume implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new NamedVolume());
    }

    @Override
    public String title() {
        return "a volume whose file outlives the container that wrote it";
    }

    @Override
    public void play(Transcript t) {
        t.docker("docker volume create demo_data_volume");
        Volume data = Volumes.create("demo_data_volume").label(LABEL).execute();
        t.shows(data, data.mountpoint());
        t.check("it is the demo's own", data.labels().containsKey(LABEL));
        t.check(
                "its data lie on the engine's host",
                data.mountpoint().endsWith("demo_data_volume/_data"));

        t.docker("docker run -itd -v demo_data_volume:/www ubuntu");
        Container writer =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .interactive()
                        .tty()
                        .detached()
                        .volume("demo_data_volume", "/www")
                        .start();
        writer.exec("sh", "-c", "echo kept > /www/file").execute().requireSuccess();
        t.shows(writer.inspect().mounts());

        writer.stop(options -> options.timeout(Duration.ofSeconds(1)));
        writer.remove();
        t.check("the container is gone", Containers.find(writer.id()).isEmpty());
        t.check("the volume is still there", Volumes.find("demo_data_volume").isPresent());

        t.docker("docker run -v demo_data_volume:/data ubuntu cat /data/file");
        String read =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .volume("demo_data_volume", "/data")
                        .command("cat", "/data/file")
                        .execute()
                        .requireSuccess()
                        .stdout();
        t.shows(read);
        t.check("a second container sees the file", read.equals("kept\n"));
    }
}
