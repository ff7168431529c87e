// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.HandleKind;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.plugin.ReplayTranslator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind of handle. The ones for Janus's own plugins are constants ({@code JanusSipPlugin.TYPE}); one for a plugin of one's
 * own is made the same way.
 *
 * @param <P> the handle's class
 */
public final class PluginType<P extends JanusPlugin> {
    private final Function<Attachment, P> factory;
    private final List<PluginRequest<?, ?>> requests;

    /** The same for the machinery: one for all handles. */
    private final HandleKind kind;

    /**
     * Makes a type.
     *
     * @param name the plugin's package name at Janus, for example {@code janus.plugin.sip}
     * @param factory makes the handle's object once the handle is there
     * @param requests every request the handle has a method for
     * @param events decodes the plugin's events
     * @param errorCodes the plugin's error codes; {@code List.of(SipErrorCode.values())}
     * @param replay says what an owner missed, from what Janus's event handlers sent
     */
    public PluginType(
            String name,
            Function<Attachment, P> factory,
            List<PluginRequest<?, ?>> requests,
            EventTable<?> events,
            List<? extends ErrorCode> errorCodes,
            ReplayTranslator replay) {
        this.factory = factory;
        this.requests = requests;
        this.kind = new HandleKind(name, events, errorCodes, replay, this::makeFace);
    }

    /** A type whose missed events can't be replayed from what event handlers receive. */
    public PluginType(
            String name,
            Function<Attachment, P> factory,
            List<PluginRequest<?, ?>> requests,
            EventTable<?> events,
            List<? extends ErrorCode> errorCodes) {
        this(name, factory, requests, events, errorCodes, ReplayTranslator.NONE);
    }

    /** The plugin's package name at Janus. */
    public String name() {
        return kind.plugin();
    }

    /** Makes the handle's object once the handle is there. */
    public Function<Attachment, P> factory() {
        return factory;
    }

    /** Every request the handle has a method for. */
    public List<PluginRequest<?, ?>> requests() {
        return requests;
    }

    /** Decodes the plugin's events. */
    public EventTable<?> events() {
        return kind.events();
    }

    /** The plugin's error codes. */
    public List<? extends ErrorCode> errorCodes() {
        return kind.errorCodes();
    }

    /** Says what an owner missed, from what Janus's event handlers sent. */
    public ReplayTranslator replay() {
        return kind.replay();
    }

    /**
     * The same type, whose handles are passed to a function before any event is delivered to them: listeners that it
     * registers get every event, in order.
     *
     * @param listen called once for each new handle's object, on the thread that makes it; what it throws fails the attach
     */
    public PluginType<P> listening(Consumer<? super P> listen) {
        Function<Attachment, P> listened = attachment -> {
            P handle = factory.apply(attachment);
            listen.accept(handle);
            return handle;
        };
        return new PluginType<>(name(), listened, requests, events(), errorCodes(), replay());
    }

    HandleKind kind() {
        return kind;
    }

    private void makeFace(HandleCore core) {
        JanusPlugin made = factory.apply(new Attachment(core));
        if (core.face() != made) {
            throw new IllegalStateException(name() + ": its factory has made a handle of another attachment");
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
