package io.dockerkit.impl.config;

import java.nio.file.Path;

/**
 * The files that a TLS connection to an engine is made with: ca.pem, cert.pem and key.pem. Immutable and thread-safe.
 *
 * @param directory where they are; of a context without certificates, a directory that is not there
 * @param verified whether the engine must prove who it is ({@code DOCKER_TLS_VERIFY}, a context without SkipTLSVerify)
 * @param needsCa whether ca.pem must be there; where it need not, the CAs of the JDK count in its place
 */
public record Certificates(Path directory, boolean verified, boolean needsCa) {}
