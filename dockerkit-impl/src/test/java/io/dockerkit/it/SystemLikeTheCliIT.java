package io.dockerkit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.engine.DiskUsage;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.impl.EngineProvider;
import io.dockerkit.impl.config.Endpoints;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.lab.Calls;
import io.dockerkit.lab.ScriptedEngine;
import io.dockerkit.spi.DockerBackend;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The docker CLI of this machine and DockerKit ask the same of an engine about disk space, and read the same in its answer. */
@Timeout(60)
class SystemLikeTheCliIT {
    /** Of each kind some in use, some not, and some of which the engine does not know. */
    private static final String USAGE =
            """
            {"LayersSize":700000000,
             "Images":[
              {"Id":"sha256:1","RepoTags":["app:1","app:2"],"Size":400000000,"SharedSize":100000000,"Containers":2,"Created":1700000000},
              {"Id":"sha256:2","RepoTags":["<none>:<none>"],"Size":300000000,"SharedSize":100000000,"Containers":0,"Created":1700000000},
              {"Id":"sha256:3","RepoTags":null,"Size":90000000,"SharedSize":-1,"Containers":-1,"Created":1700000000},
              {"Id":"sha256:4","RepoTags":["db:1"],"Size":123456789,"SharedSize":3456789,"Containers":1,"Created":1700000000}],
             "Containers":[
              {"Id":"c1","Names":["/web"],"SizeRw":1234567,"State":"running","Created":1700000000,"Command":"sh","Image":"app:1"},
              {"Id":"c2","Names":["/old"],"SizeRw":7654321,"State":"exited","Created":1700000000,"Command":"sh","Image":"app:1"},
              {"Id":"c3","Names":["/new"],"State":"created","Created":1700000000,"Command":"sh","Image":"db:1"},
              {"Id":"c4","Names":["/still"],"SizeRw":5,"State":"paused","Created":1700000000,"Command":"sh","Image":"db:1"}],
             "Volumes":[
              {"Name":"data","Driver":"local","UsageData":{"Size":50000000,"RefCount":1},"CreatedAt":"2024-01-02T03:04:05Z"},
              {"Name":"free","Driver":"local","UsageData":{"Size":70000000,"RefCount":0}},
              {"Name":"odd","Driver":"local","UsageData":{"Size":-1,"RefCount":-1}}],
             "BuildCache":[
              {"ID":"b1","Type":"regular","Description":"RUN a","InUse":false,"Shared":false,"Size":10000000,"CreatedAt":"2024-01-02T03:04:05Z","LastUsedAt":"2024-01-03T03:04:05Z","UsageCount":3},
              {"ID":"b2","Type":"regular","Description":"RUN b","InUse":true,"Shared":false,"Size":20000000,"CreatedAt":"2024-01-02T03:04:05Z","UsageCount":1},
              {"ID":"b3","Type":"regular","Description":"RUN c","InUse":false,"Shared":true,"Size":30000000,"CreatedAt":"2024-01-02T03:04:05Z","UsageCount":1},
              {"ID":"b4","Type":"frontend","Description":"f","InUse":false,"Shared":false,"Size":40000000,"CreatedAt":"2024-01-02T03:04:05Z","UsageCount":1}]}
            """;

    @TempDir Path directory;
    private ScriptedEngine scripted;
    private DockerBackend connection;
    private EngineCommands engine;

    @BeforeEach
    void start() throws Exception {
        scripted = new ScriptedEngine(directory);
        scripted.on("HEAD /_ping", Calls.answers("200 OK", "", "Api-Version: 1.47"));
        scripted.on("GET /system/df", Calls.answers("200 OK", USAGE));
        scripted.onOthers(Calls.answers("200 OK", "{}"));
        Files.createDirectories(directory.resolve("config"));
        connection =
                new EngineProvider(
                                new Endpoints(
                                        Map.of(
                                                "DOCKER_HOST",
                                                scripted.host(),
                                                "DOCKER_CONFIG",
                                                directory.resolve("config").toString()),
                                        directory))
                        .connect(null);
        engine = new EngineCommands(connection.engine());
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        scripted.close();
    }

    private String cli(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("docker"));
        line.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().put("DOCKER_HOST", scripted.host());
        builder.environment().put("DOCKER_CONFIG", directory.resolve("config").toString());
        builder.redirectError(directory.resolve("stderr").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(line + Files.readString(directory.resolve("stderr")))
                .isZero();
        return out;
    }

    /** The CLI's form of a size: four digits, and units of a thousand. */
    private static String human(long bytes) {
        String[] units = {"B", "kB", "MB", "GB"};
        BigDecimal size = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (size.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            size = size.movePointLeft(3);
            unit++;
        }
        return size.round(new MathContext(4)).stripTrailingZeros().toPlainString() + units[unit];
    }

