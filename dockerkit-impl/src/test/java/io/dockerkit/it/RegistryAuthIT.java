package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static io.dockerkit.it.Witness.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.AuthenticationRequiredException;
import io.dockerkit.BuildException;
import io.dockerkit.Credentials;
import io.dockerkit.EngineException;
import io.dockerkit.ImageNotFoundException;
import io.dockerkit.RateLimitedException;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.engine.Login;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.impl.config.RegistryPrefix;
import io.dockerkit.impl.config.UserSettings;
import io.dockerkit.impl.image.RegistryRetries;
import io.dockerkit.lab.Authority;
import io.dockerkit.lab.RefusingRegistry;
import io.dockerkit.lab.Registry;
import io.dockerkit.lab.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Logins at a real registry that wants one, by the real engine, in a docker configuration of the test's own. */
@ExtendWith(Witness.class)
@Timeout(120)
class RegistryAuthIT {
    private static Registry registry;

    @TempDir Path directory;

    @BeforeAll
    static void start(@TempDir Path files) throws Exception {
        registry = Registry.start(files);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
    }

    private static String unique(String name) {
        return registry.host() + "/team/" + Witness.unique(name) + ":1";
    }

    /** Gives a small image a name of the registry's. */
    private static Image image(User user, String name) {
        return user.containers()
                .run("busybox")
                .label(KEY, SESSION)
                .create()
                .commit(name)
                .change("LABEL " + KEY + "=" + SESSION)
                .execute();
    }

