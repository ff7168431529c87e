// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The echo test plugin's tables: its only request, and every event and the record it becomes. */
final class EchoTestProtocol {
    static final PluginRequest<EchoTestRequest.Settings, EchoTestEvent.Ok> SETTINGS = PluginRequest.unnamed(
                    PluginRequest.Kind.ASYNC, EchoTestRequest.Settings.class, EchoTestEvent.Ok.class)
            .fieldSince("svc", "1.1.4")
            .fieldSince("spatial_layer", "1.1.4")
            .fieldSince("temporal_layer", "1.1.4");

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(SETTINGS);

    static final EventTable<EchoTestEvent> EVENTS = EventTable.<EchoTestEvent, EchoTestEvent.Unknown>builder(
                    EchoTestEvent.Unknown.class, EchoTestEvent.Unknown::new)
            .discriminator("echotest")
            .required(GeneratedRequiredMembers.ALL)
            .event("echotest=event + error_code", EchoTestEvent.Refused.class)
            .event("echotest=event + result=ok", EchoTestEvent.Ok.class)
            .event("echotest=event + result=done", EchoTestEvent.Done.class)
            .event("echotest=event + event=slow_link", EchoTestEvent.SlowLink.class)
            .event("echotest=event + videocodec + substream/temporal", EchoTestEvent.SimulcastLayer.class)
            .event("echotest=event + videocodec + spatial_layer/temporal_layer", EchoTestEvent.SvcLayer.class)
            .build();

    private EchoTestProtocol() {}
}
