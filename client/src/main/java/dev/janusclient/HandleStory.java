package dev.janusclient;

import dev.janusclient.JanusPlugin.ProbeResult;
import dev.janusclient.recovery.MediaRecovery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found out about one handle while its session is taken back. */
final class HandleStory {
    private final JanusPlugin handle;
    private final boolean alive;
    private final List<String> found = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private int replayed;

    HandleStory(JanusPlugin handle, ProbeResult probe) {
        this.handle = handle;
        this.alive = probe == ProbeResult.ALIVE;
        if (!alive) {
            found.add("the handle is gone at Janus: somebody detached it, or its plugin ended it");
        }
    }

    JanusPlugin handle() {
        return handle;
    }

    boolean alive() {
        return alive;
    }

    void replayed(int events) {
        replayed += events;
    }

    void found(List<String> sentences) {
        found.addAll(sentences);
    }

    void unknown(Collection<String> sentences) {
        unknown.addAll(sentences);
    }

    List<String> found() {
        return found;
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }

    HandleOutcome outcome() {
        if (!alive) {
            handle.left();
        }
        return new HandleOutcome(
                handle.handleId(),
                handle.plugin(),
                alive ? handle : null,
                replayed,
                found,
                unknown(),
                alive ? handle.mediaRecovery() : new MediaRecovery.Over("its handle is gone"));
    }
}
