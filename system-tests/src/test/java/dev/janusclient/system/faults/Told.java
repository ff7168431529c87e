package dev.janusclient.system.faults;

import dev.janusclient.CoreEvent;
import dev.janusclient.Delivered;
import dev.janusclient.JanusPlugin;
import java.util.ArrayList;
import java.util.List;

/** What a handle told of its plugin, in its order, and whether it was live. */
final class Told {
    private final List<Delivered<Object>> all = new ArrayList<>();

    Told(JanusPlugin handle) {
        this(handle, List.of());
    }

    /** @param before what the last owner of the handle was told */
    Told(JanusPlugin handle, List<Delivered<Object>> before) {
        all.addAll(before);
        handle.onDelivered(Object.class, this::add);
    }

    private synchronized void add(Delivered<Object> event) {
        if (!(event.event() instanceof CoreEvent)) {
            all.add(event);
        }
    }

    synchronized List<Delivered<Object>> all() {
        return List.copyOf(all);
    }

    List<Object> live() {
        return events(false);
    }

    List<Object> replayed() {
        return events(true);
    }

    private List<Object> events(boolean replayed) {
        List<Object> events = new ArrayList<>();
        all().stream().filter(each -> each.replayed() == replayed).forEach(each -> events.add(each.event()));
        return events;
    }
}
