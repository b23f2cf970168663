package io.dockerkit.container.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.container.run.RunSpec;
import io.dockerkit.container.run.UpdateSpec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of flags, the options, and the reference say the same. */
@Tag("locale")
class RunFlagsTest {
    private static final Path REFERENCE = Path.of("../docs/run-flags.md");

    /** What docker run --help of the CLI 28.2.2 lists, in its order. */
    private static final String OF_THE_CLI =
            """
            add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile
            cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems
            detach detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps
            device-write-iops disable-content-trust dns dns-option dns-search domainname entrypoint env env-file expose gpus
            group-add health-cmd health-interval health-retries health-start-interval health-start-period health-timeout
            help hostname init interactive io-maxbandwidth io-maxiops ip ip6 ipc isolation kernel-memory label label-file
            link link-local-ip log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount
            name network network-alias no-healthcheck oom-kill-disable oom-score-adj pid pids-limit platform privileged
            publish publish-all pull quiet read-only restart rm runtime security-opt shm-size sig-proxy stop-signal
            stop-timeout storage-opt sysctl tmpfs tty ulimit use-api-socket user userns uts volume volume-driver
            volumes-from workdir
            """;

    @Test
    void theTableHasEveryFlagOfTheCliAndNoOther() {
        assertThat(RunFlags.TABLE.flags())
                .extracting(Flag::name)
                .containsExactlyInAnyOrder(OF_THE_CLI.strip().split("\\s+"));
    }

    /** What docker update --help lists, and the deprecated flag that it does not show. */
    private static final String OF_UPDATE =
            """
            blkio-weight cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems
            kernel-memory memory memory-reservation memory-swap pids-limit restart
            """;

    @Test
    void anUpdateTakesTheFlagsThatTheCliTakesAndHasTheirOptions() {
        assertThat(RunFlags.UPDATE.flags())
                .extracting(Flag::name)
                .containsExactlyInAnyOrder(OF_UPDATE.strip().split("\\s+"));
        Set<String> options =
                Stream.of(UpdateSpec.class.getMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet());
        for (Flag flag : RunFlags.UPDATE.flags()) {
            assertThat(options).contains(option(flag).substring(1).replaceAll("\\(.*", ""));
        }
    }

    /** A made-up second target, as a swarm service will be one. */
    @Test
    void aFlagIsWrittenForEachTargetThatTakesIt() {
        FlagTable run =
                new FlagTable(
                        "docker run",
                        List.of(
                                Flag.one("user", "a name", "User")
                                        .writes(Words.textAt("User"))
                                        .alsoOf(
                                                "docker service create",
                                                Words.textAt("TaskTemplate/ContainerSpec/User")),
                                Flag.one("stop-signal", "a signal", "Signal")
                                        .writes(Words.textAt("StopSignal"))
                                        .alsoOf("docker service create"),
                                Flag.toggle("rm", "Remove it").writes(Words.trueAt("AutoRemove"))));
        FlagTable service = run.sharedWith("docker service create");
        FlagValues flags = FlagValues.none(run).with("user", "me").with("stop-signal", "INT");
        assertThat(written(flags)).hasToString("{User=me, StopSignal=INT}");
        assertThat(written(flags.in(service)))
                .hasToString("{TaskTemplate={ContainerSpec={User=me}}, StopSignal=INT}");
        assertThatThrownBy(() -> flags.with("rm", "true").in(service))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"--rm\"")
                .hasMessageContaining("docker service create has no such flag; docker run has it");
    }

    private static Map<String, Object> written(FlagValues flags) {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        flags.writeTo(draft);
        return draft.body();
    }

    @Test
    void everyFlagHasAnOptionOfItsName() {
        Set<String> options =
                Stream.of(RunSpec.class.getMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet());
        for (Flag flag : RunFlags.TABLE.flags()) {
            if (option(flag).startsWith("`")) {
                assertThat(options)
                        .as(flag.toString())
                        .contains(option(flag).substring(1).replaceAll("\\(.*", ""));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "memry, memory",
        "publsh, publish",
        "volumes, volume",
        "netwrk, network",
        "envs, env"
    })
    void anUnknownFlagIsToldTheNearest(String wrong, String nearest) {
        assertThatThrownBy(() -> RunFlags.TABLE.flag(wrong))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--" + wrong)
                .hasMessageContaining("did you mean --" + nearest + "?");
    }

    @Test
    void theReferenceIsThatOfTheTable() throws IOException {
        String generated = reference();
        if (Boolean.getBoolean("dockerkit.write-reference")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, generated);
        }
        assertThat(Files.readString(REFERENCE))
                .as(
                        "generate it anew: mvn -pl dockerkit-api test -Dtest=RunFlagsTest -Ddockerkit.write-reference=true")
                .isEqualTo(generated);
    }

    private static String reference() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # docker run: flag → option

                        Generated from the table of flags that also serves parsing, `toCommandLine()` and the request.
                        `flag("name", "value")` sets any flag in the CLI's own syntax.

                        | flag | | what it does | accepted form | option | since API |
                        |---|---|---|---|---|---|
                        """);
        RunFlags.TABLE.flags().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(flag -> text.append(row(flag)));
        return text.toString();
    }

    private static String row(Flag flag) {
        return "| `--%s` | %s | %s | %s | %s | %s |%n"
                .formatted(
                        flag.name(),
                        flag.shorthand() == null ? "" : "`-" + flag.shorthand() + "`",
                        flag.help(),
                        flag.form().replace("|", "\\|"),
                        option(flag),
                        flag.since());
    }

    /** The option's name is the flag's in camel case; what has no option says why. */
    private static String option(Flag flag) {
        if (!flag.refusal().isEmpty()) {
            return "none: " + flag.refusal();
        }
        if (flag.name().equals("detach")) {
            return "`detached()`";
        }
        List<String> words = Arrays.asList(flag.name().split("-"));
        String name =
                words.get(0)
                        + words.subList(1, words.size()).stream()
                                .map(
                                        word ->
                                                word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                        + word.substring(1))
                                .collect(Collectors.joining());
        return "`" + name + "(" + (flag.arity() == Flag.Arity.SWITCH ? "" : "…") + ")`";
    }
}
