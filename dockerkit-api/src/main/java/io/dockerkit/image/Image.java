package io.dockerkit.image;

import io.dockerkit.cli.CheckReturnValue;
import java.util.function.UnaryOperator;

/**
 * An image on an engine: the handle that {@code Images.get} and a pull give. Two handles are equal when they stand for the
 * same image, by the same reference, on the same engine.
 *
 * <p>Thread-safe.
 */
public interface Image {
    /** Returns the full id, {@code sha256:…}. */
    String id();

    /** Returns the first 12 digits of the id, as the CLI shows it. */
    default String shortId() {
        String digits = id().startsWith("sha256:") ? id().substring(7) : id();
        return digits.substring(0, Math.min(12, digits.length()));
    }

    /** Returns the reference by which it was named: {@code ubuntu}, {@code team/app:1.2} or an id. */
    String reference();

    /** Returns its details: {@code docker image inspect}. */
    ImageDetails inspect();

    /**
     * Gives it a further name: {@code docker tag}.
     *
     * @param reference {@code repository[:tag]}; the default tag is {@code latest}
     * @return the handle of the same image by the new name
     * @throws io.dockerkit.InvalidOptionException if the reference is malformed
     */
    Image tag(String reference);

    /**
     * Returns the spec of a push under the name by which this handle knows it: {@code docker push}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is known by its id or a digest
     */
    @CheckReturnValue
    PushSpec push();

    /** Returns the spec of an archive of it: {@code docker save}. */
    @CheckReturnValue
    SaveSpec save();

    /**
     * Removes the name by which this handle knows it, and the image with its last name: {@code docker rmi}.
     *
     * @throws io.dockerkit.InUseException if a container uses it, or if it is known by id and has several names
     */
    ImageRemoval remove();

    /** Removes it with options: {@code image.remove(how -> how.force())}. */
    ImageRemoval remove(UnaryOperator<RemoveSpec> how);

    /**
     * How to remove an image: the flags of {@code docker rmi}.
     *
     * <p>Immutable and thread-safe; each option returns a new spec.
     *
     * @param isForce whether it goes although it has several names or a container that does not run uses it
     * @param isNoPrune whether its untagged parents stay
     */
    record RemoveSpec(boolean isForce, boolean isNoPrune) {
        /** Returns a plain {@code docker rmi}. */
        public static RemoveSpec defaults() {
            return new RemoveSpec(false, false);
        }

        /** Removes it although it has several names or a container that does not run uses it: {@code --force}. */
        public RemoveSpec force() {
            return new RemoveSpec(true, isNoPrune);
        }

        /** Leaves its untagged parents: {@code --no-prune}. */
        public RemoveSpec noPrune() {
            return new RemoveSpec(isForce, true);
        }

        /** Returns the flags as a command line has them. */
        @Override
        public String toString() {
            return (isForce ? " --force" : "") + (isNoPrune ? " --no-prune" : "");
        }
    }
}
