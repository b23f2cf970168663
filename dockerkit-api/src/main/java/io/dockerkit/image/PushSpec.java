package io.dockerkit.image;

import io.dockerkit.Credentials;
import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.ImageReference;
import io.dockerkit.spi.PushBackend;
import io.dockerkit.spi.PushRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code docker push}. No request is sent until {@link #execute()}. The login of the image's registry is that of the
 * docker configuration, unless {@link #credentials(Credentials)} gives another.
 *
 * <pre>{@code
 * String digest = image.tag("registry.example.com/team/app:1").push().execute().digest();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they push the same with the same
 * credentials; progress and time-out do not count.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class PushSpec extends CommandOptions<PushSpec> implements FlagOptions<PushSpec> {
    private final PushBackend backend;
    private final ImageReference reference;
    private final Transfer how;

    private PushSpec(
            PushBackend backend, CommandLine line, ImageReference reference, Transfer how) {
        super(line);
        this.backend = backend;
        this.reference = reference;
        this.how = how;
    }

    @Override
    protected PushSpec with(CommandLine next) {
        return new PushSpec(backend, next, reference, how);
    }

    private PushSpec with(Transfer next) {
        return new PushSpec(backend, line(), reference, next);
    }

    @Override
    protected Object besides() {
        return Optional.ofNullable(how.credentials());
    }

    /**
     * Returns the spec of a push; called by implementations.
     *
     * @throws InvalidOptionException if the reference is no name that can be pushed
     * @hidden
     */
    @SuppressWarnings("exports")
    public static PushSpec of(PushBackend backend, String reference) {
        Objects.requireNonNull(backend, "backend");
        ImageReference target =
                ImageReference.parse(Objects.requireNonNull(reference, "reference"))
                        .withDefaultTag();
        if (target.digest().isPresent() || reference.startsWith("sha256:")) {
            throw new InvalidOptionException(
                    "image",
                    reference,
                    "an id or a digest cannot be pushed, but a name: tag(\"repository[:tag]\") gives it one");
        }
        return new PushSpec(
                backend,
                CommandLine.of(ImageFlags.PUSH, List.of(target.toString())),
                target,
                Transfer.PLAIN);
    }

    /**
     * Pushes only this platform of an image of several, {@code os[/arch[/variant]]}: {@code --platform}. Needs Engine API
     * 1.46.
     */
    public PushSpec platform(String value) {
        return flag("platform", Checks.text("--platform", "value", value));
    }

    /** Reports no progress, which is so unless {@link #onProgress} is set; takes a listener back: {@code --quiet}. */
    public PushSpec quiet() {
        return new PushSpec(backend, line().with("quiet", "true"), reference, how.quiet());
    }

    /** Reports the progress of the push to {@code listener}; without one, the push is quiet as with {@code --quiet}. */
    public PushSpec onProgress(Progress listener) {
        return with(how.progress(listener));
    }

    /**
     * Uses these credentials instead of those of the docker configuration: not a flag of the CLI, which has {@code docker
     * login}. They are sent only to the image's registry and are not stored.
     */
    public PushSpec credentials(Credentials login) {
        return with(how.credentials(login));
    }

    /** Logs in with this name and password, or access token: {@link #credentials(Credentials)}. */
    public PushSpec credentials(String username, String password) {
        return credentials(
                Credentials.of(
                        Objects.requireNonNull(username, "username"),
                        Objects.requireNonNull(password, "password")));
    }

    /**
     * Sets how long the push may take; without it, there is no limit as long as the engine reports progress. Not a flag of
     * the CLI.
     */
    public PushSpec timeout(Duration limit) {
        return with(how.timeout(limit));
    }

    /** Pushes all tags that the engine has of the image's repository: {@code --all-tags}. Set the other options first. */
    public AllTags allTags() {
        return new AllTags(
                with(
                        line().withOwn("all-tags", "true")
                                .operands(List.of(reference.familiarName()))));
    }

    private List<Result> push(boolean allTags, String commandLine) {
        return backend.push(
                new PushRequest(
                        reference,
                        allTags,
                        line().flags().value("platform").orElse(null),
                        line().flags().needs(),
                        how.credentials(),
                        how.progress(),
                        how.timeout(),
                        commandLine));
    }

    /**
     * Pushes the image.
     *
     * @throws io.dockerkit.AuthenticationRequiredException if the registry requires a login, or another one
     * @throws io.dockerkit.EngineException if the registry refuses it or cannot be reached; the message has its words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     * @throws io.dockerkit.UnsupportedByEngineException if {@link #platform} is set and the engine is older; nothing is sent
     */
    @CanIgnoreReturnValue
    public Result execute() {
        return push(false, toCommandLine()).get(0);
    }

    /**
     * A {@code docker push --all-tags}. No request is sent until {@link #execute()}.
     *
     * <p>Immutable and thread-safe.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    public static final class AllTags extends CommandOptions<AllTags>
            implements FlagOptions<AllTags> {
        private final PushSpec spec;

        private AllTags(PushSpec spec) {
            super(spec.line());
            this.spec = spec;
        }

        @Override
        protected AllTags with(CommandLine next) {
            return new AllTags(spec.with(next));
        }

        @Override
        protected Object besides() {
            return spec.besides();
        }

        /**
         * Pushes all tags that the engine has of the repository. It fails as {@link PushSpec#execute()} does; the tags that
         * were pushed before stay in the registry.
         *
         * @return one result for each tag, in the engine's order
         */
        @CanIgnoreReturnValue
        public List<Result> execute() {
            return spec.push(true, toCommandLine());
        }
    }

    /**
     * What a push left in the registry.
     *
     * <p>Immutable and thread-safe.
     *
     * @param tag the tag that was pushed
     * @param digest the digest by which the registry knows the image, {@code sha256:…}
     * @param size the length of the manifest in bytes
     */
    public record Result(String tag, String digest, long size) {
        /** Checks that nothing is null. */
        public Result {
            Objects.requireNonNull(tag, "tag");
            Objects.requireNonNull(digest, "digest");
        }
    }
}
