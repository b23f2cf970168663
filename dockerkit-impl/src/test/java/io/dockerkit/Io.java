package io.dockerkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The I/O of classes: files, sockets, processes, threads, the console and the environment. */
final class Io {
    /** Whole packages, and classes with their nested ones. */
    private static final List<String> IO =
            List.of(
                    "java.net.http.",
                    "java.nio.channels.",
                    "javax.net.",
                    "java.lang.Process",
                    "java.lang.Runtime",
                    "java.lang.Thread",
                    "java.io.Console",
                    "java.io.FileDescriptor",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.net.DatagramSocket",
                    "java.net.HttpURLConnection",
                    "java.net.InetAddress",
                    "java.net.NetworkInterface",
                    "java.net.ServerSocket",
                    "java.net.Socket",
                    "java.net.URL",
                    "java.net.URLConnection",
                    "java.nio.file.Files",
                    "java.util.Timer",
                    "java.util.concurrent.CompletableFuture",
                    "java.util.concurrent.Executor",
                    "java.util.concurrent.ExecutorService",
                    "java.util.concurrent.Executors",
                    "java.util.concurrent.ForkJoinPool");

    private static final Set<String> OF_SYSTEM = Set.of("console", "getenv", "in", "out", "err");

    /** What the API may do, each with its reason. */
    static final Map<String, String> ALLOWED =
            Map.ofEntries(
                    Map.entry(
                            "OutputFile: java.nio.file.Files",
                            "looks whether the caller's file for the output can be there"),
                    Map.entry(
                            "StdinSource: java.nio.file.Files",
                            "opens the caller's file when a run or an exec sends it to a process"),
                    Map.entry(
                            "KeyValueFile: java.nio.file.Files",
                            "reads the files of --env-file and --label-file, as the CLI does"),
                    Map.entry(
                            "SecurityOpt: java.nio.file.Files",
                            "reads the profile of --security-opt seccomp=FILE, as the CLI does"),
                    Map.entry(
                            "HostContext: java.nio.file.Files",
                            "compares $PWD with the working directory, as a shell does"),
                    Map.entry(
                            "HostContext: System.getenv",
                            "reads the variables that --env NAME takes over"),
                    Map.entry(
                            "Addresses: java.net.InetAddress",
                            "reads addresses that are written in digits; no name is looked up"),
                    Map.entry(
                            "Subnet: java.net.InetAddress",
                            "reads addresses that are written in digits; no name is looked up"),
                    Map.entry(
                            "Content: java.nio.file.Files",
                            "reads the file of a secret or a config when it is created, as the CLI does"),
                    Map.entry(
                            "PemFile: java.nio.file.Files",
                            "reads certificates and keys that flags of docker swarm name, as the CLI does"));

    private Io() {}

    /** Returns the I/O of the packages whose names fit. */
    static Set<String> of(JavaClasses all, Predicate<String> packages) {
        List<JavaClass> types =
                all.stream().filter(type -> packages.test(type.getPackageName())).toList();
        assertThat(types).hasSizeGreaterThan(10);
        Set<String> found = new TreeSet<>();
        types.forEach(type -> io(type).forEach(found::add));
        return found;
    }

    private static Stream<String> io(JavaClass type) {
        String own = type.getName().replaceFirst("^.*\\.", "").replaceFirst("\\$.*", "");
        Stream<String> types =
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getName())
                        .filter(Io::isIo);
        Stream<String> ofSystem =
                type.getAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                        .map(JavaAccess::getName)
                        .filter(OF_SYSTEM::contains)
                        .map(name -> "System." + name);
        return Stream.concat(types, ofSystem).map(name -> own + ": " + name);
    }

    private static boolean isIo(String type) {
        return IO.stream()
                .anyMatch(
                        io ->
                                io.endsWith(".")
                                        ? type.startsWith(io)
                                        : type.replaceFirst("\\$.*", "").equals(io)
                                                || (io.equals("java.lang.Process")
                                                        && type.startsWith(io)));
    }
}
