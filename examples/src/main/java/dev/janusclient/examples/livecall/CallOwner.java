// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Process A: calls, talks, and leaves with its ticket what another process needs to go on with the call. */
final class CallOwner {
    /** What both processes speak, and the far end's telephone. */
    static final MediaLegOptions OPTIONS =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU).build();

    private CallOwner() {}

    /** Arguments: Janus's URI, our SIP address, whom to call, the tone to send, the folder. */
    public static void main(String[] args) throws IOException {
        try {
            call(args);
        } catch (IOException | RuntimeException e) {
            Step.tell("failed", e.toString());
            System.exit(1);
        }
        // Ends with the process that started it.
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    /** Waits longer for a connection than a user would: several processes begin at once. */
    static JanusClient client(String uri) {
        return JanusClient.create(
                uri,
                JanusClientOptions.builder()
                        .connectTimeout(Duration.ofSeconds(30))
                        .build());
    }

    private static void call(String[] args) throws IOException {
        CallFolder folder = CallFolder.at(args[4]);
        MediaEngine engine = MediaEngine.create();
        LegContinuation legs = LegContinuation.with(engine, folder.keys());
        JanusSession session = client(args[0]).createSession().join();
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();
        sip.registerConfirmed(SipRequest.Register.builder()
                        .type(SipRequest.Register.Type.GUEST)
                        .username(args[1])
                        .build())
                .join();

        MediaLeg leg = engine.newLeg(OPTIONS);
        AudioSender voice = new AudioSender();
        voice.playTone(Double.parseDouble(args[3]));
        leg.send(voice);
        CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
        sip.call(SipRequest.Call.builder().uri(args[2]).build(), leg.offer().join())
                .join();
        leg.acceptAnswer(Objects.requireNonNull(accepted.join().jsep())).join();

        legs.keep(leg, sip).join();
        folder.write(session.ticket());
        session.onTicket(folder::write);
        Step.tell("talking", "to " + args[2]);
    }
}
