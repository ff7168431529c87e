// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.PluginType;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.nosip.JanusNoSipPlugin;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.voicemail.JanusVoicemailPlugin;
import java.util.List;

/** The plugins of Janus's own that this library has types for. */
public final class PluginTypes {
    /** All of them, in the order of their names. Immutable. */
    public static final List<PluginType<?>> ALL = List.of(
            JanusAudioBridgePlugin.TYPE,
            JanusEchoTestPlugin.TYPE,
            JanusNoSipPlugin.TYPE,
            JanusRecordPlayPlugin.TYPE,
            JanusSipPlugin.TYPE,
            JanusStreamingPlugin.TYPE,
            JanusTextRoomPlugin.TYPE,
            JanusVideoCallPlugin.TYPE,
            JanusVideoRoomPlugin.TYPE,
            JanusVoicemailPlugin.TYPE);

    private PluginTypes() {}
}
