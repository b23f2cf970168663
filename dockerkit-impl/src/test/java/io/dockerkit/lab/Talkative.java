package io.dockerkit.lab;

import io.dockerkit.Containers;
import io.dockerkit.Credentials;
import io.dockerkit.Docker;
import io.dockerkit.Engine;
import io.dockerkit.Images;
import io.dockerkit.container.Container;
import io.dockerkit.image.Image;
import io.dockerkit.image.PullSpec;
import io.dockerkit.image.PushSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * A program that logs in, pulls, pushes, builds and fails, on the default connection, and prints all that it can lay hands on:
 * values, specs, and errors with their stack traces. Its secrets are in variables.
 *
 * <p>Arguments: the host of a registry, a name of an image there, the directory of its docker configuration, which has a
 * keeping helper named {@code keeping} and one named {@code failing}, and the label of what it makes.
 */
public final class Talkative {
    private final String host;
    private final String name;
    private final Path configuration;
    private final String label;
    private final Credentials right = variable("RIGHT_SECRET");
    private final Credentials wrong = variable("WRONG_SECRET");

    private Talkative(String... arguments) {
        host = arguments[0];
        name = arguments[1];
        configuration = Path.of(arguments[2]);
        label = arguments[3];
    }

    private static Credentials variable(String variable) {
        return Credentials.of(Registry.USER, System.getenv(variable));
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        new Talkative(arguments).run();
    }

    private void run() throws Exception {
        show("credentials", () -> right);
        show("token", () -> Credentials.identityToken(right.secret()));
        Container committed = Containers.run("busybox").network("host").label(label, "1").create();
        Image image = committed.commit(name).change("LABEL " + label + "=1").execute();
        committed.remove();
        transfer(image);
        config("{}");
        show("wrong login", () -> Docker.login(host, wrong));
        show(
                "login in the address",
                () -> Docker.login("https://me:" + right.secret() + "@" + host, right));
        show("login", () -> Docker.login(host, right));
        transfer(image);
        build();
        show("logout", () -> Docker.logout(host));
        config("{\"credsStore\":\"keeping\"}");
        show("kept login", () -> Engine.login(host, right));
        transfer(image);
        build();
        show("kept logout", () -> Engine.logout(host));
        config("{\"credsStore\":\"failing\"}");
        show("failing login", () -> Docker.login(host, right));
        transfer(image);
        build();
        config("{\"auths\":{\"" + host + "\":{\"auth\":" + right.secret() + "}}}");
        transfer(image);
        show("broken login", () -> Docker.login(host, right));
        config("{\"auths\":{\"" + host + "\":{\"auth\":\"" + right.secret() + "!\"}}}");
        transfer(image);
    }

    private void config(String json) throws Exception {
        Files.writeString(configuration.resolve("config.json"), json);
    }

    private void transfer(Image image) {
        PushSpec push = image.push();
        PullSpec pull = Images.pull(name).platform("linux/amd64");
        show("push", push::execute);
        show("pull", pull::execute);
        show("right push", () -> push.credentials(right).execute());
        show("right pull", () -> pull.credentials(right).execute());
        show("wrong pull", () -> pull.credentials(wrong).execute());
        show("no such image", () -> Images.pull(host + "/team/none").credentials(right).execute());
        show(
                "no such registry",
                () -> Images.pull("127.0.0.1:1/none").credentials(right).execute());
        show("specs", () -> pull.credentials(right) + " " + push.credentials(right));
    }

    private void build() throws Exception {
        Path context = Files.createDirectories(configuration.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM " + name + "\nRUN exit 3\n");
        show("build", () -> Images.build(context).label(label, "1").pull().forceRm().execute());
    }

    private static void show(String what, Callable<?> task) {
        try {
            System.out.println(what + ": " + task.call());
        } catch (Exception failed) {
            System.out.println(what + " failed:");
            failed.printStackTrace(System.out);
        }
    }
}
