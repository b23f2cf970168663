package io.dockerkit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the files, the variables and the name of a project are found. */
class ComposeTest {
    private static final String WEB = "services: {web: {image: \"nginx:${TAG:-none}\"}}\n";

    @TempDir Path temporary;
    private Path shop;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void directory() throws Exception {
        shop = Files.createDirectories(temporary.toRealPath().resolve("shop"));
    }

    private Path write(String name, String text) throws Exception {
        Path file = shop.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Compose at(Path directory, Compose compose) {
        return compose.in(new HostContext(directory, environment));
    }

    private Compose here(Compose compose) {
        return at(shop, compose);
    }

    private static List<String> images(Compose compose) {
        return compose.config().images();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"})
    void theFileOfADirectoryIsFound(String name) throws Exception {
        write(name, WEB);
        assertThat(images(here(Compose.find()))).containsExactly("nginx:none");
    }

    @Test
    void theFirstOfSeveralNamesCounts() throws Exception {
        write("docker-compose.yml", "services: {web: {image: second}}");
        write("compose.yml", "services: {web: {image: first}}");
        assertThat(images(here(Compose.find()))).containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compose.override.yml",
                "compose.override.yaml",
                "docker-compose.override.yml",
                "docker-compose.override.yaml"
            })
    void theOverrideFileIsMergedOverIt(String name) throws Exception {
        write("compose.yaml", WEB);
        write(name, "services: {web: {image: other}}");
        assertThat(images(here(Compose.find()))).containsExactly("other");
        assertThat(images(here(Compose.load(Path.of("compose.yaml")))))
                .containsExactly("nginx:none");
    }

    @Test
    void theDirectoriesAboveAreSearched() throws Exception {
        write("compose.yaml", WEB);
        Path below = Files.createDirectories(shop.resolve("a/b"));
        assertThat(at(below, Compose.find()).config().name()).isEqualTo("shop");
        assertThat(here(Compose.find(Path.of("a/b"))).config().name()).isEqualTo("shop");
    }

    @Test
    void noFileIsAnError() throws Exception {
        assertThatThrownBy(() -> at(temporary, Compose.find()).config())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("there is no Compose file in " + temporary)
                .hasMessageContaining(
                        "accepted names: compose.yaml, compose.yml, docker-compose.yml, docker-compose.yaml");
        assertThatThrownBy(() -> here(Compose.load(Path.of("gone.yaml"))).config())
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining(shop.resolve("gone.yaml") + ": there is no such file");
    }

    @Test
    void laterFilesAreMergedOverEarlierOnes() throws Exception {
        write("a.yaml", WEB);
        write("b.yaml", "services: {web: {image: b}, db: {image: postgres}}");
        assertThat(images(here(Compose.load(Path.of("a.yaml"), Path.of("b.yaml")))))
                .containsExactly("postgres", "b");
        assertThat(images(here(Compose.load(Path.of("a.yaml")).file(shop.resolve("b.yaml")))))
                .containsExactly("postgres", "b");
    }

    @Test
    void aVariableNamesTheFiles() throws Exception {
        write("compose.yaml", "services: {web: {image: unused}}");
        write("a.yaml", WEB);
        write("b.yaml", "services: {db: {image: postgres}}");
        environment.put("COMPOSE_FILE", "a.yaml;b.yaml");
        environment.put("COMPOSE_PATH_SEPARATOR", ";");
        assertThat(images(here(Compose.find()))).containsExactly("postgres", "nginx:none");
        environment.put("COMPOSE_FILE", "a.yaml;gone.yaml");
        assertThatThrownBy(() -> here(Compose.find()).config())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(
                        "for COMPOSE_FILE: there is no file " + shop.resolve("gone.yaml"));
    }

    @Test
    void theFileOfVariablesMayNameTheFiles() throws Exception {
        write("a.yaml", WEB);
        write(".env", "COMPOSE_FILE=a.yaml\nTAG=2\n");
        assertThat(images(here(Compose.find()))).containsExactly("nginx:2");
    }

    @Test
    void aTextNeedsNoFile() {
        assertThat(images(here(Compose.parse(WEB)))).containsExactly("nginx:none");
        assertThat(here(Compose.parse(WEB)).config().name()).isEqualTo("shop");
    }

    @Test
    void variablesOfTheShellCountBeforeThoseOfFiles() throws Exception {
        write("compose.yaml", WEB);
        write(".env", "TAG=file\n");
        assertThat(images(here(Compose.find()))).containsExactly("nginx:file");
        environment.put("TAG", "shell");
        assertThat(images(here(Compose.find()))).containsExactly("nginx:shell");
        assertThat(images(here(Compose.find().env("TAG", "own")))).containsExactly("nginx:own");
    }

    @Test
    void namedFilesOfVariablesCountInsteadOfTheUsualOne() throws Exception {
        write("compose.yaml", WEB);
        write(".env", "TAG=usual\n");
        write("a.env", "TAG=a\n");
        write("b.env", "TAG=b\n");
        Compose shopFiles = here(Compose.find());
        assertThat(images(shopFiles.envFile(Path.of("a.env")))).containsExactly("nginx:a");
        assertThat(images(shopFiles.envFile(Path.of("a.env")).envFile(Path.of("b.env"))))
                .containsExactly("nginx:b");
        environment.put("COMPOSE_ENV_FILES", "a.env,b.env");
        assertThat(images(here(Compose.find()))).containsExactly("nginx:b");
        assertThatThrownBy(() -> shopFiles.envFile(Path.of("gone.env")).config())
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining(shop.resolve("gone.env").toString());
    }

    @Test
    void theUsualFileOfVariablesIsInTheProjectsDirectory() throws Exception {
        write("sub/compose.yaml", WEB);
        write("sub/.env", "TAG=sub\n");
        write(".env", "TAG=here\n");
        assertThat(images(here(Compose.load(Path.of("sub/compose.yaml")))))
                .containsExactly("nginx:sub");
        assertThat(images(here(Compose.load(Path.of("sub/compose.yaml")).projectDirectory(shop))))
                .containsExactly("nginx:here");
    }

    @Test
    void theUsualFileOfVariablesCanBeSwitchedOff() throws Exception {
        write("compose.yaml", WEB);
        write(".env", "TAG=file\n");
        environment.put("COMPOSE_DISABLE_ENV_FILE", "true");
        assertThat(images(here(Compose.find()))).containsExactly("nginx:none");
        environment.put("COMPOSE_DISABLE_ENV_FILE", "perhaps");
        assertThatThrownBy(() -> here(Compose.find()).config())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("for COMPOSE_DISABLE_ENV_FILE: must be true or false");
    }

    @Test
    void theUsualFileOfVariablesCanSwitchItselfOff() throws Exception {
        write("compose.yaml", WEB);
        write(".env", "TAG=file\nCOMPOSE_DISABLE_ENV_FILE=1\nCOMPOSE_PROJECT_NAME=kept\n");
        assertThat(images(here(Compose.find()))).containsExactly("nginx:none");
        assertThat(here(Compose.find()).config().name()).isEqualTo("kept");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // option, variable, file, expected
                "opt,var,file,opt",
                "-,var,file,var",
                "-,-,file,file",
                "-,-,My Shop!,myshop",
                "-,-,${SUFFIX}x,nightx",
                "-,-,-,shop"
            })
    void theNameIsThatOfTheOptionTheVariableTheFileOrTheDirectory(
            String option, String variable, String inFile, String expected) throws Exception {
        write("compose.yaml", (inFile == null ? "" : "name: \"" + inFile + "\"\n") + WEB);
        environment.put("SUFFIX", "night");
        if (variable != null) {
            environment.put("COMPOSE_PROJECT_NAME", variable);
        }
        Compose compose = here(Compose.find());
        ComposeConfig config = (option == null ? compose : compose.projectName(option)).config();
        assertThat(config.name()).isEqualTo(expected);
        assertThat(config.networks()).containsExactly("default");
        assertThat(config.json()).contains("\"name\": \"" + expected + "_default\"");
        assertThat(config.environment()).containsEntry("COMPOSE_PROJECT_NAME", expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "-shop", "_shop", "my shop", "ü"})
    void aNameThatComposeWouldNotTakeIsRefused(String name) throws Exception {
        write("compose.yaml", WEB);
        assertThatThrownBy(() -> Compose.find().projectName(name))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("invalid value \"" + name + "\" for --project-name: ")
                .hasMessageContaining("accepted form: lower-case letters, digits, - and _");
        environment.put("COMPOSE_PROJECT_NAME", name);
        assertThatThrownBy(() -> here(Compose.find()).config())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(
                        "invalid value \"" + name + "\" for COMPOSE_PROJECT_NAME: ");
    }

