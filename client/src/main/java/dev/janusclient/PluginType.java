package dev.janusclient;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A kind of handle. The ones for Janus's own plugins are constants ({@code JanusSipPlugin.TYPE}); one for a plugin of one's
 * own is made the same way.
 *
 * @param <P> the handle's class
 * @param name the plugin's package name at Janus, for example {@code janus.plugin.sip}
 * @param factory makes the handle's object once the handle is there
 * @param requests every request the handle has a method for
 * @param events decodes the plugin's events
 * @param errorNames the names of the plugin's error codes; {@code UNKNOWN} for one it does not know
 */
public record PluginType<P extends JanusPlugin>(
        String name,
        Function<Attachment, P> factory,
        List<PluginRequest<?, ?>> requests,
        EventTable<?> events,
        IntFunction<String> errorNames) {}
