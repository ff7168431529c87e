// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegState;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

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
        Step.tell("takes", "the call over");
        Ear ear = new Ear(ByteBuffer.allocate(Long.BYTES));
        ReclaimOutcome outcome = Reclaim.with(janus)
                .media(legs.onLeg((handle, leg) -> {
                    leg.send(voice);
                    leg.receive(ear);
                    leg.onState(CallHeir::tell);
                }))
                .take(folder.read())
                .join();
        if (outcome.session() == null) {
            throw new IllegalStateException(outcome.toString());
        }
        HandleOutcome handle = outcome.handles().get(0);
        if (!(handle.mediaRecovery() instanceof MediaRecovery.Continued continued)) {
            throw new IllegalStateException(handle.mediaRecovery() + ": " + handle.findings());
        }
        Step.tell("continued", continued.how() + " after " + continued.gap().toMillis() + " ms");

        commands.readLine();
        outcome.handle(JanusSipPlugin.TYPE).ifPresent(sip -> sip.hangupCall().join());
        Objects.requireNonNull(outcome.session()).destroy().join();
    }

    private static void tell(MediaLegState state) {
        if (state == MediaLegState.CONNECTED) {
            Step.tell("connected", "Janus has answered");
        }
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
