package com.example.app;

import io.dockerkit.Containers;
import io.dockerkit.Engine;
import io.dockerkit.Scope;
import io.dockerkit.container.Container;

/** Runs a container to its end, and another one in a scope; prints what they say. */
public class App {
    public static void main(String[] args) {
        System.out.println("module " + Engine.class.getModule().getName());
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
