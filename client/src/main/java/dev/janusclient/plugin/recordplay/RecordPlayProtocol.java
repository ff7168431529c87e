// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import static dev.janusclient.plugin.PluginRequest.async;
import static dev.janusclient.plugin.PluginRequest.sync;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The record and play plugin's tables: every request and what answers it, every event and the record it becomes. */
final class RecordPlayProtocol {
    static final PluginRequest<RecordPlayRequest.Admin, RecordPlayReply.Updated> UPDATE = sync(
                    "update", RecordPlayRequest.Admin.class, RecordPlayReply.Updated.class)
            .fieldSince("admin_key", "1.3.1");
    static final PluginRequest<RecordPlayRequest.Admin, RecordPlayReply.Recordings> LIST = sync(
                    "list", RecordPlayRequest.Admin.class, RecordPlayReply.Recordings.class)
            .fieldSince("admin_key", "1.3.1")
            .idempotent();
    static final PluginRequest<RecordPlayRequest.Configure, RecordPlayReply.Configured> CONFIGURE =
            sync("configure", RecordPlayRequest.Configure.class, RecordPlayReply.Configured.class);
    static final PluginRequest<RecordPlayRequest.Recording, RecordPlayEvent.Recording> RECORD = async(
                    "record", RecordPlayRequest.Recording.class, RecordPlayEvent.Recording.class)
            .fieldSince("is_private", "1.3.1");
    static final PluginRequest<RecordPlayRequest.Play, RecordPlayEvent.PlayReply> PLAY =
            async("play", RecordPlayRequest.Play.class, RecordPlayEvent.PlayReply.class);
    static final PluginRequest<Void, RecordPlayEvent.Playing> START =
            async("start", Void.class, RecordPlayEvent.Playing.class);
    static final PluginRequest<Void, RecordPlayEvent.Stopped> STOP =
            async("stop", Void.class, RecordPlayEvent.Stopped.class);
    static final PluginRequest<Void, RecordPlayEvent.PauseReply> PAUSE =
            async("pause", Void.class, RecordPlayEvent.PauseReply.class);
    static final PluginRequest<Void, RecordPlayEvent.ResumeReply> RESUME =
            async("resume", Void.class, RecordPlayEvent.ResumeReply.class);

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS =
            List.of(UPDATE, LIST, CONFIGURE, RECORD, PLAY, START, STOP, PAUSE, RESUME);

    static final EventTable<RecordPlayEvent> EVENTS = EventTable.<RecordPlayEvent, RecordPlayEvent.Unknown>builder(
                    RecordPlayEvent.Unknown.class, RecordPlayEvent.Unknown::new)
            .discriminator("recordplay")
            .unwrap("result")
            .required(GeneratedRequiredMembers.ALL)
            .event("result.status=recording", RecordPlayEvent.Recording.class)
            .event("result.status=preparing", RecordPlayEvent.Preparing.class)
            .event("result.status=restarting", RecordPlayEvent.Restarting.class)
            .event("result.status=playing", RecordPlayEvent.Playing.class)
            .event("result.status=stopped", RecordPlayEvent.Stopped.class)
            .event("result.status=paused", RecordPlayEvent.Paused.class)
            .event("result.status=resumed", RecordPlayEvent.Resumed.class)
            .event("result.status=slow_link", RecordPlayEvent.SlowLink.class)
            .event("result.status=done", RecordPlayEvent.Done.class)
            // Up to Janus 1.3.0.
            .event("result=done", RecordPlayEvent.Done.class)
            .event("recordplay=event + error_code", RecordPlayEvent.Refused.class)
            .event("recordplay=event + !result", RecordPlayEvent.Unchanged.class)
            .build();

    private RecordPlayProtocol() {}
}
