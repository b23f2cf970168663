package io.dockerkit.it;

import io.dockerkit.Docker;
import io.dockerkit.Scope;
import io.dockerkit.lab.PrivateEngine;

/** A program of its own that holds a service and a secret in a scope, and waits to be killed. */
final class ScopedServiceProgram {
    static final String NAME = "of-a-program";

    private ScopedServiceProgram() {}

    /** Arguments: the address of the engine. */
    public static void main(String[] arguments) throws InterruptedException {
        Docker docker = Docker.connect(arguments[0]);
        Scope scope = docker.openScope();
        scope.secrets().create(NAME).content("x").execute();
        scope.services()
                .create(
                        NAME,
                        docker.containers()
                                .run(PrivateEngine.IMAGE)
                                .detached()
                                .network("host")
                                .command("sleep", "600"))
                .noResolveImage()
                .secret(NAME)
                .start();
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
