// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import java.util.Locale;

/** What the process that is killed takes part in. */
enum CallKind {
    SIP_OUT("sip", "a SIP call that it has made", true, true),
    SIP_IN("sip", "a SIP call that it has answered", true, true),
    AUDIOBRIDGE("audiobridge", "a participant of an audio bridge", true, true),
    PUBLISHER("videoroom", "a publisher in a video room", true, false),
    SUBSCRIBER("videoroom", "a subscriber in a video room", false, true),
    VIDEOCALL("videocall", "a call of the video call plugin", true, true);

    /** The plugin, without {@code janus.plugin.}. */
    final String plugin;

    final String meaning;

    /** Whether the far end hears the process. */
    final boolean speaks;

    /** Whether the process hears the far end. */
    final boolean hears;

    CallKind(String plugin, String meaning, boolean speaks, boolean hears) {
        this.plugin = plugin;
        this.meaning = meaning;
        this.speaks = speaks;
        this.hears = hears;
    }

    /** The option's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
