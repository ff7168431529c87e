// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import static dev.janusclient.plugin.PluginRequest.async;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The video call plugin's tables: every request and what answers it, every event and the record it becomes. */
final class VideoCallProtocol {
    static final PluginRequest<Void, VideoCallEvent.Users> LIST =
            async("list", Void.class, VideoCallEvent.Users.class).idempotent();
    static final PluginRequest<VideoCallRequest.User, VideoCallEvent.Registered> REGISTER =
            async("register", VideoCallRequest.User.class, VideoCallEvent.Registered.class);
    static final PluginRequest<VideoCallRequest.User, VideoCallEvent.CallReply> CALL =
            async("call", VideoCallRequest.User.class, VideoCallEvent.CallReply.class);
    static final PluginRequest<Void, VideoCallEvent.Accepted> ACCEPT =
            async("accept", Void.class, VideoCallEvent.Accepted.class);
    static final PluginRequest<VideoCallRequest.Settings, VideoCallEvent.SettingsTaken> SET =
            async("set", VideoCallRequest.Settings.class, VideoCallEvent.SettingsTaken.class);
    static final PluginRequest<VideoCallRequest.Hangup, VideoCallEvent.Hangup> HANGUP =
            async("hangup", VideoCallRequest.Hangup.class, VideoCallEvent.Hangup.class);

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(LIST, REGISTER, CALL, ACCEPT, SET, HANGUP);

    static final EventTable<VideoCallEvent> EVENTS = EventTable.<VideoCallEvent, VideoCallEvent.Unknown>builder(
                    VideoCallEvent.Unknown.class, VideoCallEvent.Unknown::new)
            .discriminator("videocall")
            .unwrap("result")
            .required(GeneratedRequiredMembers.ALL)
            .event("result.event=registered", VideoCallEvent.Registered.class)
            .event("result.event=calling", VideoCallEvent.Calling.class)
            .event("result.event=set", VideoCallEvent.SettingsTaken.class)
            .event("result.event=incomingcall", VideoCallEvent.IncomingCall.class)
            .event("result.event=accepted", VideoCallEvent.Accepted.class)
            .event("result.event=update", VideoCallEvent.Update.class)
            .event("result.event=hangup", VideoCallEvent.Hangup.class)
            .event("result.event=simulcast", VideoCallEvent.SimulcastLayer.class)
            .event("result.event=slow_link", VideoCallEvent.SlowLink.class)
            .event("videocall=event + error_code", VideoCallEvent.Refused.class)
            // The answer to list says nothing but the list.
            .event("result.list", VideoCallEvent.Users.class)
            .build();

    private VideoCallProtocol() {}
}
