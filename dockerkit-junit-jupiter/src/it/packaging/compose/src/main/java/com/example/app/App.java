package com.example.app;

import io.dockerkit.Stacks;
import io.dockerkit.compose.Compose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a Compose file by the rules of docker stack and of docker compose; prints the image that each finds. No engine is asked. */
public class App {
    public static void main(String[] args) throws IOException {
        String services = "services:\n  web:\n    image: ${IMAGE:-busybox}\n";
        Path stack = Files.createTempFile(Path.of("target"), "stack", ".yaml");
        Files.writeString(stack, "version: \"3.8\"\n" + services);
        System.out.println("stack " + imageIn(Stacks.config(stack)));
        System.out.println("project " + imageIn(Compose.parse(services).config().yaml()));
    }

    private static String imageIn(String config) {
        return config.replaceAll("(?s).*image: (\\S+).*", "$1");
    }
}
