// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

import static dev.janusclient.plugin.PluginRequest.async;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The voice mail plugin's tables: every request and what answers it, every event and the record it becomes. */
final class VoicemailProtocol {
    static final PluginRequest<Void, VoicemailEvent.RecordReply> RECORD =
            async("record", Void.class, VoicemailEvent.RecordReply.class);
    static final PluginRequest<Void, VoicemailEvent.Updating> UPDATE =
            async("update", Void.class, VoicemailEvent.Updating.class);
    static final PluginRequest<Void, VoicemailEvent.Done> STOP = async("stop", Void.class, VoicemailEvent.Done.class);

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(RECORD, UPDATE, STOP);

    static final EventTable<VoicemailEvent> EVENTS = EventTable.<VoicemailEvent, VoicemailEvent.Unknown>builder(
                    VoicemailEvent.Unknown.class, VoicemailEvent.Unknown::new)
            .discriminator("voicemail")
            .required(GeneratedRequiredMembers.ALL)
            .event("voicemail=event + error_code", VoicemailEvent.Refused.class)
            .event("voicemail=event + status=starting", VoicemailEvent.Starting.class)
            .event("voicemail=event + status=started", VoicemailEvent.Started.class)
            .event("voicemail=event + status=updating", VoicemailEvent.Updating.class)
            .event("voicemail=event + status=done", VoicemailEvent.Done.class)
            .build();

    private VoicemailProtocol() {}
}
