package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import io.dockerkit.image.PushSpec;

/** {@code docker build}, {@code docker tag}, {@code docker push} and {@code docker pull}, with a registry in a container. */
public final class BuildAndPush implements Scenario {
    private static final Dockerfile APP =
            Dockerfile.inline(
                    """
                    FROM busybox AS build
                    RUN --mount=type=cache,target=/cache echo pushed and pulled > /app
                    FROM busybox
                    COPY --from=build /app /app
                    CMD ["cat", "/app"]
                    """);

    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new BuildAndPush());
    }

    @Override
    public String title() {
        return "an image built, tagged, pushed to a registry in a container, and pulled back";
    }

    @Override
    public void play(Transcript t) {
        t.docker("docker run -d -p 127.0.0.1::5000 registry:2");
        Container registry =
                Containers.run("registry:2")
                        .label(LABEL)
                        .detached()
                        .publish("127.0.0.1::5000")
                        .waitFor(Wait.port(5000))
                        .start();
        String host = "127.0.0.1:" + registry.hostPort(5000);
        t.shows(host);

        t.docker("docker build -t dockerkit-demo/shop - <Dockerfile");
        Image built = Images.build(APP).tag("dockerkit-demo/shop").label(LABEL, "push").execute();
        t.shows(built);

        t.docker("docker tag dockerkit-demo/shop " + host + "/shop:1");
        Image tagged = built.tag(host + "/shop:1");
        t.shows(tagged.reference());

        t.docker("docker push " + host + "/shop:1");
        PushSpec.Result pushed = tagged.push().execute();
        t.shows(pushed.tag() + ": digest: " + pushed.digest() + " size: " + pushed.size());
        t.check("the registry names its digest", pushed.digest().startsWith("sha256:"));

        t.docker("docker rmi --force " + built.shortId());
        Images.get(built.id()).remove(options -> options.force());
        t.shows(Images.find(host + "/shop:1").isPresent() ? "it is still there" : "it is gone");
        t.check("the engine has it no more", Images.find(built.id()).isEmpty());

        t.docker("docker pull " + host + "/shop@" + pushed.digest());
        Image pulled = Images.pull(host + "/shop@" + pushed.digest()).execute();
        t.shows(pulled);
        t.check("it is the same image", pulled.id().equals(built.id()));

        t.docker("docker run --rm " + pulled.shortId());
        String printed = Containers.run(pulled).label(LABEL).rm().execute().stdout();
        t.shows(printed);
        t.check("it runs", printed.equals("pushed and pulled\n"));
        t.note("the image and the registry are removed again");
    }
}
