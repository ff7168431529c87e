// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static dev.janusclient.system.plugin.PluginLine.done;
import static org.awaitility.Awaitility.await;

import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.media.Pulse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Scenes with a media leg, whose ticket process A tells. */
final class Legs {
    static final HandoverKeys KEYS =
            HandoverKeys.of("the key of processes A and B".getBytes(StandardCharsets.US_ASCII));

    /** What A sends, and then B. */
    static final int OF_A = 11;

    static final int OF_B = 22;

    /** Of calls: with the codec of telephones. */
    static final MediaLegOptions CALL =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU).build();

    private Legs() {}

    /** Both processes' legs: with a codec that Janus passes on as it is. */
    static MediaLegOptions options(SrtpProfile profile) {
        return MediaLegOptions.builder()
                .codecs(AudioCodec.PCMU)
                .profiles(profile)
                .build();
    }

    static MediaTicket.Scope scope(long sessionId, long handleId) {
        return new MediaTicket.Scope(sessionId, handleId, 0);
    }

    static void echo(Owner a) {
        JanusEchoTestPlugin echo = a.attach(JanusEchoTestPlugin.TYPE);
        MediaLeg leg = MediaEngine.create().newLeg(options(SrtpProfile.valueOf(a.argument(0))));
        Jsep offer = done(leg.offer());
        talk(leg, done(echo.start(offer)).jsep());
        Pulse pulse = new Pulse(OF_A);
        leg.send(pulse);
        leg.receive(pulse);
        done(pulse.hears(OF_A));
        tell(a, leg, echo.handleId());
    }

    static void call(Owner a) {
        JanusSipPlugin sip = a.attach(JanusSipPlugin.TYPE);
        done(sip.registerConfirmed(SipRequest.Register.builder()
                .type(SipRequest.Register.Type.GUEST)
                .username(a.argument(0))
                .build()));
        MediaEngine engine = MediaEngine.create();
        MediaLeg leg = engine.newLeg(CALL);
        leg.send(tone(Scene.HERTZ));
        CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
        done(sip.call(SipRequest.Call.builder().uri(a.argument(1)).build(), done(leg.offer())));
        talk(leg, done(accepted).jsep());
        done(LegContinuation.with(engine, KEYS).keep(leg, sip));
    }

    static void goOn(Owner a) {
        LegContinuation legs = LegContinuation.with(MediaEngine.create(), KEYS).options(CALL);
        LegContinuation chosen = Boolean.parseBoolean(a.argument(2)) ? legs.restartingIce() : legs;
        CompletableFuture<MediaLeg> continued = new CompletableFuture<>();
        ReclaimOutcome outcome = done(Reclaim.with(JanusClient.create(a.argument(0)))
                .media(chosen.onLeg((handle, leg) -> {
                    leg.send(tone(Heir.HERTZ));
                    continued.complete(leg);
                }))
                .take(HandoverTicket.fromJson(a.argument(1))));
        HandleOutcome handle = outcome.handles().get(0);
        if (!(handle.mediaRecovery() instanceof MediaRecovery.Continued how)) {
            throw new AssertionError(handle.mediaRecovery() + ": " + handle.findings());
        }
        a.tell("continued", how.how().name());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> done(done(continued).stats()).packetsReceived() > 20);
        a.tell("hears", "the far end");
    }

    static AudioSender tone(double hertz) {
        AudioSender sender = new AudioSender();
        sender.playTone(hertz);
        return sender;
    }

    private static void talk(MediaLeg leg, @Nullable Jsep answer) {
        if (answer == null) {
            throw new AssertionError("there is no answer");
        }
        done(leg.acceptAnswer(answer));
        done(leg.connected());
    }

    private static void tell(Owner a, MediaLeg leg, long handleId) {
        a.tell("media", done(leg.ticket()).seal(KEYS, scope(a.sessionId(), handleId)));
    }
}
