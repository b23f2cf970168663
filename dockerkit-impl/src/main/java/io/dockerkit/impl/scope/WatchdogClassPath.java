package io.dockerkit.impl.scope;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import java.io.File;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/**
 * The class path of a {@link Watchdog}: the jars and directories that this program's classes come from. The class path of
 * this program need not have them. Stateless and thread-safe.
 */
final class WatchdogClassPath {
    /** One class of each jar that a connection to an engine may need; a program need not have them all. */
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

    private WatchdogClassPath() {}

    /** Returns the class path. */
    static String find() throws NoWatchdogException {
        Set<String> places = places();
        for (String place : places) {
            if (place.contains(File.pathSeparator)) {
                throw new NoWatchdogException(
                        place
                                + " has a \""
                                + File.pathSeparator
                                + "\" in its path, which no class path can have",
                        null);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    private static Set<String> places() throws NoWatchdogException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> needed :
                List.of(
                        Watchdog.class,
                        DockerException.class,
                        JsonNode.class,
                        JsonFactory.class,
                        JsonProperty.class,
                        Logger.class)) {
            places.add(placeOf(needed));
        }
        for (String name : OPTIONAL) {
            String file = name.replace('.', '/') + ".class";
            URL found = Watchdog.class.getClassLoader().getResource(file);
            // what this program lacks, its watchdog does not need
            if (found != null) {
                places.add(placeOf(found, file));
            }
        }
        return places;
    }

    /** The class itself is not loaded: that takes long if a jar is signed. */
    private static String placeOf(URL found, String file) throws NoWatchdogException {
        try {
            if (found.openConnection() instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            String place = found.toString();
            return Path.of(URI.create(place.substring(0, place.length() - file.length())))
                    .toString();
        } catch (Exception e) {
            throw new NoWatchdogException(found + " is in no jar or directory of its own", e);
        }
    }

    private static String placeOf(Class<?> type) throws NoWatchdogException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (Exception e) {
            throw new NoWatchdogException(
                    type.getName() + " is in no jar or directory of its own", e);
        }
    }
}
