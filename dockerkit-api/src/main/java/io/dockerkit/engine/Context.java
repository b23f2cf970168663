package io.dockerkit.engine;

import io.dockerkit.FlagOptions;
import io.dockerkit.Removal;
import io.dockerkit.cli.CallOptions;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A docker context: the address of an engine under a name, with its TLS files. It is kept in the user's docker configuration,
 * which the docker CLI reads and writes, too.
 *
 * <p>The answers are those of the time when it was read; {@code Contexts.get(name)} reads it again.
 *
 * <p>Thread-safe.
 */
public interface Context {
    /** Returns the name. */
    String name();

    /** Returns the description, or the empty text. */
    String description();

    /** Returns the address of its engine, as in {@code DOCKER_HOST}; the empty text if it names none. */
    String host();

    /** Returns whether TLS connections do not verify who the engine is: {@code --docker skip-tls-verify=true}. */
    boolean skipTlsVerify();

    /** Returns the names of its TLS files: some of ca.pem, cert.pem and key.pem. */
    List<String> tlsFiles();

    /**
     * Returns whether connections that name no engine used it when it was read: by {@code DOCKER_CONTEXT} or the docker
     * configuration, where {@code DOCKER_HOST} is not set.
     */
    boolean isCurrent();

    /**
     * Makes it the current context of the docker configuration: {@code docker context use NAME}. DockerKit and the CLI use it
     * from then on where the environment names no engine. Connections that are open stay as they are, the default one, too.
     *
     * @throws io.dockerkit.NotFoundException if it no longer exists
     * @throws io.dockerkit.DockerException if config.json cannot be read or written
     */
    void use();

    /** Returns the spec of a change: {@code docker context update NAME}. Nothing is written until {@code execute()}. */
    @CheckReturnValue
    ContextSpec update();

    /**
     * Removes it with its TLS files: {@code docker context rm NAME}.
     *
     * @return what was removed, its name; nothing if it no longer existed
     * @throws io.dockerkit.InUseException if it is the current context
     * @throws io.dockerkit.InvalidOptionException if it is {@code default}, which is no file
     */
    Removal remove();

    /**
     * Removes it with options: {@code context.remove(options -> options.force())}.
     *
     * @return what was removed, its name; nothing if it no longer existed
     * @throws io.dockerkit.InUseException if it is the current context, without {@code force()}
     * @throws io.dockerkit.InvalidOptionException if it is {@code default}, which is no file
     */
    Removal remove(UnaryOperator<RemoveSpec> options);

    /**
     * Writes it to a new tar file that only this user can read, with its private key: {@code docker context export NAME
     * FILE}.
     *
     * @throws io.dockerkit.LocalFileException if the file exists already, or cannot be written
     */
    void export(Path file);

    /** Writes it to a stream as a tar file, with its private key: {@code docker context export NAME -}. The stream stays open. */
    void export(OutputStream out);

    /** Returns what {@code docker context inspect NAME} prints about it, as JSON text. */
    String json();

    /**
     * The options of {@code docker context rm}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    final class RemoveSpec extends CallOptions<RemoveSpec> implements FlagOptions<RemoveSpec> {
        private static final FlagTable TABLE =
                new FlagTable(
                        "docker context rm",
                        List.of(
                                Flag.toggle("force", "Remove it also if it is the current one")
                                        .shorthand('f')));
        private static final RemoveSpec DEFAULTS = new RemoveSpec(FlagValues.none(TABLE));

        private RemoveSpec(FlagValues flags) {
            super(flags);
        }

        @Override
        protected RemoveSpec with(FlagValues next) {
            return new RemoveSpec(next);
        }

        /** Returns a plain {@code docker context rm}. */
        public static RemoveSpec defaults() {
            return DEFAULTS;
        }

        /**
         * Removes it, also if it is the current context of the docker configuration, which is {@code default} then: {@code
         * --force}.
         */
        public RemoveSpec force() {
            return flag("force", "true");
        }

        /** Returns whether it is removed also if it is the current context. */
        public boolean isForce() {
            return flags().isSet("force");
        }

        /** Returns the command line that removes a context in this way: {@code docker context rm --force work}. */
        public String toCommandLine(String context) {
            return line(Checks.text("CONTEXT", "context", context));
        }
    }
}