    @Test
    void theTotalsAreThoseOfTheCli() throws Exception {
        List<String> theirs = new ArrayList<>();
        for (String line : cli("system", "df", "--format", "json").lines().toList()) {
            JsonNode row = JsonText.read(line);
            theirs.add(
                    row.path("TotalCount").asText()
                            + " "
                            + row.path("Active").asText()
                            + " "
                            + row.path("Size").asText()
                            + " "
                            + row.path("Reclaimable").asText().replaceFirst(" \\(.*", ""));
        }
        DiskUsage usage = engine.diskUsage();
        assertThat(usage.totals())
                .extracting(
                        total ->
                                total.count()
                                        + " "
                                        + total.active()
                                        + " "
                                        + human(total.size())
                                        + " "
                                        + human(total.reclaimable()))
                .containsExactlyElementsOf(theirs)
                .hasSize(4);
        assertThat(usage.size()).isEqualTo(700_000_000 + 8_888_893 + 120_000_000 + 70_000_000);
        assertThat(usage.items()).hasSize(15);
    }

    @Test
    void theObjectsAreThoseOfTheCli() throws Exception {
        JsonNode theirs = JsonText.read(cli("system", "df", "--verbose", "--format", "json"));
        DiskUsage usage = engine.diskUsage();
        List<String> volumes = new ArrayList<>();
        theirs.path("Volumes")
                .forEach(
                        row ->
                                volumes.add(
                                        row.path("Name").asText()
                                                + " "
                                                + row.path("Size").asText()));
        assertThat(usage.items(DiskUsage.Kind.VOLUMES))
                .extracting(
                        item ->
                                item.name()
                                        + " "
                                        + (item.name().equals("odd") ? "-1B" : human(item.size())))
                .containsExactlyElementsOf(volumes);
        List<String> cache = new ArrayList<>();
        theirs.path("BuildCache")
                .forEach(
                        row ->
                                cache.add(
                                        row.path("ID").asText().replace("*", "")
                                                + " "
                                                + row.path("Size").asText()
                                                + " "
                                                + row.path("UsageCount").asText()
                                                + " "
                                                + row.path("InUse").asText()));
        assertThat(usage.items(DiskUsage.Kind.BUILD_CACHE))
                .extracting(
                        item ->
                                item.id()
                                        + " "
                                        + human(item.size())
                                        + " "
                                        + item.uses()
                                        + " "
                                        + item.isActive())
                .containsExactlyInAnyOrderElementsOf(cache);
        assertThat(usage.items(DiskUsage.Kind.IMAGES))
                .extracting(DiskUsage.Item::name)
                .containsExactly("app:1", "", "", "db:1");
        assertThat(usage.items(DiskUsage.Kind.CONTAINERS))
                .extracting(DiskUsage.Item::name)
                .containsExactly("web", "old", "new", "still");
    }

