package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.image.ImageDetails;

/** {@code docker inspect}. */
public final class InspectObjects implements Scenario {
    private static final long HALF_A_GIB = 512L * 1024 * 1024;

    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new InspectObjects());
    }

    @Override
    public String title() {
        return "a container and an image inspected: typed, any field, raw";
    }

    @Override
    public void play(Transcript t) {
        Container ubuntu =
                Containers.run("ubuntu")
                        .label(LABEL)
                        .env("GREETING", "hello")
                        .memory("512m")
                        .interactive()
                        .detached()
                        .start();

        t.docker("docker inspect " + ubuntu.shortId());
        ContainerDetails container = ubuntu.inspect();
        String address = container.ipAddress().orElse("none");
        long memory = container.at("/HostConfig/Memory").number();
        t.shows(container, container.command(), address, memory + " bytes of memory");
        t.check("it runs bash", container.command().get(0).endsWith("bash"));
        t.check("it has an address", address.matches("\\d+\\.\\d+\\.\\d+\\.\\d+"));
        t.check("a field without an accessor is read too", memory == HALF_A_GIB);
        t.check("the environment is typed", "hello".equals(container.env().get("GREETING")));
        t.check("the raw answer is JSON of some length", container.json().length() > 1000);

        t.docker("docker image inspect ubuntu");
        ImageDetails image = Images.get("ubuntu").inspect();
        t.shows(
                image,
                image.os() + "/" + image.architecture(),
                image.command(),
                image.size() + " bytes");
        t.check("the container is made of it", image.id().equals(container.imageId()));
        t.check("it has layers", !image.layers().isEmpty());
    }
}
