// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.plugin.PluginTableTest;
import org.junit.jupiter.api.Test;

/** The AudioBridge plugin's tables against the one read from Janus's source. */
class AudioBridgeTableTest extends PluginTableTest {
    AudioBridgeTableTest() {
        super(JanusAudioBridgePlugin.TYPE, AudioBridgeErrorCode.values());
    }

    /** What answers {@code join} has an id, which tells it from the event about a peer. */
    @Override
    protected String rowOf(String tag) {
        return tag.equals("audiobridge=joined") ? "audiobridge=joined + id" : super.rowOf(tag);
    }

    @Test
    void theNumbersAreThoseOfJanus() {
        assertThat(AudioBridgeProtocol.REQUESTS).hasSize(33);
        assertThat(events()).hasSize(19);
        assertThat(AudioBridgeErrorCode.values()).hasSize(16);
    }

    @Test
    void anOwnJoinHasAnIdAndAPeersHasNone() {
        assertThat(received("{'audiobridge':'joined','room':1,'id':2,'participants':[]}"))
                .isInstanceOf(AudioBridgeEvent.Joined.class);
        assertThat(received("{'audiobridge':'joined','room':1,'participants':[{'id':3,'setup':false,'muted':false}]}"))
                .isInstanceOf(AudioBridgeEvent.PeerJoined.class);
    }

    @Test
    void theRecapOfAResumedUserIsNotAChangeOfAParticipant() {
        assertThat(received("{'audiobridge':'event','room':1,'resumed':2,'participants':[]}"))
                .isInstanceOf(AudioBridgeEvent.Resumed.class);
    }

    @Test
    void idsMayBeTexts() {
        assertThat(received("{'audiobridge':'event','room':'hall','kicked':'bob'}"))
                .isInstanceOfSatisfying(AudioBridgeEvent.Kicked.class, kicked -> assertThat(kicked.kicked())
                        .hasToString("bob"));
    }

    @Test
    void anEventOfAStrangeShapeIsUnknown() {
        assertThat(received("{'audiobridge':'event','levitating':true}")).isInstanceOf(AudioBridgeEvent.Unknown.class);
    }
}