    /** Method, path and parameters, without the version and the order of the parameters. */
    private List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (String call : scripted.calls()) {
            if (!call.contains("_ping")) {
                String[] parts = call.split("\\?", 2);
                Map<String, String> parameters = new TreeMap<>();
                for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&")) {
                    String[] halves = pair.split("=", 2);
                    String value = URLDecoder.decode(halves[1], StandardCharsets.UTF_8);
                    if (!value.isEmpty()) {
                        parameters.put(halves[0], sorted(value));
                    }
                }
                requests.add(parts[0] + parameters);
            }
        }
        return requests;
    }

    /** Filters as lists and as maps of true are the same to an engine. */
    private static String sorted(String filters) {
        if (!filters.startsWith("{")) {
            return filters.equals("true") ? "1" : filters;
        }
        try {
            Map<String, List<String>> all = new TreeMap<>();
            for (Map.Entry<String, JsonNode> filter : JsonText.fields(JsonText.read(filters))) {
                List<String> values = new ArrayList<>();
                if (filter.getValue().isArray()) {
                    filter.getValue().forEach(value -> values.add(value.asText()));
                } else {
                    filter.getValue().fieldNames().forEachRemaining(values::add);
                }
                values.sort(null);
                all.put(filter.getKey(), values);
            }
            return all.toString();
        } catch (IOException e) {
            throw new AssertionError(filters, e);
        }
    }

    private void assertSameRequests(Consumer<EngineCommands> ours, String theirs) throws Exception {
        int before = requests().size();
        ours.accept(engine);
        List<String> sent = requests().subList(before, requests().size());
        cli(theirs.split(" "));
        List<String> expected = requests().subList(before + sent.size(), requests().size());
        assertThat(sent).as(theirs).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void aSystemPruneSendsTheRequestsOfTheCliInItsOrder() throws Exception {
        answerPrunes();
        assertSameRequests(e -> e.prune().execute(), "system prune --force");
        assertSameRequests(
                e -> e.prune().all().volumes().label("x").withoutLabel("y").execute(),
                "system prune --force --all --volumes --filter label=x --filter label!=y");
        assertSameRequests(
                e -> e.prune().until(Duration.ofHours(1)).label("a", "b").execute(),
                "system prune --force --filter until=3600000ms --filter label=a=b");
        assertThatThrownBy(() -> engine.prune().volumes().until(Duration.ofHours(1)).execute())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--volumes");
    }

    @Test
    void aPruneOfTheBuildCacheSendsTheRequestOfTheCli() throws Exception {
        answerPrunes();
        assertSameRequests(e -> e.pruneBuildCache().execute(), "builder prune --force");
        assertSameRequests(
                e ->
                        e.pruneBuildCache()
                                .all()
                                .keepStorage("512m")
                                .until(Duration.ofDays(1))
                                .filter("id", "x")
                                .execute(),
                "builder prune --force --all --keep-storage 512m --filter until=86400000ms --filter id=x");
    }

    private void answerPrunes() {
        scripted.on(
                "POST /containers/prune",
                Calls.answers("200 OK", "{\"ContainersDeleted\":[\"c2\"],\"SpaceReclaimed\":1}"));
        scripted.on(
                "POST /networks/prune", Calls.answers("200 OK", "{\"NetworksDeleted\":[\"n\"]}"));
        scripted.on(
                "POST /volumes/prune",
                Calls.answers("200 OK", "{\"VolumesDeleted\":[\"v\"],\"SpaceReclaimed\":10}"));
        scripted.on(
                "POST /images/prune",
                Calls.answers(
                        "200 OK",
                        "{\"ImagesDeleted\":[{\"Untagged\":\"x\"},{\"Deleted\":\"i\"}],\"SpaceReclaimed\":100}"));
        scripted.on(
                "POST /build/prune",
                Calls.answers("200 OK", "{\"CachesDeleted\":[\"b1\"],\"SpaceReclaimed\":1000}"));
    }

    @Test
    void theReportSaysWhatWentAndHowMuch() {
        answerPrunes();
        var report = engine.prune().volumes().execute();
        assertThat(report.containers().removed()).containsExactly("c2");
        assertThat(report.networks().removed()).containsExactly("n");
        assertThat(report.volumes().removed()).containsExactly("v");
        assertThat(report.images().removed()).containsExactly("i");
        assertThat(report.buildCache().removed()).containsExactly("b1");
        assertThat(report.spaceReclaimed()).isEqualTo(1111);
    }

    @Test
    void aDryRunCountsOnWhatItsContainersSetFreeAndSendsNoChange() {
        scripted.on(
                "GET /containers/json",
                Calls.answers(
                        "200 OK",
                        """
                        [{"Id":"c1","ImageID":"sha256:1","State":"running","Created":1,"Mounts":[{"Name":"used"}]},
                         {"Id":"c2","ImageID":"sha256:2","State":"exited","Created":1,"SizeRw":7,"Mounts":[{"Name":"freed"}]}]
                        """));
        scripted.on(
                "GET /images/json",
                Calls.answers(
                        "200 OK",
                        """
                        [{"Id":"sha256:1","Size":100,"Created":1},{"Id":"sha256:2","Size":200,"Created":1}]
                        """));
        scripted.on(
                "GET /containers/c1/json",
                Calls.answers("200 OK", "{\"Id\":\"c1\",\"State\":{\"Status\":\"running\"}}"));
        scripted.on("GET /networks", Calls.answers("200 OK", "[]"));
        scripted.on(
                "GET /volumes",
                Calls.answers(
                        "200 OK",
                        """
                        {"Volumes":[{"Name":"used","Labels":{"com.docker.volume.anonymous":""}},
                          {"Name":"freed","Labels":{"com.docker.volume.anonymous":""}},{"Name":"named","Labels":{}}]}
                        """));
        var report = engine.prune().all().volumes().dryRun();
        assertThat(report.containers().removed()).containsExactly("c2");
        assertThat(report.images().removed()).containsExactly("sha256:2");
        assertThat(report.volumes().removed()).containsExactly("freed");
        assertThat(report.buildCache().removed()).containsExactly("b1", "b3", "b4");
        assertThat(engine.prune().dryRun().buildCache().removed()).containsExactly("b1");
        assertThat(engine.prune().dryRun().volumes().removed()).isEmpty();
        assertThat(report.spaceReclaimed()).isEqualTo(7 + 200 + 50_000_000);
        assertThat(scripted.calls()).noneMatch(call -> call.startsWith("POST"));
        assertThatThrownBy(() -> engine.pruneBuildCache().keepStorage(1).dryRun())
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> engine.pruneBuildCache().filter("id", "x").dryRun())
                .isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void onlyWhatIsAskedForIsReportedWhateverTheEngineAnswers() {
        DiskUsage usage = engine.diskUsage(DiskUsage.Kind.VOLUMES);
        assertThat(usage.totals())
                .extracting(DiskUsage.Total::kind)
                .containsExactly(DiskUsage.Kind.VOLUMES);
        assertThat(usage.items())
                .extracting(DiskUsage.Item::id)
                .containsExactly("data", "free", "odd");
        assertThat(usage.total(DiskUsage.Kind.IMAGES).size()).isZero();
        assertThat(scripted.calls()).contains("GET /system/df?type=volume");
    }
}
