package io.dockerkit.examples;

import static io.dockerkit.examples.Demo.LABEL;

import io.dockerkit.BuildException;
import io.dockerkit.Containers;
import io.dockerkit.Images;
import io.dockerkit.image.BuildSpec;
import io.dockerkit.image.Dockerfile;
import io.dockerkit.image.Image;
import java.util.ArrayList;
import java.util.List;

/** {@code docker build} of a Dockerfile that only BuildKit can build. */
public final class BuildImage implements Scenario {
    private static final Dockerfile MODERN =
            Dockerfile.inline(
                    """
                    FROM ubuntu AS build
                    RUN --mount=type=cache,target=/cache echo built > /app
                    FROM ubuntu
                    RUN --mount=type=bind,from=build,source=/app,target=/from/app cp /from/app /app
                    CMD ["cat", "/app"]
                    """);

    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new BuildImage());
    }

    @Override
    public String title() {
        return "an image built by BuildKit, with cache and bind mounts, and a build that fails";
    }

    @Override
    public void play(Transcript t) {
        t.docker("docker build -t dockerkit-demo/app:1 - <Dockerfile");
        List<String> steps = new ArrayList<>();
        Image app =
                Images.build(MODERN)
                        .tag("dockerkit-demo/app:1")
                        .label(LABEL, "build")
                        .onOutput(steps::add)
                        .execute();
        t.shows(steps.stream().filter(line -> line.contains("RUN")).toArray());
        t.check("it has a name", Images.get("dockerkit-demo/app:1").id().equals(app.id()));

        t.docker("docker run --rm dockerkit-demo/app:1");
        String printed =
                Containers.run("dockerkit-demo/app:1").label(LABEL).rm().execute().stdout();
        t.shows(printed);
        t.check("it has what the first stage made", printed.equals("built\n"));

        t.docker("docker build - <Dockerfile");
        BuildSpec broken =
                Images.build(Dockerfile.inline("FROM ubuntu\nRUN echo no compiler && exit 3"));
        try {
            broken.label(LABEL, "build").execute();
        } catch (BuildException failed) {
            t.shows(
                    "exit code " + failed.exitCode(),
                    "line " + failed.dockerfileLine().orElse(0) + " of the Dockerfile",
                    failed.output());
            t.check("the step says why", failed.output().equals(List.of("no compiler")));
            t.check("the line is known", failed.dockerfileLine().orElse(0) == 2);
            return;
        }
        t.check("the build fails", false);
    }
}
