package io.dockerkit.examples;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import io.dockerkit.Engine;
import io.dockerkit.engine.EngineVersion;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Plays the scenarios of the notes, all or the ones that are named, and prints a transcript. The exit code is 1 if one has
 * failed and 2 if there is none of that name or no engine.
 */
public final class Notes {
    /** All scenarios in the order of the notes. */
    public static final List<Scenario> SCENARIOS =
            List.of(
                    new HelloWorld(),
                    new ListContainers(),
                    new StopAndStart(),
                    new RemoveAndPrune(),
                    new ManageImages(),
                    new PullImage(),
                    new RunShell(),
                    new ExecCommands(),
                    new InspectObjects(),
                    new Jenkins(),
                    new DefaultNetworks(),
                    new OwnNetwork(),
                    new RemoveAll(),
                    new TwoContainersTalk(),
                    new NamedVolume(),
                    new BindMount(),
                    new RemoveVolume(),
                    new BuildImage(),
                    new BuildAndPush(),
                    new SwarmService(),
                    new ComposeShop());

    private final PrintStream out;

    private Notes(PrintStream out) {
        this.out = out;
    }

    /** Plays the scenarios that are named, or all; {@code --list} names them. */
    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--list")) {
            SCENARIOS.forEach(one -> System.out.println(name(one) + ": " + one.title()));
            return;
        }
        System.exit(new Notes(System.out).play(chosen(args)));
    }

    /** Plays one scenario as a program of its own. */
    static void main(Scenario scenario) {
        System.exit(new Notes(System.out).play(List.of(scenario)));
    }

    /** Plays scenarios and returns how many have failed; the sweep after each is part of it. */
    static int play(List<Scenario> scenarios, PrintStream out) {
        return new Notes(out).playAll(scenarios).size();
    }

    static String name(Scenario scenario) {
        return scenario.getClass().getSimpleName();
    }

    private static List<Scenario> chosen(String[] names) {
        if (names.length == 0) {
            return SCENARIOS;
        }
        List<Scenario> chosen = new ArrayList<>();
        for (String name : names) {
            SCENARIOS.stream()
                    .filter(one -> name(one).equalsIgnoreCase(name))
                    .findFirst()
                    .ifPresentOrElse(chosen::add, () -> unknown(name));
        }
        return chosen;
    }

    private static void unknown(String name) {
        System.err.println(
                "There is no scenario "
                        + name
                        + "; there are "
                        + SCENARIOS.stream().map(Notes::name).toList());
        System.exit(2);
    }

    private int play(List<Scenario> scenarios) {
        try {
            EngineVersion engine = Engine.version();
            out.println("Engine " + engine.version() + " (API " + engine.apiVersion() + ")");
            Demo.sweep();
        } catch (DockerException none) {
            System.err.println(none.getMessage());
            System.err.println(Docker.diagnose());
            return 2;
        }
        // on ctrl-C the scenario is not asked to its end, but what it made goes
        Thread sweeper = new Thread(Demo::sweepQuietly, "demo-sweep");
        Runtime.getRuntime().addShutdownHook(sweeper);
        List<String> failed = playAll(scenarios);
        Runtime.getRuntime().removeShutdownHook(sweeper);
        out.println();
        out.println(
                scenarios.size()
                        + " scenarios, "
                        + failed.size()
                        + " failed"
                        + (failed.isEmpty() ? "" : ": " + String.join(", ", failed)));
        return failed.isEmpty() ? 0 : 1;
    }

    private List<String> playAll(List<Scenario> scenarios) {
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < scenarios.size(); i++) {
            Scenario scenario = scenarios.get(i);
            out.printf(
                    Locale.ROOT,
                    "%n== %d/%d %s: %s%n",
                    i + 1,
                    scenarios.size(),
                    name(scenario),
                    scenario.title());
            if (!playOne(scenario)) {
                failed.add(name(scenario));
            }
        }
        return failed;
    }

    @SuppressWarnings(
            "CatchingUnchecked") // a scenario may fail in any way, and the next is to be played
    private boolean playOne(Scenario scenario) {
        try {
            scenario.play(new Transcript(out, scenario.getClass()));
            Demo.sweep();
            return true;
        } catch (Exception failed) {
            out.println("  ! " + name(scenario) + " FAILED: " + failed);
            Demo.sweepQuietly();
            return false;
        }
    }
}
