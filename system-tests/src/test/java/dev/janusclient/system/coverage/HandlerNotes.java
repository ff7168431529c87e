// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import dev.janusclient.admin.EventHandlerEvent;
import dev.janusclient.testkit.EventCollector;

/** Notes what event handlers were told and this library understood. */
public final class HandlerNotes implements EventCollector.Tap {
    @Override
    public void received(EventHandlerEvent event) {
        if (Understood.isWhole(event)) {
            Notes.note("handler-event", event.getClass().getSimpleName());
        }
    }
}