    @Test
    void aDirectoryWithoutALetterGivesNoName() throws Exception {
        Path nameless = Files.createDirectories(shop.resolve("__"));
        assertThatThrownBy(() -> at(nameless, Compose.parse(WEB)).config())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("set --project-name");
    }

    @Test
    void profilesAreThoseOfTheOptionOrOfTheVariable() {
        Compose compose =
                here(
                        Compose.parse(
                                "services: {a: {image: a}, b: {image: b, profiles: [b]}, c: {image: c, profiles: [c]}}"));
        assertThat(compose.config().services()).containsExactly("a");
        assertThat(compose.profile("b", "c").config().services()).containsExactly("a", "b", "c");
        environment.put("COMPOSE_PROFILES", "b, c");
        Compose inherited = compose.in(new HostContext(shop, environment));
        assertThat(inherited.config().services()).containsExactly("a", "b", "c");
        assertThat(inherited.profile("c").config().services()).containsExactly("a", "c");
        assertThat(inherited.config().profiles()).containsExactly("b", "c");
    }

    @Test
    void theJsonAndTheYamlAreThoseOfTheProgram() throws Exception {
        write(
                "compose.yaml",
                """
                services:
                  web:
                    build: .
                    command: echo $$HOME
                    ports: ["8080:80"]
                    mem_limit: 1g
                volumes: {unused: }
                """);
        ComposeConfig config = here(Compose.find()).config();
        assertThat(config.json())
                .isEqualTo(
                        """
                        {
                          "name": "shop",
                          "networks": {
                            "default": {
                              "name": "shop_default",
                              "ipam": {}
                            }
                          },
                          "services": {
                            "web": {
                              "build": {
                                "context": "@",
                                "dockerfile": "Dockerfile"
                              },
                              "command": [
                                "echo",
                                "$$HOME"
                              ],
                              "entrypoint": null,
                              "mem_limit": "1073741824",
                              "networks": {
                                "default": null
                              },
                              "ports": [
                                {
                                  "mode": "ingress",
                                  "target": 80,
                                  "published": "8080",
                                  "protocol": "tcp"
                                }
                              ]
                            }
                          }
                        }"""
                                .replace("@", shop.toString()));
        assertThat(config.yaml())
                .isEqualTo(
                        """
                        name: shop
                        services:
                          web:
                            build:
                              context: @
                              dockerfile: Dockerfile
                            command:
                              - echo
                              - $$HOME
                            mem_limit: "1073741824"
                            networks:
                              default: null
                            ports:
                              - mode: ingress
                                target: 80
                                published: "8080"
                                protocol: tcp
                        networks:
                          default:
                            name: shop_default
                        """
                                .replace("@", shop.toString()));
        assertThat(config.images()).containsExactly("shop-web");
        assertThat(config.volumes()).isEmpty();
        assertThat(here(Compose.find()).config(ConfigFlag.ALL_RESOURCES).volumes())
                .containsExactly("unused");
    }

