package io.dockerkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows of the house: facade → spec → spi → request → transport; none runs up, and there is no circle. */
class ArchitectureTest {
    private static final JavaClasses ALL =
            imported("io.dockerkit", ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);

    private static JavaClasses imported(String packages, ImportOption... options) {
        // the rules look at no class of others, only at their names: reading those takes most of
        // the time
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        try {
            return new ClassFileImporter()
                    .withImportOptions(List.of(options))
                    // a module of its own
                    .withImportOption(place -> !place.contains("io/dockerkit/compose/"))
                    .importPackages(packages);
        } finally {
            ArchConfiguration.get().reset();
        }
    }

    private static final Set<String> FACADES =
            Set.of(
                    "Configs",
                    "Containers",
                    "Contexts",
                    "Docker",
                    "Engine",
                    "Images",
                    "Networks",
                    "Nodes",
                    "Scope",
                    "Secrets",
                    "Services",
                    "Stacks",
                    "Swarm",
                    "Tasks",
                    "Volumes");

    /** The options that specs of several nouns have; each checks its argument by the grammar. */
    private static final Set<String> OPTIONS =
            Set.of("LimitOptions", "FlagOptions", "FilterOptions", "PruneOptions");

    private static final DescribedPredicate<JavaClass> FACADE =
            DescribedPredicate.describe(
                    "facades", c -> isRoot(c) && FACADES.contains(outermost(c)));
    private static final DescribedPredicate<JavaClass> OPTION =
            DescribedPredicate.describe(
                    "shared options", c -> isRoot(c) && OPTIONS.contains(outermost(c)));
    private static final DescribedPredicate<JavaClass> LEAF =
            DescribedPredicate.describe(
                    "values and errors", c -> isRoot(c) && !FACADE.test(c) && !OPTION.test(c));

    private static final Set<String> NOUNS_AND_SPI =
            Set.of(
                    "io.dockerkit.spi",
                    "io.dockerkit.container",
                    "io.dockerkit.container.run",
                    "io.dockerkit.image",
                    "io.dockerkit.network",
                    "io.dockerkit.volume",
                    "io.dockerkit.swarm",
                    "io.dockerkit.engine");

    private static boolean isRoot(JavaClass type) {
        return type.getPackageName().equals("io.dockerkit");
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("^.*\\.", "").replaceFirst("\\$.*", "");
    }

    @Test
    void enoughClassesAreLookedAt() {
        assertThat(ALL.stream().filter(c -> c.getPackageName().startsWith("io.dockerkit.impl")))
                .hasSizeGreaterThan(70);
        assertThat(ALL.stream().filter(c -> !c.getPackageName().startsWith("io.dockerkit.impl")))
                .hasSizeGreaterThan(130);
    }

