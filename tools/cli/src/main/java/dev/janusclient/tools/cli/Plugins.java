// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

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
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plugins that the library knows. */
final class Plugins {
    static final String PREFIX = "janus.plugin.";

    static final List<PluginType<?>> ALL = List.of(
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

    private Plugins() {}

    static String shortName(PluginType<?> type) {
        return type.name().substring(PREFIX.length());
    }

    /** The plugin of a short or full name; null if the library does not know it. */
    static @Nullable PluginType<?> find(String name) {
        String full = name.startsWith(PREFIX) ? name : PREFIX + name;
        return ALL.stream().filter(type -> type.name().equals(full)).findFirst().orElse(null);
    }

    /** The plugin of a short or full name. */
    static PluginType<?> named(String name) {
        PluginType<?> type = find(name);
        if (type == null) {
            throw new ProblemException(
                    Kind.BAD_INPUT,
                    "'" + name + "' is no plugin that this command knows; there are "
                            + ALL.stream().map(Plugins::shortName).collect(Collectors.joining(", ")) + ".");
        }
        return type;
    }
}
