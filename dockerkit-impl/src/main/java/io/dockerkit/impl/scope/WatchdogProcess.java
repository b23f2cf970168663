package io.dockerkit.impl.scope;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The {@link Watchdog} of this program, seen from here: it is told what to watch by lines on a pipe, whose end is this
 * program's end.
 *
 * <p>It holds nothing of this program: its output goes to this program alone, the JDK gives it no other descriptors, its directory is the
 * root, and where there is {@code setsid} it has a session of its own, so that ctrl-C at the terminal is not for it.
 *
 * <p>Used under a lock, except for its own threads.
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

    /** Properties by which this program reaches an engine otherwise than the JDK would by itself. */
    private static final List<String> PASSED_ON =
            List.of(
                    "javax.net.ssl.",
                    "jdk.tls.",
                    "java.net.prefer",
                    "java.security.properties",
                    "socksProxy",
                    "user.home");

    /** Files among them. The watchdog works in another directory. */
    private static final Set<String> FILES =
            Set.of(
                    "javax.net.ssl.trustStore",
                    "javax.net.ssl.keyStore",
                    "java.security.properties");

    private static final Duration LONGEST_WRITE = Duration.ofSeconds(2);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int MOST_OUTPUT = 2_000;

    private final Process process;
    private final Consumer<String> trouble;
    private final Duration longestWrite;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final Set<CountDownLatch> waiting = ConcurrentHashMap.newKeySet();
    private final Map<Integer, String> watched = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> heard = new CompletableFuture<>();

    private WatchdogProcess(Process process, Consumer<String> trouble, Duration longestWrite) {
        this.process = process;
        this.trouble = trouble;
        this.longestWrite = longestWrite;
    }

    /** What is to be written, and whether it has been. */
    private record Line(String text, CountDownLatch written) {}

    /** There can be no watchdog in this program. */
    static final class ImpossibleException extends Exception {
        private static final long serialVersionUID = 1L;

        ImpossibleException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Starts it.
     *
     * @param trouble is told, by another thread, why the watchdog will not be able to do its work, or does not reach an
     *     engine now
     */
    static WatchdogProcess start(Consumer<String> trouble) throws ImpossibleException {
        return start(trouble, java(System.getProperty("java.home")));
    }

    /** Starts it by this program. */
    static WatchdogProcess start(Consumer<String> trouble, Path java) throws ImpossibleException {
        return start(trouble, java, LONGEST_WRITE, Watchdog.BEFORE_WARM_UP);
    }

    /**
     * Starts it by this program.
     *
     * @param longestWrite how long a watchdog that does not read is waited for
     * @param beforeWarmUp how long the watchdog waits before it looks at an engine for the first time
     */
    static WatchdogProcess start(
            Consumer<String> trouble, Path java, Duration longestWrite, Duration beforeWarmUp)
            throws ImpossibleException {
        List<String> command = new ArrayList<>(ownSession());
        command.add(java.toString());
        command.addAll(FRUGAL);
        command.add(Watchdog.class.getName());
        command.add(OwnerLabels.THIS_PROGRAM);
        if (!beforeWarmUp.equals(Watchdog.BEFORE_WARM_UP)) {
            command.add(String.valueOf(beforeWarmUp.toMillis()));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        NOT_INHERITED.forEach(builder.environment()::remove);
        // not by -cp: the list of processes is for people
        builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath()));
        File root = new File("/");
        if (root.isDirectory()) {
            builder.directory(root);
        }
        builder.redirectErrorStream(true);
        try {
            WatchdogProcess started = new WatchdogProcess(builder.start(), trouble, longestWrite);
            started.talk();
            return started;
        } catch (IOException e) {
            throw new ImpossibleException("cannot run " + java + ": " + e.getMessage(), e);
        }
    }

    static Path java(@Nullable String home) throws ImpossibleException {
        if (home == null) {
            throw new ImpossibleException(
                    "the system property java.home is not set, as in a native image: there is no java to run",
                    null);
        }
        Path bin = Path.of(home, "bin");
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
        Set<String> path = places();
        for (String place : path) {
            if (place.contains(File.pathSeparator)) {
                throw new ImpossibleException(
                        place
                                + " has a \""
                                + File.pathSeparator
                                + "\" in its path, which no class path can have",
                        null);
            }
        }
        return path;
    }

    private static Set<String> places() throws ImpossibleException {
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

    /** Returns whether it ended before it could do its work, so that another one would end so, too. */
    boolean isHopeless() {
        return !process.isAlive() && !ready.get();
    }

    /** Threads of their own write and read: nobody waits for a watchdog that has been stopped. */
    private void talk() {
        daemon("dockerkit-watchdog-out", this::writeLines);
        daemon("dockerkit-watchdog-in", this::readLines);
        heard.orTimeout(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(
                        late -> {
                            if (!ending.get() && process.isAlive()) {
                                trouble.accept(
                                        "it has not reported within "
                                                + LONGEST_START.toSeconds()
                                                + " s that it is ready");
                            }
                            return null;
                        });
        passOnProperties();
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void writeLines() {
        try (OutputStream out = process.getOutputStream()) {
            while (true) {
                Line line = lines.take();
                if (line.text().isEmpty()) {
                    return;
                }
                out.write(line.text().getBytes(StandardCharsets.UTF_8));
                out.flush();
                line.written().countDown();
                waiting.remove(line.written());
            }
        } catch (IOException broken) {
            // one that has ended is noticed with the next scope
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLines() {
        StringBuilder output = new StringBuilder();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!isReport(line) && output.length() < MOST_OUTPUT) {
                    output.append(line, 0, Math.min(line.length(), MOST_OUTPUT)).append('\n');
                }
            }
        } catch (IOException broken) {
            // as its end
        }
        // nobody waits for what it will not read any more
        ended.set(true);
        waiting.forEach(CountDownLatch::countDown);
        if (!ready.get() && !ending.get()) {
            trouble.accept(
                    "it ended before it was ready, with exit code "
                            + exitCode()
                            + (output.isEmpty() ? "" : ": " + output.toString().strip()));
        }
        heard.complete(null);
    }

    private String exitCode() {
        try {
            return process.waitFor(5, TimeUnit.SECONDS)
                    ? String.valueOf(process.exitValue())
                    : "(none yet)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(unknown)";
        }
    }

    private boolean isReport(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && words[0].equals(Watchdog.READY)) {
            ready.set(true);
            heard.complete(null);
            return true;
        }
        if (words.length != 3 || !words[0].equals(Watchdog.UNABLE)) {
            return false;
        }
        // it lives and will ask again when it matters
        ready.set(true);
        heard.complete(null);
        String host = hostOf(words[1]);
        if (host != null && !ending.get()) {
            trouble.accept(
                    "it does not reach the engine at "
                            + host
                            + ": "
                            + URLDecoder.decode(words[2], StandardCharsets.UTF_8));
        }
        return true;
    }

    /** Returns null where it is no longer watched. */
    private @Nullable String hostOf(String number) {
        try {
            return watched.get(Integer.valueOf(number));
        } catch (NumberFormatException e) {
            return "an unknown address";
        }
    }

    /** On the pipe and not on the command line, which other users see: a password may be among them. */
    private void passOnProperties() {
        Properties all = System.getProperties();
        for (String name : all.stringPropertyNames()) {
            String value = all.getProperty(name);
            if (value != null && PASSED_ON.stream().anyMatch(name::startsWith)) {
                boolean file = FILES.contains(name) && !value.isEmpty() && !value.equals("NONE");
                send(
                        Watchdog.SET,
                        encode(name),
                        encode(file ? Path.of(value).toAbsolutePath().toString() : value));
            }
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns whether it was told of these scopes where they are now. */
    boolean watches(int number, Scopes scopes) {
        return scopes.endpoint().host().equals(watched.get(number));
    }

    /**
     * Tells it of an engine, and waits until that is written: a program that is killed right after has its watchdog. One
     * that does not read is killed, and this returns false. One that has ended is not waited for.
     */
    boolean watch(int number, Scopes scopes) {
        watched.put(number, scopes.endpoint().host());
        CountDownLatch written =
                send(
                        Watchdog.WATCH,
                        String.valueOf(number),
                        WatchedEngine.write(scopes.endpoint(), scopes.apiVersion()));
        if (isWritten(written) || !process.isAlive()) {
            return true;
        }
        kill();
        return false;
    }

    private boolean isWritten(CountDownLatch written) {
        boolean interrupted = false;
        long end = System.nanoTime() + longestWrite.toNanos();
        try {
            while (true) {
                try {
                    return written.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reports that an engine holds nothing of this program any more. */
    void release(int number) {
        watched.remove(number);
        send(Watchdog.RELEASE, String.valueOf(number));
    }

    /** Ends the watchdog, which has nothing left to do. A watchdog that does not read is not waited for. */
    void done() {
        ending.set(true);
        CountDownLatch written = send(Watchdog.DONE);
        abandon();
        isWritten(written);
    }

    /** Ends the pipe as the end of this program does. */
    void abandon() {
        ending.set(true);
        lines.add(new Line("", new CountDownLatch(0)));
    }

    /** Kills it. */
    void kill() {
        ending.set(true);
        process.destroyForcibly();
    }

    private CountDownLatch send(String... words) {
        CountDownLatch written = new CountDownLatch(1);
        waiting.add(written);
        lines.add(new Line(String.join(" ", words) + "\n", written));
        if (ended.get()) {
            written.countDown();
        }
        return written;
    }
}