    @Test
    void theApiDependsOnNothingButJspecify() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dockerkit.impl..")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.not(
                                resideInAPackage("io.dockerkit..")
                                        .or(resideInAPackage("java.."))
                                        .or(resideInAPackage("org.jspecify.annotations.."))))
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.dockerkit.impl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dockerkit.impl..")
                .check(ALL);
    }

    @Test
    void theApisArrowsRunDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.dockerkit..")
                .layer("facades")
                .definedBy(FACADE)
                .layer("nouns and spi")
                .definedBy(
                        "io.dockerkit.spi..",
                        "io.dockerkit.container",
                        "io.dockerkit.container.run..",
                        "io.dockerkit.image..",
                        "io.dockerkit.network..",
                        "io.dockerkit.volume..",
                        "io.dockerkit.swarm..",
                        "io.dockerkit.engine..")
                .layer("flags")
                .definedBy("io.dockerkit.container.flags..")
                .layer("shared options")
                .definedBy(OPTION)
                .layer("grammar")
                .definedBy("io.dockerkit.cli..")
                .layer("leaves")
                .definedBy(LEAF)
                .layer("implementation")
                .definedBy("io.dockerkit.impl..")
                .whereLayer("facades")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("nouns and spi")
                .mayOnlyBeAccessedByLayers("facades", "implementation")
                .whereLayer("flags")
                .mayOnlyBeAccessedByLayers("nouns and spi", "shared options", "implementation")
                .whereLayer("shared options")
                .mayOnlyBeAccessedByLayers("nouns and spi")
                .whereLayer("grammar")
                .mayOnlyBeAccessedByLayers(
                        "facades", "nouns and spi", "flags", "shared options", "implementation")
                .whereLayer("implementation")
                .mayNotBeAccessedByAnyLayer()
                .check(ALL);
    }

    @Test
    void theImplementationsArrowsRunDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.dockerkit.impl..")
                .layer("provider")
                .definedBy("io.dockerkit.impl")
                .layer("nouns")
                .definedBy(
                        "io.dockerkit.impl.container..",
                        "io.dockerkit.impl.image..",
                        "io.dockerkit.impl.network..",
                        "io.dockerkit.impl.volume..",
                        "io.dockerkit.impl.swarm..",
                        "io.dockerkit.impl.engine..",
                        "io.dockerkit.impl.scope..")
                .layer("terminal")
                .definedBy("io.dockerkit.impl.terminal..")
                .layer("waits")
                .definedBy("io.dockerkit.impl.wait..")
                .layer("builds")
                .definedBy("io.dockerkit.impl.build..")
                .layer("copies")
                .definedBy("io.dockerkit.impl.copy..")
                .layer("tar")
                .definedBy("io.dockerkit.impl.tar..")
                .layer("prunes")
                .definedBy("io.dockerkit.impl.prune..")
                .layer("ids")
                .definedBy("io.dockerkit.impl.id..")
                .layer("rest")
                .definedBy("io.dockerkit.impl.rest..")
                .layer("config")
                .definedBy("io.dockerkit.impl.config..")
                .layer("addresses")
                .definedBy("io.dockerkit.impl.address..")
                .layer("json")
                .definedBy("io.dockerkit.impl.json..")
                .layer("transport")
                .definedBy("io.dockerkit.impl.transport..")
                .layer("threads")
                .definedBy("io.dockerkit.impl.concurrent..")
                .whereLayer("provider")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("nouns")
                .mayOnlyBeAccessedByLayers("provider")
                .whereLayer("terminal")
                .mayOnlyBeAccessedByLayers("provider")
                .whereLayer("waits")
                .mayOnlyBeAccessedByLayers("nouns")
                .whereLayer("builds")
                .mayOnlyBeAccessedByLayers("nouns")
                .whereLayer("tar")
                .mayOnlyBeAccessedByLayers("nouns", "copies", "config", "builds")
                .whereLayer("tar")
                .mayNotAccessAnyLayer()
                .whereLayer("builds")
                .mayOnlyAccessLayers("copies", "tar", "transport", "threads")
                .whereLayer("copies")
                .mayOnlyBeAccessedByLayers("nouns", "builds")
                .whereLayer("prunes")
                .mayOnlyBeAccessedByLayers("nouns")
                .whereLayer("prunes")
                .mayNotAccessAnyLayer()
                .whereLayer("ids")
                .mayOnlyBeAccessedByLayers("nouns", "copies")
                .whereLayer("ids")
                .mayNotAccessAnyLayer()
                .whereLayer("rest")
                .mayOnlyBeAccessedByLayers("provider", "nouns", "copies")
                .whereLayer("rest")
                .mayOnlyAccessLayers("json", "transport", "threads")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("provider", "nouns")
                .whereLayer("config")
                .mayOnlyAccessLayers("addresses", "json", "tar", "transport", "threads")
                .whereLayer("addresses")
                .mayOnlyBeAccessedByLayers("provider", "nouns", "config")
                .whereLayer("addresses")
                .mayOnlyAccessLayers("transport", "threads")
                .whereLayer("transport")
                .mayOnlyAccessLayers("threads")
                .whereLayer("json")
                .mayNotAccessAnyLayer()
                .whereLayer("threads")
                .mayNotAccessAnyLayer()
                .check(ALL);
    }

    @Test
    void thereIsNoCircle() {
        slices().assignedFrom(new Rooms()).should().beFreeOfCycles().check(ALL);
    }

    /**
     * A package is a room, with two exceptions. The root package has three rooms: the facades above, the options that
     * specs share in the middle, the values and errors below. The nouns and the spi are one room, because they need each other: a spec calls a backend, and a backend
     * returns the handles and answers of its noun.
     */
    private static final class Rooms implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(room(type));
        }

        private static String room(JavaClass type) {
            if (isRoot(type)) {
                return FACADE.test(type) ? "facades" : OPTION.test(type) ? "options" : "leaves";
            }
            return NOUNS_AND_SPI.contains(type.getPackageName())
                    ? "nouns and spi"
                    : type.getPackageName();
        }

        @Override
        public String getDescription() {
            return "rooms";
        }
    }

    @Test
    void dockerJavaStaysWhereTheWireIs() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.dockerkit.impl.container..",
                        "io.dockerkit.impl.image..",
                        "io.dockerkit.impl.network..",
                        "io.dockerkit.impl.volume..",
                        "io.dockerkit.impl.swarm..",
                        "io.dockerkit.impl.engine..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("com.github.dockerjava..")
                                .and(
                                        DescribedPredicate.describe(
                                                "other than the transport's port",
                                                c ->
                                                        !c.getPackageName()
                                                                .equals(
                                                                        "com.github.dockerjava.transport"))))
                .check(ALL);
        List<String> escaping =
                ALL.stream()
                        .filter(c -> !c.getPackageName().startsWith("io.dockerkit.impl"))
                        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                        .map(d -> d.getTargetClass().getName())
                        .filter(
                                n ->
                                        n.startsWith("com.github.dockerjava")
                                                || n.startsWith("com.fasterxml"))
                        .toList();
        assertThat(escaping).isEmpty();
    }

    @Test
    void namesSayTheNounAndNotTheKind() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .check(ALL);
        noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..").check(ALL);
    }

    @Test
    void eachErrorHasAClassThatAProgramCanName() {
        assertThat(ALL.stream().filter(c -> c.isAssignableTo(DockerException.class)))
                .hasSizeGreaterThan(25);
        classes()
                .that()
                .areAssignableTo(DockerException.class)
                .should()
                .bePublic()
                .andShould()
                .resideInAPackage("io.dockerkit")
                .check(ALL);
    }

    @Test
    void specsAreFinal() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Spec")
                .and()
                .resideInAPackage("io.dockerkit..")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(ALL);
    }

    /** By these annotations Error Prone and IntelliJ report a spec, or the result of an option, that a program drops. */
    @Test
    void aDroppedSpecIsReported() {
        Set<String> wrong = new TreeSet<>();
        int specs = 0;
        for (JavaClass type : ALL) {
            if (!isRoot(type) && !NOUNS_AND_SPI.contains(type.getPackageName())) {
                continue;
            }
            for (JavaMethod method : type.getMethods()) {
                boolean seen =
                        method.getModifiers().contains(JavaModifier.PUBLIC)
                                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !type.getPackageName().equals("io.dockerkit.spi")
                                && !type.getSimpleName().equals("Deferred");
                boolean must =
                        type.isAnnotatedWith(CheckReturnValue.class)
                                || method.isAnnotatedWith(CheckReturnValue.class);
                boolean spec =
                        method.getRawReturnType()
                                .getSimpleName()
                                .matches("\\w+(Spec|Query|Options)");
                boolean does =
                        Set.of("execute", "start", "create", "ensure", "removeAll")
                                .contains(method.getName());
                boolean nothing = method.getRawReturnType().getName().equals("void");
                if (seen && spec) {
                    specs++;
                }
                if (seen && spec && !must) {
                    wrong.add(method.getFullName() + " lacks @CheckReturnValue");
                }
                if (seen && must && does && !spec && !nothing) {
                    if (!method.isAnnotatedWith(CanIgnoreReturnValue.class)) {
                        wrong.add(method.getFullName() + " lacks @CanIgnoreReturnValue");
                    }
                }
            }
        }
        assertThat(specs).isGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    @Test
    void ownThreadsHaveTheProjectsName() {
        // whoever makes a thread names it, see Daemons and the sessions; none is
        // made unnamed
        noClasses()
                .that()
                .resideInAPackage("io.dockerkit..")
                .should()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .check(ALL);
    }

    @Test
    void nothingIsFormattedByTheDefaultLocale() {
        // its digits may be Persian or Arabic, and its letters Turkish
        nothingIsFormattedByTheDefaultLocale(ALL);
    }

    @Test
    void noServerOfTheTestsFormatsByTheDefaultLocale() {
        JavaClasses servers = imported("io.dockerkit.lab");
        assertThat(servers).hasSizeGreaterThan(20);
        nothingIsFormattedByTheDefaultLocale(servers);
    }

    private static void nothingIsFormattedByTheDefaultLocale(JavaClasses some) {
        noClasses()
                .that()
                .resideInAPackage("io.dockerkit..")
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(java.io.PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(java.io.PrintStream.class, "format", String.class, Object[].class)
                .check(some);
    }

    /**
     * It opens no connection, starts no process and no thread, and looks at no terminal: that is the implementation's work.
     * What it reads itself are the files of the caller that a line names, as the CLI reads them before it asks the engine.
     */
    @Test
    void theApiReadsTheCallersFilesAndDoesNoOtherIo() {
        assertThat(Io.of(ALL, name -> !name.startsWith("io.dockerkit.impl")))
                .containsExactlyInAnyOrderElementsOf(Io.ALLOWED.keySet());
    }

    @Test
    void theRuleSeesTheIoOfTheImplementation() {
        assertThat(Io.of(ALL, name -> name.matches("io\\.dockerkit\\.impl\\.(wait|terminal)")))
                .contains(
                        "PortProbe: java.net.Socket",
                        "HttpProbe: java.net.HttpURLConnection",
                        "SocketTable: java.nio.file.Files",
                        "ProgressTerminal: java.lang.ProcessBuilder",
                        "ProgressTerminal: System.console",
                        "TerminalProgress: System.err");
    }
}
