package io.dockerkit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority of a test's own, by openssl: it issues directories as docker's certificate paths are, with ca.pem,
 * cert.pem and key.pem. Not thread-safe.
 */
public final class Authority {
    private static final String[] EC = {"ec", "-pkeyopt", "ec_paramgen_curve:P-256"};

    private final Path directory;

    private Authority(Path directory) {
        this.directory = directory;
    }

    /** Makes an authority in a directory of this name below the parent. */
    public static Authority create(Path parent, String name) {
        Authority authority = new Authority(directory(parent, name));
        List<String> command = new ArrayList<>(List.of("req", "-x509", "-newkey"));
        command.addAll(List.of(EC));
        command.addAll(List.of("-nodes", "-keyout", "ca-key.pem", "-out", "ca.pem"));
        command.addAll(List.of("-days", "2", "-subj", "/CN=" + name));
        openssl(authority.directory, command.toArray(String[]::new));
        return authority;
    }

    /** Returns the directory of its ca.pem. */
    public Path directory() {
        return directory;
    }

    /** Issues a server's certificate for these names ({@code DNS:localhost}, {@code IP:127.0.0.1}). */
    public Path server(String name, int days, String names) {
        return issue(name, days, "subjectAltName=" + names + "\nextendedKeyUsage=serverAuth\n");
    }

    /** Issues a client's certificate, for two days, or an expired one for −1. */
    public Path client(String name, int days) {
        return issue(name, days, "extendedKeyUsage=clientAuth\n");
    }

    private Path issue(String name, int days, String extensions) {
        Path to = directory(directory, name);
        List<String> request = new ArrayList<>(List.of("req", "-newkey"));
        request.addAll(List.of(EC));
        request.addAll(List.of("-nodes", "-keyout", "key.pem", "-out", "request.pem"));
        request.addAll(List.of("-subj", "/CN=" + name));
        openssl(to, request.toArray(String[]::new));
        write(to.resolve("extensions"), extensions);
        String authority = directory.resolve("ca.pem").toString();
        String key = directory.resolve("ca-key.pem").toString();
        openssl(
                to,
                "x509",
                "-req",
                "-in",
                "request.pem",
                "-CA",
                authority,
                "-CAkey",
                key,
                "-CAcreateserial",
                "-out",
                "cert.pem",
                "-days",
                String.valueOf(days),
                "-extfile",
                "extensions");
        copy(directory.resolve("ca.pem"), to.resolve("ca.pem"));
        return to;
    }

    /** Runs openssl in a directory, and returns what it printed. */
    public static String openssl(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("openssl is needed: dev/test installs it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Path directory(Path parent, String name) {
        try {
            return Files.createDirectories(parent.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
