package io.dockerkit.examples;

/** One scenario of the notes. */
public interface Scenario {
    /** Returns what it shows, in a few words. */
    String title();

    /**
     * Plays it, and tells the transcript what it does and what came back.
     *
     * @throws Exception whatever goes wrong; the scenario has failed then
     */
    void play(Transcript t) throws Exception;
}
