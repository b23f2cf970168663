package io.dockerkit.container;

import io.dockerkit.cli.FlagOptions;
import java.math.BigDecimal;

/**
 * How much the container may use.
 *
 * @param <S> the spec that an option returns
 */
public interface ResourceOptions<S extends ResourceOptions<S>> extends FlagOptions<S> {
    /** Limits the memory, in bytes: {@code --memory}. */
    default S memory(long bytes) {
        return memory(String.valueOf(bytes));
    }

    /** Limits the memory, {@code 512m} for instance: {@code --memory}. */
    default S memory(String size) {
        return flag("memory", size);
    }

    /** Limits memory and swap together, {@code 1g} for instance, {@code -1} for no limit: {@code --memory-swap}. */
    default S memorySwap(String size) {
        return flag("memory-swap", size);
    }

    /**
     * Limits the processors, 1.5 for instance: {@code --cpus}.
     *
     * @throws io.dockerkit.InvalidOptionException if the number is negative or not finite
     */
    default S cpus(double number) {
        return flag(
                "cpus",
                Double.isFinite(number)
                        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                        : String.valueOf(number));
    }

    /** Limits the number of processes; -1 for no limit: {@code --pids-limit}. */
    default S pidsLimit(long number) {
        return flag("pids-limit", String.valueOf(number));
    }

    /** Sets the size of {@code /dev/shm}, {@code 1g} for instance: {@code --shm-size}. */
    default S shmSize(String size) {
        return flag("shm-size", size);
    }
}
