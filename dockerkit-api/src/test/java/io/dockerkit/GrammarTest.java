package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerCommands;
import io.dockerkit.container.ContainerQuery;
import io.dockerkit.container.Port;
import io.dockerkit.engine.BuildCachePruneSpec;
import io.dockerkit.engine.EngineCommands;
import io.dockerkit.engine.EventsSpec;
import io.dockerkit.image.Image;
import io.dockerkit.image.ImageCommands;
import io.dockerkit.image.ImageQuery;
import io.dockerkit.network.Network;
import io.dockerkit.network.NetworkCommands;
import io.dockerkit.network.NetworkQuery;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.EngineBackend;
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.VolumeBackend;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeCommands;
import io.dockerkit.volume.VolumeQuery;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The grammar of the API, which docs/commands.md states: a verb that does one thing at once takes its options as an argument;
 * every other verb returns a spec, and a spec ends in a terminal operation of one table.
 */
class GrammarTest {
    /** The terminal operations, as docs/commands.md lists them. */
    private static final Set<String> TERMINALS =
            Set.of(
                    "execute",
                    "start",
                    "create",
                    "attach",
                    "startScoped",
                    "ensure",
                    "list",
                    "lines",
                    "stream",
                    "subscribe",
                    "open",
                    "to",
                    "dryRun");

    /** What can be done to all that a query finds: {@code stopAll}. */
    private static final String ALL_FOUND = "\\w+All";

    /** What a spec says of itself. */
    private static final Set<String> WORDS =
            Set.of("toCommandLine", "equals", "hashCode", "toString");

    /** What a spec that has terminal operations says of its options. */
    private static final Set<String> ACCESSORS =
            Set.of(
                    "DetachedSpec.readiness",
                    "DetachedSpec.image",
                    "DetachedSpec.line",
                    "ServiceSpec.image",
                    "BuildSpec.tags",
                    "RunSpec.isDetached",
                    "ExecSpec.isDetached",
                    "Command.network",
                    "Command.container");

    /** {@code docker stats} has no flag but what to sample, which the handle or the query says. */
    private static final Set<String> NOT_OF_A_LINE = Set.of("StatsSpec.flag");

    private static final Set<Class<?>> HANDLES =
            Set.of(Container.class, Image.class, Network.class, Volume.class);

    @Test
    void enoughIsLookedAt() throws Exception {
        assertThat(exported()).hasSizeGreaterThan(110);
        assertThat(exported().stream().filter(GrammarTest::isSpec)).hasSizeGreaterThan(25);
    }

