// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.PeerConnection;
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
import dev.janusclient.plugin.sip.SipCallReplacement;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.PeerConnectionState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Process B: stands by, and goes on with the call when process A is gone. */
final class CallHeir {
    private CallHeir() {}

    /** Arguments: Janus's URI, the tone to send, the folder, the {@link CallMethod}. It takes the call over when it reads a line, and hangs up
     * with the next. */
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
        double hertz = Double.parseDouble(args[1]);
        CallMethod how = CallMethod.valueOf(args[3]);
        MediaEngine engine = MediaEngine.create();
        LegContinuation legs = LegContinuation.with(engine, folder.keys()).options(CallOwner.OPTIONS);
        warmUp(janus, legs);
        if (how == CallMethod.REFER) {
            warmUpPeer();
        }
        AudioSender voice = new AudioSender();
        voice.playTone(hertz);
        Step.tell("ready", "process " + ProcessHandle.current().pid());

        commands.readLine();
        Step.tell("takes", "the call over");
        Ear ear = new Ear(ByteBuffer.allocate(Long.BYTES));
        LegContinuation own = how == CallMethod.ICE_RESTART ? legs.restartingIce() : legs;
        AtomicReference<@Nullable JanusSipPlugin> line = new AtomicReference<>();
        ReclaimOutcome outcome = Reclaim.with(janus)
                .media(own.onLeg((handle, leg) -> {
                    leg.send(voice);
                    leg.receive(ear);
                    leg.onState(CallHeir::tell);
                }))
                .replaceCalls(SipCallReplacement.with(helper -> {
                    line.set(helper);
                    return peer(hertz);
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
        JanusSipPlugin sip =
                line.get() == null ? outcome.handle(JanusSipPlugin.TYPE).orElse(null) : line.get();
        if (sip != null) {
            sip.hangupCall().join();
        }
        Objects.requireNonNull(outcome.session()).destroy().join();
    }

    private static PeerConnection peer(double hertz) {
        JanusPeer peer = JanusPeer.create();
        peer.onConnectionState(state -> {
            if (state == PeerConnectionState.CONNECTED) {
                tell(MediaLegState.CONNECTED);
            }
        });
        CallOwner.talk(peer, hertz);
        return peer;
    }

    /** The native library, too, takes its time for the first PeerConnection. */
    private static void warmUpPeer() {
        try (JanusPeer first = JanusPeer.create();
                JanusPeer second = JanusPeer.create()) {
            first.acceptAnswer(second.answer(first.offer().join()).join()).join();
            first.connected().join();
        }
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
