package io.dockerkit.impl.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine is, and why it is looked for there. Immutable and thread-safe.
 *
 * @param source why: {@code DOCKER_HOST}, {@code context "remote"}, {@code default}, {@code argument}
 * @param host the address: {@code unix:///path}, {@code tcp://host:port}, {@code ssh://user@host}, {@code npipe:////./pipe/name}
 * @param certificates the directory of ca.pem, cert.pem and key.pem, or null for a connection without TLS
 */
public record Endpoint(String source, String host, @Nullable Path certificates) {}
