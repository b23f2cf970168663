package io.dockerkit.impl.image;

/** A program that holds the lock of a build until its standard input ends. */
final class BuildLockHolder {
    private BuildLockHolder() {}

    public static void main(String[] arguments) {
        String end =
                BuildLock.of("of a program", "engine")
                        .hold(
                                "shop",
                                null,
                                () -> {
                                    System.out.println("held");
                                    try {
                                        return "" + System.in.read();
                                    } catch (java.io.IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                });
        System.exit(end.equals("-1") ? 0 : 1);
    }
}
