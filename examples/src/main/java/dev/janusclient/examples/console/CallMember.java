// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.console;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.examples.failover.Member;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.reclaim.Reclaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A member whose sessions have a telephone line each: it answers after some rings, and goes on with the calls of a member that died. */
final class CallMember implements Member.Application {
    private static final String KIND = "call";
    private static final double HERTZ = 440;
    private static final MediaLegOptions OPTIONS =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU).build();
    private static final Executor AFTER_SOME_RINGS = CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS);

    private final MediaEngine engine = MediaEngine.create();
    private final LegContinuation legs;
    private final String member;
    private final String registrar;
    private final AtomicInteger lines = new AtomicInteger();
    private final Map<Long, MediaLeg> talking = new ConcurrentHashMap<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    private CallMember(String member, HandoverKeys keys, String registrar) {
        this.member = member;
        this.registrar = registrar;
        legs = LegContinuation.with(engine, keys).options(OPTIONS);
    }

    /** Arguments: those of a member, the file with the key of all members, the registrar as {@code host:port}. */
    public static void main(String[] args) throws IOException {
        HandoverKeys keys = HandoverKeys.of(Files.readAllBytes(Path.of(args[5])));
        Member.run(args, KIND, new CallMember(args[0], keys, args[6]));
    }

    /** The user that a member registers for one of the lines it creates: the line stays when its owner changes. */
    static String user(String member, int line) {
        return "line-" + member.replaceAll("\\D", "") + line;
    }

    @Override
    public CompletableFuture<?> begin(OwnedSession owned) {
        SipRequest.Register account = SipRequest.Register.builder()
                .username("sip:" + user(member, lines.getAndIncrement()) + "@" + registrar)
                .secret(Secret.of("any"))
                .proxy("sip:" + registrar)
                .build();
        return owned.session().attach(JanusSipPlugin.TYPE).thenCompose(sip -> {
            serve(sip);
            return sip.registerConfirmed(account);
        });
    }

    @Override
    public void prepare(Reclaim reclaim) {
        reclaim.media(legs.onLeg((handle, leg) -> talk(handle.handleId(), leg)));
    }

    @Override
    public CompletionStage<?> resumed(OwnedSession owned, ReclaimOutcome outcome) {
        JanusSipPlugin sip = outcome.handle(JanusSipPlugin.TYPE).orElseThrow();
        serve(sip);
        // It may have rung at the member that died.
        answerSoon(sip);
        return CompletableFuture.completedFuture(null);
    }

    private void serve(JanusSipPlugin sip) {
        sip.on(SipEvent.IncomingCall.class, call -> answerSoon(sip));
        sip.on(SipEvent.Hangup.class, hangup -> close(talking.remove(sip.handleId())));
    }

    private void answerSoon(JanusSipPlugin sip) {
        AFTER_SOME_RINGS.execute(() -> sip.offer().ifPresent(offer -> answer(sip, offer)));
    }

    private void answer(JanusSipPlugin sip, Jsep offer) {
        var call = sip.state().call();
        if (call == null || call.answered() || !answered.add(String.valueOf(call.callId()))) {
            return;
        }
        MediaLeg leg = engine.newLeg(OPTIONS);
        talk(sip.handleId(), leg);
        var unused = leg.answer(offer)
                .thenCompose(sip::accept)
                .thenCompose(accepted -> legs.keep(leg, sip))
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        System.err.println("a call could not be answered: " + failure);
                    }
                });
    }

    private void talk(long handle, MediaLeg leg) {
        AudioSender voice = new AudioSender();
        voice.playTone(HERTZ);
        leg.send(voice);
        close(talking.put(handle, leg));
    }

    private static void close(@Nullable MediaLeg leg) {
        if (leg != null) {
            leg.close();
        }
    }
}
