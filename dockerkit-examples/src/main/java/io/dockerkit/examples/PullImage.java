package io.dockerkit.examples;

import io.dockerkit.Images;
import io.dockerkit.image.Image;
import io.dockerkit.image.Progress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** {@code docker pull}. */
public final class PullImage implements Scenario {
    /** Plays this scenario alone. */
    public static void main(String[] args) {
        Notes.main(new PullImage());
    }

    @Override
    public String title() {
        return "an image pulled, with the progress of its layers and its digest";
    }

    @Override
    public void play(Transcript t) {
        boolean wasThere = Images.find("busybox:musl").isPresent();

        t.docker("docker pull busybox:musl");
        List<Progress.Event> events = new CopyOnWriteArrayList<>();
        Image busybox = Images.pull("busybox:musl").onProgress(events::add).execute();
        String digest = busybox.inspect().digest().orElse("none");
        t.shows(lines(events).toArray());
        t.shows("Digest: " + digest);

        Set<String> complete =
                events.stream()
                        .filter(e -> e.status().equals("Pull complete"))
                        .map(Progress.Event::id)
                        .collect(Collectors.toSet());
        t.check("the registry's digest is known", digest.startsWith("sha256:"));
        t.check("the engine reported that digest", reported(events, "Digest: " + digest));
        if (wasThere) {
            t.check("it was there already", reported(events, "Image is up to date"));
        } else {
            t.check("each layer was reported", !complete.isEmpty());
            busybox.remove();
            t.note("removed again, since it was not there before");
        }
    }

    private static boolean reported(List<Progress.Event> events, String words) {
        return events.stream().anyMatch(event -> event.status().contains(words));
    }

    private static List<String> lines(List<Progress.Event> events) {
        return events.stream()
                .filter(e -> !e.status().equals("Downloading") && !e.status().equals("Extracting"))
                .map(e -> e.id().isEmpty() ? e.status() : e.id() + ": " + e.status())
                .distinct()
                .toList();
    }
}
