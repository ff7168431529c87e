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
import dev.janusclient.webrtc.JanusPeer;
import java.io.IOException;
import java.time.Duration;

/** Process A: talks, and leaves with its ticket what another process needs to go on with the call. */
final class CallOwner {
    /** What all speak, the far end's telephone too. */
    static final MediaLegOptions OPTIONS =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU).build();

    private CallOwner() {}

    /**
     * Arguments: Janus's URI, the {@link CallKind}, where the far end is, the tone to send, the folder, the {@link CallMethod}. It hands its
     * session off when it reads something.
     */
    public static void main(String[] args) throws IOException {
        try {
            CallFolder folder = CallFolder.at(args[4]);
            JanusSession session = call(args, folder);
            if (System.in.read() >= 0) {
                folder.write(session.handOff());
                Step.tell("released", "the session is handed off");
            }
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

    private static JanusSession call(String[] args, CallFolder folder) throws IOException {
        JanusSession session = client(args[0]).createSession().join();
        if (CallMethod.valueOf(args[5]) == CallMethod.REFER) {
            JanusPeer peer = JanusPeer.create();
            new OwnCall(session, peer, args[2]).begin(CallKind.valueOf(args[1]));
            talk(peer, Double.parseDouble(args[3]));
        } else {
            callWithLeg(session, args, folder);
        }
        folder.write(session.ticket());
        session.onTicket(folder::write);
        Step.tell("talking", args[1]);
        return session;
    }

    /** Sends a tone, and tells the steps of an {@link Ear}. */
    static void talk(JanusPeer peer, double hertz) {
        var unusedSent = peer.audio().sendTone(hertz);
        var unusedHeard = peer.receivedAudio().hears(LiveCall.FAR_END_HERTZ).thenAccept(tone -> {
            Step.tell("hears", "the far end");
            Step.tell("heard", "its tone");
        });
    }

    private static void callWithLeg(JanusSession session, String[] args, CallFolder folder) throws IOException {
        MediaEngine engine = MediaEngine.create();
        LegContinuation legs = LegContinuation.with(engine, folder.keys());
        MediaLeg leg = engine.newLeg(OPTIONS);
        AudioSender voice = new AudioSender();
        voice.playTone(Double.parseDouble(args[3]));
        leg.send(voice);
        leg.receive(new Ear(folder.lastPacket()));
        OwnCall call = new OwnCall(session, leg, args[2]);

        legs.keep(leg, call.begin(CallKind.valueOf(args[1]))).join();
    }
}
