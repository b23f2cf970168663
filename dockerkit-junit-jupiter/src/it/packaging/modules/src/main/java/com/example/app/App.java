package com.example.app;

import io.dockerkit.Containers;
import io.dockerkit.Engine;
import io.dockerkit.Images;
import io.dockerkit.Scope;
import io.dockerkit.container.Container;
import io.dockerkit.image.PullSpec;
import java.util.function.Function;

/** Runs a container to its end, and another one in a scope; prints what they say. */
public class App {
    public static void main(String[] args) {
        System.out.println("module " + Engine.class.getModule().getName());
        Function<PullSpec, String> line = PullSpec::toCommandLine; // inherited from a hidden class
        System.out.println(line.apply(Images.pull("busybox").flag("platform", "linux/arm64")));
        System.out.println(
                Containers.run("busybox")
                        .rm()
                        .command("echo", "hello")
                        .execute()
                        .requireSuccess()
                        .stdout());
        try (Scope scope = Scope.open()) {
            Container container =
                    scope.containers().run("busybox").detached().command("sleep", "100").start();
            System.out.println("running: " + container.inspect().state().running());
        }
    }
}