    @Test
    void specsAreFinalClassesThatAreComparedByWhatTheySay() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> type : exported()) {
            if (isSpec(type)) {
                boolean comparable =
                        Arrays.stream(type.getMethods())
                                        .filter(method -> isOfEveryObject(method.getName()))
                                        .filter(m -> m.getDeclaringClass() != Object.class)
                                        .count()
                                == 3;
                if (type.isRecord()
                        || !Modifier.isFinal(type.getModifiers())
                        || type.getConstructors().length > 0
                        || !comparable) {
                    wrong.add(type.getName());
                }
            }
        }
        assertThat(wrong)
                .as("a record, not final, with a public constructor, or without equals")
                .isEmpty();
    }

    private static boolean isOfEveryObject(String method) {
        return Set.of("equals", "hashCode", "toString").contains(method);
    }

    @Test
    void everySpecTakesAnyFlagAndHasACommandLine() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> type : exported()) {
            if (!isSpec(type)) {
                continue;
            }
            Set<String> names = new TreeSet<>();
            for (Method method : verbs(type)) {
                names.add(method.getName());
            }
            for (String name : List.of("flag", "toCommandLine")) {
                String member = type.getSimpleName() + "." + name;
                if (!names.contains(name) && !NOT_OF_A_LINE.contains(member)) {
                    wrong.add(member);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean declares(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(name));
    }

    @Test
    void specsEndInATerminalOperationOfTheTable() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> type : exported()) {
            if (!isSpec(type) || isOptionsOfACall(type)) {
                continue;
            }
            boolean hasTerminal = false;
            for (Method method : verbs(type)) {
                String name = method.getName();
                boolean terminal =
                        TERMINALS.contains(name)
                                || (name.matches(ALL_FOUND)
                                        && type.getSimpleName().endsWith("Query"));
                hasTerminal |= terminal;
                boolean known =
                        terminal
                                || WORDS.contains(name)
                                || name.equals("name")
                                || ACCESSORS.contains(type.getSimpleName() + "." + name)
                                || returnsSpec(method);
                if (!known) {
                    wrong.add(type.getSimpleName() + "." + name);
                }
            }
            if (!hasTerminal) {
                wrong.add(type.getSimpleName() + " without a terminal operation");
            }
        }
        assertThat(wrong).as("neither an option nor a terminal operation of the table").isEmpty();
    }

    @Test
    void theTableIsInTheDocuments() throws Exception {
        String page = Files.readString(Path.of("../docs/commands.md"));
        assertThat(TERMINALS).allSatisfy(name -> assertThat(page).contains("`" + name + "("));
    }

    @Test
    void aVerbThatActsAtOnceTakesItsOptionsAsTheLastArgument() throws Exception {
        Set<String> wrong = new TreeSet<>();
        int found = 0;
        for (Class<?> type : exported()) {
            for (Method method : verbs(type)) {
                Parameter[] parameters = method.getParameters();
                for (int i = 0; i < parameters.length; i++) {
                    if (parameters[i].getType() != UnaryOperator.class
                            || method.getName().equals("renamed")) {
                        continue;
                    }
                    found++;
                    boolean last = i == parameters.length - 1;
                    boolean named = parameters[i].getName().equals("options");
                    if (!last || !named || returnsSpec(method) || !hasShortForm(type, method)) {
                        wrong.add(type.getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(10);
        assertThat(wrong)
                .as("its options are not its last argument, named options, beside a form without")
                .isEmpty();
    }

    /** Whether there is the same verb without options. */
    private static boolean hasShortForm(Class<?> type, Method method) {
        List<Class<?>> shorter =
                List.of(method.getParameterTypes()).subList(0, method.getParameterCount() - 1);
        return Arrays.stream(type.getMethods())
                .filter(other -> other.getName().equals(method.getName()))
                .anyMatch(other -> List.of(other.getParameterTypes()).equals(shorter));
    }

    @Test
    void aVerbReturnsASpecInAllItsFormsOrInNone() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> type : HANDLES) {
            for (Method method : verbs(type)) {
                for (Method other : verbs(type)) {
                    if (method.getName().equals(other.getName())
                            && returnsSpec(method) != returnsSpec(other)) {
                        wrong.add(type.getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRemoveReturnsARemoval() throws Exception {
        int found = 0;
        for (Class<?> type : exported()) {
            for (Method method : verbs(type)) {
                boolean ofHandle = HANDLES.contains(type) && method.getName().equals("remove");
                if (ofHandle || method.getName().equals("removeAll")) {
                    found++;
                    assertThat(Removal.class.isAssignableFrom(method.getReturnType()))
                            .as(method.toString())
                            .isTrue();
                }
            }
        }
        assertThat(found).isGreaterThan(8);
    }

    @Test
    void optionalsAreReturnedAndNeverTaken() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> type : exported()) {
            List<Executable> members = new ArrayList<>(List.of(type.getConstructors()));
            members.addAll(verbs(type));
            for (Executable member : members) {
                boolean optional =
                        Arrays.stream(member.getParameterTypes()).anyMatch(GrammarTest::isOptional);
                if (optional) {
                    wrong.add(type.getSimpleName() + "." + member.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatMayBeAbsentIsAnOptionalAndNoNull() throws Exception {
        Set<String> wrong = new TreeSet<>();
        for (Class<?> type : exported()) {
            for (Method method : verbs(type)) {
                boolean nullable =
                        method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
                boolean hidden = Throwable.class.isAssignableFrom(type);
                if ((nullable && !hidden) || isOptionalOfWrongKind(method.getGenericReturnType())) {
                    wrong.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(wrong).as("null, or an Optional of a number or a collection").isEmpty();
    }

    private static boolean isOptional(Class<?> type) {
        return Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class)
                .contains(type);
    }

    /** Numbers have Optionals of their own, and a collection that may be absent is empty. */
    private static boolean isOptionalOfWrongKind(Type type) {
        if (!(type instanceof ParameterizedType whole) || whole.getRawType() != Optional.class) {
            return false;
        }
        Type of = whole.getActualTypeArguments()[0];
        Type raw = of instanceof ParameterizedType part ? part.getRawType() : of;
        return raw instanceof Class<?> type1
                && (Number.class.isAssignableFrom(type1)
                        || Collection.class.isAssignableFrom(type1)
                        || Map.class.isAssignableFrom(type1));
    }

    @Test
    void sinceAndUntilTakeATimeAndADuration() throws Exception {
        int found = 0;
        for (Class<?> type : exported()) {
            for (String name : List.of("since", "until")) {
                List<Class<?>> taken =
                        verbs(type).stream()
                                .filter(method -> method.getName().equals(name))
                                .<Class<?>>map(method -> method.getParameterTypes()[0])
                                .toList();
                // the engine counts the age of build cache from its last use, and takes no point in
                // time
                boolean agesOnly = type == BuildCachePruneSpec.class;
                if (!agesOnly
                        && (taken.contains(Instant.class) || taken.contains(Duration.class))) {
                    found++;
                    assertThat(taken)
                            .as(type.getSimpleName() + "." + name)
                            .contains(Instant.class, Duration.class);
                }
            }
        }
        assertThat(found).isGreaterThan(5);
    }

    @Test
    void exposedPortsAreListsOfPorts() throws Exception {
        List<Type> types = new ArrayList<>();
        for (Class<?> type : exported()) {
            for (Method method : verbs(type)) {
                if (method.getName().equals("exposedPorts")) {
                    types.add(((ParameterizedType) method.getGenericReturnType()));
                    assertThat(method.getGenericReturnType().getTypeName())
                            .as(method.toString())
                            .isEqualTo("java.util.List<" + Port.class.getName() + ">");
                }
            }
        }
        assertThat(types).hasSizeGreaterThan(1);
    }

    @Test
    void everyFilterThatTheCliDocumentsHasAName() {
        ContainerQuery ps = new ContainerCommands(NoEngine.backend(ContainerBackend.class)).query();
        NetworkQuery networks = new NetworkCommands(NoEngine.backend(NetworkBackend.class)).query();
        VolumeQuery volumes = new VolumeCommands(NoEngine.backend(VolumeBackend.class)).query();
        EventsSpec events = new EngineCommands(NoEngine.backend(EngineBackend.class)).events();
        assertThat(
                        List.of(
                                ps.ancestor("x"),
                                ps.before("x"),
                                ps.exited(1),
                                ps.expose(Port.udp(53)),
                                ps.health("healthy"),
                                ps.id("x"),
                                ps.isTask(false),
                                ps.label("x"),
                                ps.name("x"),
                                ps.network("x"),
                                ps.publish(Port.tcp(80)),
                                ps.since("x"),
                                ps.status("x"),
                                ps.volume("x")))
                .extracting(Object::toString)
                .extracting(line -> line.replace("docker ps --filter ", ""))
                .containsExactly(
                        "ancestor=x",
                        "before=x",
                        "exited=1",
                        "expose=53/udp",
                        "health=healthy",
                        "id=x",
                        "is-task=false",
                        "label=x",
                        "name=x",
                        "network=x",
                        "publish=80/tcp",
                        "since=x",
                        "status=x",
                        "volume=x");
        ImageQuery images = new ImageCommands(NoEngine.backend(ImageBackend.class)).query();
        assertThat(
                        List.of(
                                images.before("x"),
                                images.dangling(),
                                images.label("x"),
                                images.reference("x"),
                                images.since("x"),
                                images.until(Duration.ofHours(1))))
                .extracting(Object::toString)
                .extracting(line -> line.replace("docker images --filter ", ""))
                .containsExactly(
                        "before=x",
                        "dangling=true",
                        "label=x",
                        "reference=x",
                        "since=x",
                        "until=3600s");
        assertThat(
                        List.of(
                                networks.dangling(),
                                networks.driver("x"),
                                networks.id("x"),
                                networks.label("x"),
                                networks.name("x"),
                                networks.scope("x"),
                                networks.type("x")))
                .extracting(Object::toString)
                .extracting(line -> line.replace("docker network ls --filter ", ""))
                .containsExactly(
                        "dangling=true",
                        "driver=x",
                        "id=x",
                        "label=x",
                        "name=x",
                        "scope=x",
                        "type=x");
        assertThat(
                        List.of(
                                volumes.dangling(),
                                volumes.driver("x"),
                                volumes.label("x"),
                                volumes.name("x")))
                .extracting(Object::toString)
                .extracting(line -> line.replace("docker volume ls --filter ", ""))
                .containsExactly("dangling=true", "driver=x", "label=x", "name=x");
        assertThat(
                        List.of(
                                events.config("x"),
                                events.container("x"),
                                events.daemon("x"),
                                events.event("x"),
                                events.image("x"),
                                events.label("x"),
                                events.network("x"),
                                events.node("x"),
                                events.plugin("x"),
                                events.scope("x"),
                                events.secret("x"),
                                events.service("x"),
                                events.type("x"),
                                events.volume("x")))
                .extracting(Object::toString)
                .extracting(line -> line.replaceFirst("docker events --filter (\\w+)=x", "$1"))
                .containsExactly(
                        "config",
                        "container",
                        "daemon",
                        "event",
                        "image",
                        "label",
                        "network",
                        "node",
                        "plugin",
                        "scope",
                        "secret",
                        "service",
                        "type",
                        "volume");
    }

    /** By its name, or as a part of a spec that can be carried out itself, {@code PushSpec.AllTags} for instance. */
    private static boolean isSpec(Class<?> type) {
        Class<?> owner = type.getDeclaringClass();
        return type.getSimpleName().matches("\\w+(Spec|Query)")
                || (owner != null && isSpec(owner) && declares(type, "execute"));
    }

    /** Specs that are the options of a verb which acts at once have none but options. */
    private static boolean isOptionsOfACall(Class<?> type) {
        return Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals("defaults"));
    }

    private static boolean returnsSpec(Method method) {
        return isSpec(method.getReturnType())
                || method.getGenericReturnType().getTypeName().equals("S");
    }

    /** The public instance methods, each once. */
    private static List<Method> verbs(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .toList();
    }

    private static List<Class<?>> exported() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        for (String name : Files.readAllLines(Path.of("src/test/resources/exported-types.txt"))) {
            types.add(Class.forName(binary(name)));
        }
        return types;
    }

    /** Returns {@code io.dockerkit.image.Image$RemoveSpec} for {@code io.dockerkit.image.Image.RemoveSpec}. */
    private static String binary(String name) {
        return name.replaceAll("(?<=\\.[A-Z]\\w{0,99})\\.", "\\$");
    }
}
