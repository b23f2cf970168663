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
import io.dockerkit.spi.ImageBackend;
import io.dockerkit.spi.PullRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code docker pull}. No request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * Image ubuntu = Images.pull("ubuntu").onProgress(Progress.console()).execute();
 * List<Image> all = Images.pull("team/app").allTags().execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal when they pull the same for the same
 * platform with the same credentials; progress and time-out do not count.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class PullSpec extends CommandOptions<PullSpec> implements FlagOptions<PullSpec> {
    private final ImageBackend backend;
    private final ImageReference named;
    private final Transfer how;

    private PullSpec(ImageBackend backend, CommandLine line, ImageReference named, Transfer how) {
        super(line);
        this.backend = backend;
        this.named = named;
        this.how = how;
    }

    @Override
    protected PullSpec with(CommandLine next) {
        return new PullSpec(backend, next, named, how);
    }

    private PullSpec with(Transfer next) {
        return new PullSpec(backend, line(), named, next);
    }

    @Override
    protected Object besides() {
        return Optional.ofNullable(how.credentials());
    }

    static PullSpec of(ImageBackend backend, String image) {
        ImageReference named = ImageReference.parse(Objects.requireNonNull(image, "image"));
        return new PullSpec(
                backend,
                CommandLine.of(ImageFlags.PULL, List.of(named.withDefaultTag().toString())),
                named,
                Transfer.PLAIN);
    }

    /** Pulls the image for this platform, {@code os[/arch[/variant]]}: {@code --platform}. */
    public PullSpec platform(String value) {
        return flag("platform", Checks.text("--platform", "value", value));
    }

    /**
     * Uses these credentials instead of those of the docker configuration: not a flag of the CLI, which has {@code docker
     * login}. They are sent only to the image's registry and are not stored.
     */
    public PullSpec credentials(Credentials login) {
        return with(how.credentials(login));
    }

    /** Logs in with this name and password, or access token: {@link #credentials(Credentials)}. */
    public PullSpec credentials(String username, String password) {
        return credentials(
                Credentials.of(
                        Objects.requireNonNull(username, "username"),
                        Objects.requireNonNull(password, "password")));
    }

    /** Reports no progress, which is so unless {@link #onProgress} is set; takes a listener back: {@code --quiet}. */
    public PullSpec quiet() {
        return new PullSpec(backend, line().with("quiet", "true"), named, how.quiet());
    }

    /** Reports the progress of the pull to {@code listener}; without one, the pull is quiet as with {@code --quiet}. */
    public PullSpec onProgress(Progress listener) {
        return with(how.progress(listener));
    }

    /**
     * Sets how long the pull may take; without it, there is no limit as long as the engine reports progress. When the time
     * is up the pull is given up with an error that says how far it came; what was fetched stays with the engine for the
     * next try.
     */
    public PullSpec timeout(Duration limit) {
        return with(how.timeout(limit));
    }

    /**
     * Pulls all tags of the repository: {@code --all-tags}. Set the other options first.
     *
     * @throws InvalidOptionException if the name has a tag or a digest
     */
    public AllTags allTags() {
        if (named.tag().isPresent() || named.digest().isPresent()) {
            throw new InvalidOptionException(
                    "--all-tags",
                    named.toString(),
                    "a name with a tag or a digest stands for one image; accepted form: "
                            + named.familiarName());
        }
        return new AllTags(
                with(line().withOwn("all-tags", "true").operands(List.of(named.familiarName()))));
    }

    private PullRequest request(boolean allTags) {
        return new PullRequest(
                allTags ? named : named.withDefaultTag(),
                allTags,
                line().flags().value("platform").orElse(null),
                how.credentials(),
                how.progress(),
                how.timeout());
    }

    /**
     * Pulls the image, unless the engine has its newest version already.
     *
     * @throws io.dockerkit.ImageNotFoundException if the registry has no such image, or does not say whether it has
     * @throws io.dockerkit.AuthenticationRequiredException if the registry requires a login, or another one
     * @throws io.dockerkit.RateLimitedException if the registry refuses more pulls for now
     * @throws io.dockerkit.EngineException if the pull fails for another reason; the message has the engine's words
     * @throws io.dockerkit.DockerTimeoutException if {@link #timeout} is set and passes
     */
    @CanIgnoreReturnValue
    public Image execute() {
        return backend.pull(request(false));
    }

    /**
     * A {@code docker pull --all-tags}. No request is sent until {@link #execute()}.
     *
     * <p>Immutable and thread-safe.
     */
    @CheckReturnValue
    @SuppressWarnings("exports") // what it inherits is called as its own
    public static final class AllTags extends CommandOptions<AllTags>
            implements FlagOptions<AllTags> {
        private final PullSpec spec;

        private AllTags(PullSpec spec) {
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
         * Pulls all tags of the repository and returns their images, in the order in which the engine pulled them. It fails
         * as {@link PullSpec#execute()} does; the tags that were pulled before stay.
         */
        @CanIgnoreReturnValue
        public List<Image> execute() {
            return spec.backend.pullAll(spec.request(true));
        }
    }
}
