package com.example.app;

import io.dockerkit.Images;
import io.dockerkit.image.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds with a secret, which needs a session with BuildKit; prints what a step read, from the output of the build. */
public class App {
    public static void main(String[] args) throws IOException {
        Path out = Files.createTempDirectory(Path.of("target"), "out");
        Images.build(
                        Dockerfile.inline(
                                "FROM busybox AS step\n"
                                        + "RUN --mount=type=secret,id=word tr a-z A-Z </run/secrets/word >/read\n"
                                        + "FROM scratch\n"
                                        + "COPY --from=step /read /\n"))
                .secretValue("word", "hello")
                .output(out)
                .execute();
        System.out.println("read " + Files.readString(out.resolve("read")));
    }
}
