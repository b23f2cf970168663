package io.dockerkit.it;

import static io.dockerkit.it.Witness.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.lab.Jvm;
import io.dockerkit.lab.Registry;
import io.dockerkit.lab.Talkative;
import io.dockerkit.lab.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No secret of a login is in anything that a program prints, DockerKit logs at any level, or an error says. */
@ExtendWith(Witness.class)
@Timeout(240)
class SecretsIT {
    private static final String WRONG = "Zp4-the-wrong-secret-mW8";

    @TempDir Path directory;

    private String run(Registry registry, String name) throws Exception {
        return Jvm.run(
                Talkative.class,
                directory,
                Map.of(
                        "DOCKER_CONFIG",
                        directory.toString(),
                        "PATH",
                        directory + ":" + System.getenv("PATH"),
                        "RIGHT_SECRET",
                        Registry.PASSWORD,
                        "WRONG_SECRET",
                        WRONG),
                registry.host(),
                name,
                directory.toString(),
                KEY);
    }

    /** As it is, and as Base64 has it in the middle of something else, which is one of three texts. */
    private static Stream<String> forms(String secret) {
        List<String> forms = new ArrayList<>(List.of(secret));
        for (int before = 0; before < 3; before++) {
            byte[] padded = ("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
            String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
            // the first and the last digits have bits of the neighbours, too
            forms.add(text.substring(before == 0 ? 0 : before + 1, text.length() - 2));
        }
        return forms.stream();
    }

    @Test
    void theFormsOfASecretAreFoundInWhatHasIt() {
        String header = "{\"username\":\"me\",\"password\":\"" + WRONG + "\"}";
        for (String around : List.of("", "a", "ab")) {
            String coded =
                    Base64.getUrlEncoder()
                            .encodeToString((around + header).getBytes(StandardCharsets.UTF_8));
            assertThat(forms(WRONG)).anyMatch(coded::contains);
        }
        assertThat(forms(WRONG)).allMatch(form -> form.length() > 20);
    }

    @Test
    void nothingThatAProgramShowsHasASecret() throws Exception {
        String output;
        String name;
        try (Registry registry = Registry.start(directory.resolve("registry"));
                User user = new User(directory)) {
            user.keepingHelper("keeping");
            user.helper(
                    "failing",
                    "input=$(cat); echo \"cannot $1 $input\" >&2; echo '{\"Secret\":\""
                            + Registry.PASSWORD
                            + "\"}'; exit 1");
            name = registry.host() + "/team/" + Witness.unique("talk") + ":1";
            output = run(registry, name);
            user.images().find(name).ifPresent(image -> image.remove(options -> options.force()));
        }
        // all of it has happened
        assertThat(output)
                .contains("credentials: Credentials[username=tester, secret=***]")
                .contains("login: Login[server=127.0.0.1:")
                .contains("kept login: Login[", "docker-credential-keeping")
                .contains("wrong login failed:", "AuthenticationRequiredException")
                .contains("right pull: image ", "right push: Result")
                .contains("push: Result", "pull: image " + name)
                .contains("failing login failed:", "docker-credential-failing", "***")
                .contains("broken login failed:", "is no JSON object")
                .contains("is not Base64")
                .contains("build failed:", "exit code: 3")
                .contains("WARN io.dockerkit: a build begins without some logins");
        assertThat(forms(Registry.PASSWORD).filter(output::contains)).isEmpty();
        assertThat(forms(WRONG).filter(output::contains)).isEmpty();
    }
}
