package io.dockerkit.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts in dev answer without a build or an engine. */
class DevScriptsTest {
    private static final Path DEV = Path.of("..", "dev");

    /** A class of which one test failed twice before it passed, one failed for good, and one prints what looks like XML. */
    private static final String REPORT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="com.example.ShopTest" time="0.1" tests="5" errors="1" skipped="1" failures="0" flakes="1">
              <properties>
                <property name="tests" value="9"/>
              </properties>
              <testcase name="sells" classname="com.example.ShopTest" time="0.01"/>
              <testcase name="opens(String)[1] &lt;&quot;a &amp; b&quot;&gt;" classname="com.example.ShopTest" time="0.01">
                <flakyFailure message="not yet" type="java.lang.AssertionError">
                  <stackTrace><![CDATA[java.lang.AssertionError: not yet
              <testcase name="printed" classname="com.example.ShopTest">
                <flakyFailure message="printed" type="x">
            ]]></stackTrace>
                  <system-out><![CDATA[out]]></system-out>
                </flakyFailure>
                <flakyError message="nor now" type="java.io.IOException">
                  <stackTrace><![CDATA[java.io.IOException: nor now]]></stackTrace>
                </flakyError>
              </testcase>
              <testcase name="closes" classname="com.example.ShopTest" time="0.01">
                <error message="broken" type="java.io.IOException"><![CDATA[java.io.IOException: broken]]></error>
                <rerunError message="broken" type="java.io.IOException">
                  <stackTrace><![CDATA[java.io.IOException: broken]]></stackTrace>
                </rerunError>
              </testcase>
              <testcase name="rests" classname="com.example.ShopTest" time="0">
                <skipped message="Sunday"/>
              </testcase>
              <testcase name="counts" classname="com.example.ShopTest" time="0.01">
                <system-out><![CDATA[<failure message="printed"]]></system-out>
              </testcase>
            </testsuite>
            """;

    private static final String GREEN =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="com.example.TillTest" time="0.1" tests="2" errors="0" skipped="0" failures="0">
              <testcase name="adds" classname="com.example.TillTest" time="0.01"/>
              <testcase name="rounds" classname="com.example.TillTest" time="0.01">
                <flakyFailure message="not yet" type="java.lang.AssertionError"/>
              </testcase>
            </testsuite>
            """;

    @TempDir Path directory;

    private static String bash(String script, Path... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script, "bash"));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private String report(Path kept, Path... reports) throws Exception {
        Path[] arguments = new Path[reports.length + 2];
        arguments[0] = DEV.resolve("lib");
        arguments[1] = kept;
        System.arraycopy(reports, 0, arguments, 2, reports.length);
        return bash(
                ". \"$1/system.sh\"; . \"$1/results.sh\"; shift; report_results 125 \"$@\"",
                arguments);
    }

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void theReleaseCheckExplainsItselfWithoutABuild() throws Exception {
        String usage = bash("\"$1\" --help", DEV.resolve("release-check"));
        assertThat(usage).startsWith("usage: dev/release-check [--strict]");

        String wrong = bash("! \"$1\" --publish || exit 1", DEV.resolve("release-check"));
        assertThat(wrong).isEqualTo(usage);
    }

    /** With nothing on PATH but what every system has. */
    @Test
    void theListOfTheDemoNeedsNoBuildAndNoEngine() throws Exception {
        ProcessBuilder demo =
                new ProcessBuilder("bash", DEV.resolve("demo").toString(), "--list")
                        .redirectErrorStream(true);
        demo.environment().clear();
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String tool : List.of("bash", "sed", "dirname")) {
            String found = bash("command -v " + tool).strip();
            Path script = bin.resolve(tool);
            Files.writeString(script, "#!/bin/sh\nexec " + found + " \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        demo.environment().put("PATH", bin.toString());
        Process process = demo.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.lines())
                .containsExactlyElementsOf(
                        Notes.SCENARIOS.stream()
                                .map(one -> Notes.name(one) + ": " + one.title())
                                .toList());
    }

    @Test
    void theReportOfATestRunCountsAllModulesAndNamesFlakyTests() throws Exception {
        file("one/surefire-reports/TEST-com.example.ShopTest.xml", REPORT);
        file("two/failsafe-reports/alone/TEST-com.example.TillTest.xml", GREEN);
        file("two/invoker-reports/BUILD-fresh.xml", "<build-job name=\"f\" result=\"success\"/>\n");
        Path kept = directory.resolve("kept/flaky.txt");

        String printed = report(kept, directory.resolve("one"), directory.resolve("two"));

        assertThat(printed.lines())
                .containsExactly(
                        "",
                        "failed: com.example.ShopTest.closes",
                        "flaky: com.example.ShopTest.opens(String)[1] <\"a & b\"> (2)",
                        "flaky: com.example.TillTest.rounds (1)",
                        "tests: 8 run, 1 failed, 1 skipped, 2 flaky; 2 min 5 s");
        report(kept, directory.resolve("two"), directory.resolve("three"));
        assertThat(Files.readAllLines(kept))
                .extracting(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z ", ""))
                .containsExactly(
                        "flaky: com.example.ShopTest.opens(String)[1] <\"a & b\"> (2)",
                        "flaky: com.example.TillTest.rounds (1)",
                        "flaky: com.example.TillTest.rounds (1)");
    }

    @Test
    void aRunWithoutFlakyTestsKeepsNoFile() throws Exception {
        file("one/TEST-com.example.TillTest.xml", GREEN.replaceFirst("<flakyFailure.*/>", ""));
        Path kept = directory.resolve("flaky.txt");
        assertThat(report(kept, directory.resolve("one")))
                .isEqualTo("\ntests: 2 run, 0 failed, 0 skipped, 0 flaky; 2 min 5 s\n");
        assertThat(kept).doesNotExist();
    }

    @Test
    void aFreshProjectThatFailsIsAFailure() throws Exception {
        file("invoker-reports/BUILD-fresh.xml", "<build-job result=\"failure-build\"/>\n");
        assertThat(report(directory.resolve("flaky.txt"), directory).lines())
                .contains("tests: 1 run, 1 failed, 0 skipped, 0 flaky; 2 min 5 s")
                .anyMatch(line -> line.matches("failed: .*BUILD-fresh\\.xml"));
    }

    @Test
    void mavenPrintsNoColoursWhereTheOutputIsNoTerminal() throws Exception {
        String script = ". \"$1\"; mvn() { printf '%s ' \"$@\"; }; maven verify";
        assertThat(bash(script, DEV.resolve("lib/java.sh")))
                .isEqualTo("-B -Dstyle.color=never verify ");
    }
}
