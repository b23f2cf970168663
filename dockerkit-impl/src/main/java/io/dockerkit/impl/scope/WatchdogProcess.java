package io.dockerkit.impl.scope;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The {@link Watchdog} of this program, seen from here: it is told what to watch by lines on a pipe, whose end is this
 * program's end.
 *
 * <p>It holds nothing of this program: its output goes nowhere, the JDK gives it no other descriptors, its directory is the
 * root, and where there is {@code setsid} it has a session of its own, so that ctrl-C at the terminal is not for it.
 *
 * <p>Not thread-safe.
 */
final class WatchdogProcess {
    /** Small and soon there, whatever it costs at the peak, which it does not have. */
    private static final List<String> FRUGAL =
            List.of(
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-Xshare:auto",
                    "-Xmx32m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=8m",
                    "-XX:-UsePerfData",
                    "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");

    /** Whoever set these meant this program and not another: agents, debuggers, heap sizes. */
    private static final List<String> NOT_INHERITED =
            List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

    /** One of each jar that the way to an engine needs; some are not there in every program. */
    private static final List<String> OPTIONAL =
            List.of(
                    "com.github.dockerjava.api.DockerClient",
                    "com.github.dockerjava.core.LocalDirectorySSLConfig",
                    "com.github.dockerjava.transport.DockerHttpClient",
                    "com.github.dockerjava.zerodep.ZerodepDockerHttpClient",
                    "com.google.common.collect.ImmutableList",
                    "com.sun.jna.Native",
                    "org.apache.commons.io.IOUtils",
                    "org.apache.commons.lang3.StringUtils",
                    "org.bouncycastle.asn1.pkcs.PrivateKeyInfo",
                    "org.bouncycastle.jce.provider.BouncyCastleProvider",
                    "org.bouncycastle.openssl.PEMParser",
                    "org.bouncycastle.cms.CMSException");

    private final Process process;

    private WatchdogProcess(Process process) {
        this.process = process;
    }

    /** There can be no watchdog in this program. */
    static final class ImpossibleException extends Exception {
        private static final long serialVersionUID = 1L;

        ImpossibleException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Starts it. */
    static WatchdogProcess start() throws ImpossibleException {
        List<String> command = new ArrayList<>(ownSession());
        command.add(java().toString());
        command.addAll(FRUGAL);
        command.add(Watchdog.class.getName());
        command.add(OwnerLabels.THIS_PROGRAM);
        ProcessBuilder builder = new ProcessBuilder(command);
        NOT_INHERITED.forEach(builder.environment()::remove);
        // not by -cp: the list of processes is for people
        builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath()));
        File root = new File("/");
        if (root.isDirectory()) {
            builder.directory(root);
        }
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return new WatchdogProcess(builder.start());
        } catch (IOException e) {
            throw new ImpossibleException("cannot run " + command.get(0), e);
        }
    }

    private static Path java() throws ImpossibleException {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        for (String name : List.of("java", "java.exe")) {
            if (Files.isExecutable(bin.resolve(name))) {
                return bin.resolve(name);
            }
        }
        throw new ImpossibleException("there is no java in " + bin, null);
    }

    private static List<String> ownSession() {
        for (String directory : List.of("/usr/bin", "/bin")) {
            Path setsid = Path.of(directory, "setsid");
            if (Files.isExecutable(setsid)) {
                return List.of(setsid.toString());
            }
        }
        return List.of();
    }

    /** The jars and directories that the classes come from, and not the class path, which need not have them. */
    private static Set<String> classPath() throws ImpossibleException {
        Set<String> path = new LinkedHashSet<>();
        for (Class<?> needed :
                List.of(
                        Watchdog.class,
                        DockerException.class,
                        JsonNode.class,
                        JsonFactory.class,
                        JsonProperty.class,
                        Logger.class)) {
            path.add(placeOf(needed));
        }
        for (String name : OPTIONAL) {
            String file = name.replace('.', '/') + ".class";
            URL found = Watchdog.class.getClassLoader().getResource(file);
            // where it is absent, this program does without it, and so does the watchdog
            if (found != null) {
                path.add(placeOf(found, file));
            }
        }
        return path;
    }

    /** The class itself is not loaded: that takes long where a jar is signed. */
    private static String placeOf(URL found, String file) throws ImpossibleException {
        try {
            if (found.openConnection() instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            String place = found.toString();
            return Path.of(URI.create(place.substring(0, place.length() - file.length())))
                    .toString();
        } catch (Exception e) {
            throw new ImpossibleException(found + " is in no jar or directory of its own", e);
        }
    }

    private static String placeOf(Class<?> type) throws ImpossibleException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (Exception e) {
            throw new ImpossibleException(
                    type.getName() + " is in no jar or directory of its own", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Tells it of an engine. */
    void watch(int number, Scopes scopes) {
        send(
                Watchdog.WATCH,
                String.valueOf(number),
                WatchedEngine.write(scopes.endpoint(), scopes.apiVersion()));
    }

    /** Tells it that there is nothing at an engine any more. */
    void release(int number) {
        send(Watchdog.RELEASE, String.valueOf(number));
    }

    /** Tells it that there is nothing to do any more: it ends. */
    void done() {
        send(Watchdog.DONE);
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // so it has ended already
        }
    }

    /** One that has ended is noticed with the next scope. */
    private void send(String... words) {
        try {
            OutputStream out = process.getOutputStream();
            out.write((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException ended) {
            // so it has ended already
        }
    }
}