    @Test
    void variablesStayIfTheyAreNotPutIn() throws Exception {
        write("compose.yaml", WEB);
        ComposeConfig raw = here(Compose.find()).config(ConfigFlag.NO_INTERPOLATE);
        assertThat(raw.yaml())
                .isEqualTo(
                        """
                        name: shop
                        networks:
                          default:
                            name: shop_default
                        services:
                          web:
                            image: nginx:${TAG:-none}
                            networks:
                              default: null
                        """);
        assertThatThrownBy(raw::hashes).isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void pathsStayIfTheyAreNotResolved() throws Exception {
        write("compose.yaml", "services: {web: {build: ./web}}");
        assertThat(here(Compose.find()).config(ConfigFlag.NO_PATH_RESOLUTION).json())
                .contains("\"context\": \"./web\"");
    }

    @Test
    void hashesAreThoseOfTheProgram() {
        ComposeConfig config = here(Compose.parse("services: {db: {image: postgres}}")).config();
        // config --hash db of docker compose 2.40.3
        assertThat(config.hash("db"))
                .isEqualTo("d336b89da15d6ff8463a4cf94316f13525409249eedb1b1d6f5e7cae3d7d8e60");
        assertThat(config.hashes()).isEqualTo(Map.of("db", config.hash("db")));
        assertThatThrownBy(() -> config.hash("web"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "invalid value \"web\" for service: there is no such active service; active services: db");
    }

    @Test
    void theCommandLineIsShownWithoutVariables() {
        Compose compose =
                Compose.load(Path.of("a.yaml"), Path.of("b c.yaml"))
                        .profile("test")
                        .env("PASSWORD", "secret")
                        .envFile(Path.of("x.env"))
                        .projectName("shop")
                        .projectDirectory(Path.of("/x"));
        assertThat(compose.toString())
                .isEqualTo(
                        "docker compose --file a.yaml --file 'b c.yaml' --profile test --env-file x.env"
                                + " --project-name shop --project-directory /x");
        assertThat(compose)
                .isNotEqualTo(compose.env("PASSWORD", "other"))
                .isEqualTo(compose.env("PASSWORD", "secret"));
    }
}
