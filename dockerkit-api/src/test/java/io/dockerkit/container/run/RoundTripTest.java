package io.dockerkit.container.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.cli.ShellWords;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.flags.RunFlags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;

/** A spec's command line, read again, is the spec. */
@Tag("locale")
class RoundTripTest {
    /** Values that each flag accepts; a flag without an entry takes any text. */
    private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

    static {
        put("env", "A=1", "B=a b", "C=$x'\"\\", "D", "E=ünï\n2", "F=");
        put("label", "a=b", "c", "d= e");
        put("attach", "stdin", "stdout");
        put(
                "publish",
                "80",
                "8080:80",
                "127.0.0.1::81/udp",
                "[::1]:82-83:82-83",
                "target=84,published=85");
        put("expose", "1", "2-4/udp");
        put("volume", "/a", "b0:/b", "./c d:/c:ro", "/e:/f:rw,z");
        put(
                "mount",
                "type=bind,src=/a,dst=/b",
                "dst=/c,\"volume-label=a,b=c\"",
                "type=tmpfs,dst=/t,tmpfs-size=1m");
        put("network-alias", "x", "y");
        put("network", "mine", "name=other,alias=z,driver-opt=a=b");
        put("dns", "1.1.1.1", "::1");
        put("dns-search", "example.com", ".");
        put("add-host", "a:1.2.3.4", "b=host-gateway");
        put("link", "a", "b:c");
        put("mac-address", "02:42:ac:11:00:02");
        put("device", "/dev/a", "/dev/b:/dev/c:r", "vendor.com/class=name");
        put("device-cgroup-rule", "c 42:* rmw");
        put("gpus", "all", "\"device=0,1\",driver=nvidia");
        put("sysctl", "net.core.somaxconn=1");
        put("security-opt", "no-new-privileges", "seccomp=unconfined", "label:disable");
        put("storage-opt", "size=1g");
        put("ulimit", "nofile=1:2", "core=-1");
        put("pull", "missing", "always", "never", "");
        put("platform", "linux/arm64", "amd64");
        put("restart", "no", "always", "on-failure:3");
        put("userns", "host", "");
        put("uts", "host");
        put("pid", "host", "container:x");
        put("cgroupns", "host", "private");
        put("blkio-weight-device", "/dev/a:10");
        put("memory-swap", "-1", "1g");
        put("stop-signal", "TERM", "9");
        put("cpus", "1.5", "1/2");
        for (String name :
                List.of(
                        "memory",
                        "memory-reservation",
                        "kernel-memory",
                        "shm-size",
                        "io-maxbandwidth")) {
            put(name, "1", "512m", "1.5g");
        }
        for (String name : List.of("read", "write")) {
            put("device-" + name + "-bps", "/dev/a:1mb");
            put("device-" + name + "-iops", "/dev/a:10");
        }
        for (String name : List.of("interval", "timeout", "start-period", "start-interval")) {
            put("health-" + name, "1s", "1m30s", "0");
        }
        for (Flag flag : RunFlags.TABLE.flags()) {
            if (flag.form().startsWith("a whole number")
                    || flag.form().matches("(0|10)\\.\\..*|(a number|seconds).*")) {
                VALUES.putIfAbsent(flag.name(), List.of("0", "10", "100"));
            }
        }
    }

    private static void put(String name, String... values) {
        VALUES.put(name, List.of(values));
    }

    private record Setting(String name, String value) {}

    @Provide
    Arbitrary<RunSpec> specs() {
        Arbitrary<List<Setting>> settings =
                Arbitraries.of(List.copyOf(RunFlags.TABLE.flags()))
                        .filter(flag -> flag.refusal().isEmpty() && !flag.name().equals("detach"))
                        .flatMap(RoundTripTest::setting)
                        .list()
                        .ofMaxSize(12);
        Arbitrary<String> images =
                Arbitraries.of("alpine", "nginx:1.25", "localhost:5000/a/b", "a.b/c/d:e");
        Arbitrary<List<String>> commands = text().list().ofMaxSize(4);
        return Combinators.combine(images, settings, commands).as(RoundTripTest::spec);
    }

    private static Arbitrary<Setting> setting(Flag flag) {
        Arbitrary<String> values =
                flag.arity() == Flag.Arity.SWITCH
                        ? Arbitraries.of("true", "false")
                        : VALUES.containsKey(flag.name())
                                ? Arbitraries.of(VALUES.get(flag.name()))
                                : text().filter(text -> !text.isBlank());
        return values.map(value -> new Setting(flag.name(), value));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().withChars(" '\"\\$`#;|&<>()*?~=-,:/\n\tab1é").ofMaxLength(12);
    }

    private static RunSpec spec(String image, List<Setting> settings, List<String> command) {
        RunSpec spec = new ContainerCommands(new Recorder()).run(image).command(command);
        for (Setting setting : settings) {
            spec = spec.flag(setting.name(), setting.value());
        }
        return spec;
    }

    @Property
    void readAgainItIsTheSame(@ForAll("specs") RunSpec spec) {
        String line = spec.toCommandLine();
        RunSpec again;
        try {
            again = new ContainerCommands(new Recorder()).parse(line);
        } catch (InvalidOptionException together) {
            // flags that do not go together are refused by the terminal of the spec too
            assertThatThrownBy(spec::create).hasMessage(together.getMessage());
            return;
        }
        assertThat(again).isEqualTo(spec).hasSameHashCodeAs(spec);
        assertThat(again.toCommandLine()).isEqualTo(line);
        assertThat(again.detached()).isEqualTo(spec.detached());
    }

    @Property
    void quotedWordsAreReadAsTheyWere(@ForAll("words") List<String> words) {
        assertThat(ShellWords.split(ShellQuoting.join(words))).isEqualTo(words);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return text().list().ofMaxSize(6).map(ArrayList::new);
    }
}