    @Test
    void aLoginIsKeptAndUsedByPushPullAndBuildUntilTheLogout() throws Exception {
        try (User user = new User(directory)) {
            String name = unique("app");
            Image image = image(user, name);
            assertThatThrownBy(() -> image.push().execute())
                    .isInstanceOf(AuthenticationRequiredException.class)
                    .hasMessageContaining(
                            "(no login for "
                                    + registry.host()
                                    + " was sent: there is none in "
                                    + user.config());

            Login login = user.engine().login(registry.host(), Registry.credentials());
            assertThat(login)
                    .isEqualTo(new Login(registry.host(), Registry.USER, user.config().toString()));
            image.push().execute();
            image.remove();
            Image back = user.images().pull(name).execute();
            assertThat(back.id()).isEqualTo(image.id());
            back.remove();

            Path context = Files.createDirectories(directory.resolve("context"));
            Files.writeString(context.resolve("Dockerfile"), "FROM " + name + "\nLABEL built=1\n");
            Image built = user.images().build(context).label(KEY, SESSION).execute();
            assertThat(built.inspect().labels()).containsEntry("built", "1");
            built.remove();
            user.images().get(name).remove();

            assertThat(user.engine().logout(registry.host())).isTrue();
            assertThat(user.engine().logout(registry.host())).isFalse();
            assertThatThrownBy(() -> user.images().pull(name).execute())
                    .isInstanceOf(AuthenticationRequiredException.class)
                    .hasMessageContaining("docker login " + registry.host());
            assertThatThrownBy(() -> user.images().build(context).label(KEY, SESSION).execute())
                    .isInstanceOf(BuildException.class)
                    .hasMessageContaining("the registry wants a login");
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNotKept() throws Exception {
        try (User user = new User(directory)) {
            assertThatThrownBy(
                            () ->
                                    user.engine()
                                            .login(
                                                    registry.host(),
                                                    Credentials.of(Registry.USER, "wrong-one")))
                    .isInstanceOfSatisfying(
                            AuthenticationRequiredException.class,
                            e ->
                                    assertThat(e.commandLine())
                                            .contains(
                                                    "docker login --username tester --password-stdin "
                                                            + registry.host()))
                    .hasMessageContaining("cannot log in at " + registry.host() + " as tester")
                    .hasMessageNotContaining("wrong-one");
            assertThat(user.config()).doesNotExist();
        }
    }

    @Test
    void whatTheCallerGivesIsUsedAndNotKept() throws Exception {
        try (User user = new User(directory)) {
            String name = unique("given");
            Image image = image(user, name);
            image.push().credentials(Registry.credentials()).execute();
            image.remove();
            assertThatThrownBy(() -> user.images().pull(name).credentials("tester", "no").execute())
                    .isInstanceOf(AuthenticationRequiredException.class)
                    .hasMessageContaining("was the login that was given, of user tester)");
            Image back =
                    user.images()
                            .pull(name)
                            .credentials(Registry.USER, Registry.PASSWORD)
                            .execute();
            assertThat(back.id()).isEqualTo(image.id());
            back.remove();
            assertThat(user.config()).doesNotExist();
            String none = registry.host() + "/team/none:1";
            assertThatThrownBy(
                            () ->
                                    user.images()
                                            .pull(none)
                                            .credentials(Registry.credentials())
                                            .execute())
                    .isInstanceOf(ImageNotFoundException.class)
                    .hasMessageContaining("the registry has no such image");
        }
    }

    @Test
    void theCliAndDockerKitKeepTheSame() throws Exception {
        try (User ours = new User(directory.resolve("ours"));
                User theirs = new User(directory.resolve("theirs"))) {
            ours.engine().login(registry.host(), Registry.credentials());
            theirs.docker(
                    Registry.PASSWORD,
                    "login",
                    "--username",
                    Registry.USER,
                    "--password-stdin",
                    registry.host());
            assertThat(Files.readString(ours.config()).strip())
                    .isEqualTo(Files.readString(theirs.config()).strip());
            String name = unique("both");
            image(ours, name);
            ours.docker("", "push", name);
            theirs.images().get(name).push().execute();
            ours.images().get(name).remove();
            ours.docker("", "logout", registry.host());
            assertThat(ours.engine().logout(registry.host())).isFalse();
            assertThat(theirs.engine().logout(registry.host())).isTrue();
            assertThat(Files.readString(theirs.config()).replaceAll("\\s", ""))
                    .isEqualTo(Files.readString(ours.config()).replaceAll("\\s", ""));
        }
    }

    @Test
    void aHelperKeepsTheLoginAndTheFileDoesNot() throws Exception {
        try (User user = new User(directory)) {
            user.keepingHelper("xyz").config("{\"credsStore\":\"xyz\"}");
            Login login = user.engine().login(registry.host(), Registry.credentials());
            assertThat(login.keptIn()).isEqualTo("the credential helper docker-credential-xyz");
            assertThat(Files.readString(user.config()))
                    .doesNotContain(Registry.PASSWORD, "\"auth\"");
            assertThat(user.kept()).hasSize(1).allMatch(kept -> kept.contains(Registry.PASSWORD));

            String name = unique("kept");
            Image image = image(user, name);
            image.push().execute();
            user.docker("", "push", name);
            image.remove();
            Path context = Files.createDirectories(directory.resolve("context"));
            Files.writeString(context.resolve("Dockerfile"), "FROM " + name + "\n");
            // the builder is given what the helper's list names
            user.images().build(context).label(KEY, SESSION).execute();
            user.images().get(name).remove();

            assertThat(user.engine().logout(registry.host())).isTrue();
            assertThat(user.kept()).isEmpty();
            assertThatThrownBy(() -> user.images().pull(name).execute())
                    .isInstanceOf(AuthenticationRequiredException.class)
                    .hasMessageContaining("docker-credential-xyz has none");
        }
    }

    @Test
    void theEnvironmentsLoginIsUsed() throws Exception {
        String pair =
                Base64.getEncoder()
                        .encodeToString(
                                (Registry.USER + ":" + Registry.PASSWORD)
                                        .getBytes(StandardCharsets.UTF_8));
        String auths = "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + pair + "\"}}}";
        try (User user = new User(directory, Map.of("DOCKER_AUTH_CONFIG", auths))) {
            String name = unique("env");
            Image image = image(user, name);
            assertThat(image.push().execute().digest()).startsWith("sha256:");
            image.remove();
        }
    }

    @Test
    void aRegistryThatRefusesMoreForNowIsTold() throws Exception {
        try (RefusingRegistry busy = RefusingRegistry.busy();
                User user = new User(directory)) {
            String name = busy.host() + "/busy:1";
            assertThatThrownBy(() -> user.images().pull(name).execute())
                    .isInstanceOf(RateLimitedException.class)
                    .hasMessageContaining("wait, log in where that raises the limit");
        }
    }

    @Test
    void aPushThatIsDeniedSaysSoAndWhichLoginWasSent() throws Exception {
        try (RefusingRegistry denying = RefusingRegistry.denying();
                User user = new User(directory)) {
            Image image = image(user, denying.host() + "/team/" + Witness.unique("denied") + ":1");
            assertThatThrownBy(() -> image.push().credentials("me", "secret").execute())
                    .isInstanceOfSatisfying(
                            AuthenticationRequiredException.class,
                            e -> assertThat(e.denied()).isTrue())
                    .hasMessageContaining(": denied; the registry wants a login that may do this")
                    .hasMessageContaining("was the login that was given, of user me)");
            image.remove();
        }
    }

    @Test
    void aPullIsRepeatedWhileTheRegistryIsNotWell() throws Exception {
        try (RefusingRegistry ill = RefusingRegistry.unavailable();
                User user = new User(directory)) {
            ImageCommands images =
                    user.images(
                            UserSettings.NONE,
                            RegistryRetries.after(Duration.ofMillis(1), Duration.ofMillis(1)));
            assertThatThrownBy(() -> images.pull(ill.host() + "/ill:1").execute())
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("503 Service Unavailable");
            assertThat(ill.questions()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aRegistryThatSpeaksTlsTakesPushesAndPulls() throws Exception {
        Path certificate =
                Authority.create(directory, "registry-authority")
                        .server("registry", 2, "IP:127.0.0.1");
        try (Registry tls = Registry.withTls(directory.resolve("tls"), certificate);
                User user = new User(directory.resolve("user"))) {
            String name = tls.host() + "/team/" + Witness.unique("tls") + ":1";
            Image image = image(user, name);
            assertThatThrownBy(() -> image.push().credentials("tester", "no").execute())
                    .isInstanceOf(AuthenticationRequiredException.class);
            image.push().credentials(Registry.credentials()).execute();
            image.remove();
            Image back = user.images().pull(name).credentials(Registry.credentials()).execute();
            assertThat(back.id()).isEqualTo(image.id());
            back.remove();
            assertThat(tls.log()).contains("listening on " + tls.host() + ", tls");
        }
    }

    @Test
    void anImageOfDockerHubComesFromTheMirrorAndHasTheNameThatWasAskedFor() throws Exception {
        try (Registry mirror = Registry.open(directory.resolve("mirror"));
                User user = new User(directory.resolve("user"))) {
            String name = Witness.unique("of-docker-hub") + ":1";
            String mirrored = mirror.host() + "/hub/" + name;
            Image image = image(user, mirrored);
            String digest = image.push().execute().digest();
            image.remove();
            UserSettings settings =
                    UserSettings.NONE.withRegistryPrefix(
                            RegistryPrefix.of("test", mirror.host() + "/hub"));
            ImageCommands images = user.images(settings, RegistryRetries.usual());
            ContainerCommands containers = user.containers(settings);

            assertThatThrownBy(() -> containers.run(name).pull("never").create())
                    .isInstanceOf(ImageNotFoundException.class);
            Container container = containers.run(name).label(KEY, SESSION).create();
            assertThat(container.inspect().image()).isEqualTo(name);
            container.remove();
            Image pulled = images.pull(name).ensure();
            assertThat(pulled.reference()).isEqualTo(name);
            assertThat(pulled.inspect().tags()).contains(name, mirrored);
            images.get(name).remove();
            images.get(mirrored).remove();

            String pinned = name.replace(":1", "") + "@" + digest;
            Container again = containers.run(pinned).label(KEY, SESSION).create();
            again.remove();
            Image known = images.pull(pinned).ensure();
            assertThat(known.reference()).isEqualTo(mirror.host() + "/hub/" + pinned);
            known.remove();
        }
    }
}
