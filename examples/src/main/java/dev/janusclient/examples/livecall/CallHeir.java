// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaSink;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** Process B: stands by, and goes on with the call when process A is gone. */
final class CallHeir {
    private CallHeir() {}

    /** Arguments: Janus's URI, the tone to send, the folder. It takes the call over when it reads a line, and hangs up with the next. */
    public static void main(String[] args) {
        try {
            standBy(args);
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            Step.tell("failed", e.toString());
            System.exit(1);
        }
    }

    private static void standBy(String[] args) throws IOException {
        CallFolder folder = CallFolder.at(args[2]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JanusClient janus = CallOwner.client(args[0]);
        MediaEngine engine = MediaEngine.create();
        LegContinuation legs = LegContinuation.with(engine, folder.keys()).options(CallOwner.OPTIONS);
        warmUp(janus, legs);
        AudioSender voice = new AudioSender();
        voice.playTone(Double.parseDouble(args[1]));
        Step.tell("ready", "process " + ProcessHandle.current().pid());

        commands.readLine();
        ReclaimOutcome outcome = Reclaim.with(janus)
                .media(legs.onLeg((handle, leg) -> {
                    leg.send(voice);
                    leg.receive(firstPacket());
                }))
                .take(folder.read())
                .join();
        MediaRecovery media = outcome.handles().get(0).mediaRecovery();
        if (!(media instanceof MediaRecovery.Continued continued)) {
            throw new IllegalStateException(outcome.handles().get(0).findings().toString());
        }
        Step.tell("continued", continued.how() + " after " + continued.gap().toMillis() + " ms");

        commands.readLine();
        outcome.handle(JanusSipPlugin.TYPE).orElseThrow().hangupCall().join();
    }

    private static MediaSink firstPacket() {
        AtomicBoolean heard = new AtomicBoolean();
        return (packet, offset, length, nanos) -> {
            if (heard.compareAndSet(false, true)) {
                Step.tell("hears", "the far end");
            }
        };
    }

    /** Takes over an echo test of its own: what is done for the first time takes about a second, most of it for classes and ciphers. */
    private static void warmUp(JanusClient janus, LegContinuation legs) {
        HandoverTicket ticket;
        try (MediaEngine dying = MediaEngine.create()) {
            JanusSession session = janus.createSession().join();
            JanusEchoTestPlugin echo = session.attach(JanusEchoTestPlugin.TYPE).join();
            MediaLeg leg = dying.newLeg(CallOwner.OPTIONS);
            leg.acceptAnswer(Objects.requireNonNull(
                            echo.start(leg.offer().join()).join().jsep()))
                    .join();
            legs.keep(leg, echo).join();
            ticket = session.ticket();
            session.relinquish(new RelinquishReason.Released("it was there to warm up"));
        }
        ReclaimOutcome outcome = Reclaim.with(janus)
                .media(legs)
                .take(HandoverTicket.fromJson(ticket.toJson()))
                .join();
        Objects.requireNonNull(outcome.session()).destroy().join();
    }
}
