package io.dockerkit.impl.config;

import org.jspecify.annotations.Nullable;

/**
 * Where an engine is, and why it is looked for there. Immutable and thread-safe.
 *
 * @param source why: {@code DOCKER_HOST}, {@code context "remote"}, {@code default}, {@code argument},
 *     or the name of what was found in the default's place
 * @param host the address: {@code unix:///path}, {@code tcp://host:port}, {@code ssh://user@host}, {@code npipe:////./pipe/name}
 * @param certificates the certificates of a connection with TLS, or null for one without
 */
public record Endpoint(String source, String host, @Nullable Certificates certificates) {}
