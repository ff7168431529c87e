// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.admin.EventHandlerEvent;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Secret;
import dev.janusclient.reclaim.EventJournal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bodies of event handlers: they are delivered whole, or refused with the documented exception; and their headers. */
public final class EventHandlers {
    static {
        ErrorLines.collect();
    }

    private EventHandlers() {}

    public static void fuzzerTestOneInput(byte[] input) {
        EventHandlerReceiver receiver = EventHandlerReceiver.builder()
                .basicAuth("janus", Secret.of("no input holds this"))
                .build();
        List<EventHandlerEvent> heard = new ArrayList<>();
        receiver.on(EventHandlerEvent.class, heard::add);
        EventJournal.create().listenTo(receiver);
        List<EventHandlerEvent> taken;
        try {
            taken = receiver.receive(input);
        } catch (JanusProtocolException documented) {
            taken = List.of();
        }
        if (!heard.equals(taken)) {
            throw new AssertionError("not what was returned was delivered");
        }
        if (receiver.isAuthorized("Basic " + new String(input, StandardCharsets.ISO_8859_1))) {
            throw new AssertionError("a wrong password was taken");
        }
        ErrorLines.assertNone();
    }
}
