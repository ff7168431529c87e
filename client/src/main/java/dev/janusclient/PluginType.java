// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.HandleKind;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.plugin.ReplayTranslator;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of handle. The ones for Janus's own plugins are constants ({@code JanusSipPlugin.TYPE}); one for a plugin of one's
 * own is made the same way.
 *
 * @param <P> the handle's class
 * @param name the plugin's package name at Janus, for example {@code janus.plugin.sip}
 * @param factory makes the handle's object once the handle is there
 * @param requests every request the handle has a method for
 * @param events decodes the plugin's events
 * @param errorCodes the plugin's error codes; {@code List.of(SipErrorCode.values())}
 * @param replay says what an owner missed, from what Janus's event handlers told
 */
public record PluginType<P extends JanusPlugin>(
        String name,
        Function<Attachment, P> factory,
        List<PluginRequest<?, ?>> requests,
        EventTable<?> events,
        List<? extends ErrorCode> errorCodes,
        ReplayTranslator replay) {
    /** A type whose missed events can't be told from what event handlers say. */
    public PluginType(
            String name,
            Function<Attachment, P> factory,
            List<PluginRequest<?, ?>> requests,
            EventTable<?> events,
            List<? extends ErrorCode> errorCodes) {
        this(name, factory, requests, events, errorCodes, ReplayTranslator.NONE);
    }

    /** The same for the machinery. */
    HandleKind kind() {
        return new HandleKind(name, events, errorCodes, replay, this::makeFace);
    }

    private void makeFace(HandleCore core) {
        JanusPlugin made = factory.apply(new Attachment(core));
        if (core.face() != made) {
            throw new IllegalStateException(name + ": its factory has made a handle of another attachment");
        }
    }
}
