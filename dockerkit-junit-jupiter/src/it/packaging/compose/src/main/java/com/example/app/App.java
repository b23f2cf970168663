package com.example.app;

import io.dockerkit.Stacks;
import io.dockerkit.compose.Compose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a Compose file by the rules of docker stack and of docker compose; prints the image that each finds. No engine is asked. */
public class App {
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempDirectory(Path.of("target"), "shop").resolve("compose.yaml");
        Files.writeString(
                file, "version: \"3.8\"\nservices:\n  web:\n    image: ${IMAGE:-busybox}\n");
        System.out.println("stack " + imageIn(Stacks.config(file)));
        System.out.println("project " + imageIn(Compose.load(file).config().yaml()));
    }

    private static String imageIn(String config) {
        return config.replaceAll("(?s).*image: (\\S+).*", "$1");
    }
}
