// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.testkit.EventRecorder;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusTest;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test of README. */
@Tag("sip-tester")
// tag::rescue[]
@JanusTest(plugins = "sip")
class RescueTest {
    @Test
    void anotherProcessRefusesTheCall(JanusServer janus, JanusClient first, JanusClient second) {
        try (SipRegistrar registrar = SipRegistrar.start()) {
            JanusSession session = first.createSession().join();
            JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();
            EventRecorder events = EventRecorder.of(sip, SipEvent.class);
            sip.register(registrar.account("alice")).join();
            String alice = registrar.awaitContact("alice");
            try (SipCaller caller = SipCaller.call(alice, SipMedia.none("127.0.0.1"))) {
                events.await(SipEvent.IncomingCall.class);
                HandoverTicket ticket = session.ticket();
                first.close(); // the session lives on, as after a crash
                ReclaimOutcome outcome = Reclaim.with(second).take(ticket).join();
                outcome.handle(JanusSipPlugin.TYPE).orElseThrow().decline(486).join();
                assertEquals(486, caller.awaitFinalStatus());
            }
        }
    }
}
// end::rescue[]
