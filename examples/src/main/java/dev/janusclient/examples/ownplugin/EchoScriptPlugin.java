// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.ownplugin;

import dev.janusclient.Attachment;
import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A handle of the echo test script for Janus's Duktape plugin.
 *
 * <pre>{@code
 * EchoScriptPlugin echo = session.attach(EchoScriptPlugin.TYPE).join();
 * Jsep answer = echo.start(offer).join().jsep();
 * }</pre>
 */
public final class EchoScriptPlugin extends JanusPlugin {
    // The script's bodies have no "request" member. Most plugins' have: PluginRequest.sync("name", …), .async("name",
    // …),
    // with .since("1.4.0") for what an older server does not have.
    private static final PluginRequest<EchoScriptSettings, EchoScriptReply> CONFIGURE =
            PluginRequest.unnamed(PluginRequest.Kind.SYNC, EchoScriptSettings.class, EchoScriptReply.class);
    private static final PluginRequest<EchoScriptSettings, EchoScriptEvent.Started> START =
            PluginRequest.unnamed(PluginRequest.Kind.ASYNC, EchoScriptSettings.class, EchoScriptEvent.Started.class);

    // Which event is which record: the first row that fits. "key" marks all of the plugin's data and is in no record.
    private static final EventTable<EchoScriptEvent> EVENTS =
            EventTable.<EchoScriptEvent, EchoScriptEvent.Unknown>builder(
                            EchoScriptEvent.Unknown.class, EchoScriptEvent.Unknown::new)
                    .discriminator("echotest")
                    .event("echotest=event + result=ok", EchoScriptEvent.Started.class)
                    .event("echotest=event + videocodec + substream/temporal", EchoScriptEvent.Layer.class)
                    .build();

    /** Attaches to the script. */
    public static final PluginType<EchoScriptPlugin> TYPE = new PluginType<>(
            "janus.plugin.echojs",
            EchoScriptPlugin::new,
            List.of(CONFIGURE, START),
            EVENTS,
            List.of()); // the script has no error codes

    private EchoScriptPlugin(Attachment attachment) {
        super(attachment);
    }

    /** Starts the echo; answered by an event, because there is an offer. */
    public CompletableFuture<EchoScriptEvent.Started> start(Jsep offer) {
        return send(START, EchoScriptSettings.NONE, offer);
    }

    /** Changes settings; answered at once. */
    public CompletableFuture<EchoScriptReply> configure(EchoScriptSettings settings) {
        return send(CONFIGURE, settings, null);
    }
}
