// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import dev.janusclient.CoreEvent;
import dev.janusclient.EventDelivery;
import dev.janusclient.JanusPlugin;
import java.util.ArrayList;
import java.util.List;

/** What a handle told of its plugin, in its order, and whether it was live. */
final class ReceivedEvents {
    private final List<EventDelivery<Object>> all = new ArrayList<>();

    ReceivedEvents(JanusPlugin handle) {
        this(handle, List.of());
    }

    /** @param before what the last owner of the handle was told */
    ReceivedEvents(JanusPlugin handle, List<EventDelivery<Object>> before) {
        all.addAll(before);
        handle.onDelivery(Object.class, this::add);
    }

    private synchronized void add(EventDelivery<Object> event) {
        if (!(event.event() instanceof CoreEvent)) {
            all.add(event);
        }
    }

    synchronized List<EventDelivery<Object>> all() {
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
