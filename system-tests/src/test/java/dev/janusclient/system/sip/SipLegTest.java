// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SipMessage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A call whose leg falls silent goes on through another one, and through a third one, at any moment; the telephone gets no SIP message
 * for it.
 */
@Tag("sip-tester")
@Timeout(120)
class SipLegTest {
    private static final MediaLegOptions OPTIONS =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU).build();

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private final MediaEngine first = MediaEngine.create();

    @ParameterizedTest
    @EnumSource
    void anOutgoingCallGoesOnTwice(CallMoment moment) {
        MediaLeg leg = fixture.keep(first).newLeg(OPTIONS);
        goesOnTwice(moment, LegCall.made(fixture, leg), leg);
    }

    @ParameterizedTest
    @EnumSource
    void anIncomingCallGoesOnTwice(CallMoment moment) {
        MediaLeg leg = fixture.keep(first).newLeg(OPTIONS);
        goesOnTwice(moment, LegCall.answered(fixture, leg), leg);
    }

    private void goesOnTwice(CallMoment moment, LegCall call, MediaLeg firstLeg) {
        MediaEngine engine = first;
        MediaLeg leg = firstLeg;
        done(leg.connected());
        for (int heirs = 1; heirs <= 2; heirs++) {
            moment.begin(fixture, call, leg);
            // As whoever keeps a leg does after each negotiation, and whoever continues one.
            done(call.alice().sip().announce(done(leg.announceMid())));
            List<SipMessage> messages = call.messages();
            MediaTicket ticket = done(leg.ticket());
            engine.close();

            engine = fixture.keep(MediaEngine.create());
            leg = engine.resume(ticket, OPTIONS);
            done(leg.connected());
            done(call.alice().sip().announce(done(leg.announceMid())));
            assertThat(call.messages()).as("what the telephone has seen").isEqualTo(messages);

            moment.end(fixture, call, leg);
            call.talk(leg);
        }
        assertThat(done(leg.stats()).handshakes()).isZero();
        assertThat(call.alice().call().answered()).isTrue();
        call.alice().hangUp();
        call.bob().awaitHungUp();
    }
}
