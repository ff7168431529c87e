// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.AttachOptions;
import dev.janusclient.PeerConnection;
import dev.janusclient.Subscription;
import dev.janusclient.message.Jsep;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The helper handle and the PeerConnection of a call that takes another one's place. */
final class ReplacementLine {
    /** A telephone that takes such a call answers by itself; then ICE and DTLS. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final Duration ENDING = Duration.ofMillis(500);
    private static final int UNAVAILABLE = 480;
    private static final int BUSY = 486;

    final JanusSipPlugin sip;
    private final SipCallReplacement settings;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile @Nullable PeerConnection media;

    private ReplacementLine(JanusSipPlugin sip, SipCallReplacement settings) {
        this.sip = sip;
        this.settings = settings;
    }

    /** Attaches one beside a handle whose account is registered. */
    static CompletableFuture<ReplacementLine> beside(JanusSipPlugin old, SipCallReplacement settings) {
        SipState known = old.state();
        String account = known.account();
        if (account == null || known.masterId() == null) {
            return failed("the handle's account is not known");
        }
        SipRequest.Register helper = SipRequest.Register.builder()
                .type(SipRequest.Register.Type.HELPER)
                .username(account)
                .masterId(known.masterId())
                .build();
        return old.session()
                .attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId(old.opaqueId()))
                .thenCompose(line -> line.register(helper)
                        .whenComplete((registered, failure) -> {
                            if (failure != null) {
                                line.detach();
                            }
                        })
                        .thenApply(registered -> new ReplacementLine(line, settings)));
    }

    /**
     * Refuses a call that is not the one that is waited for, as it was while the account had no helper. This line is of no use then: Janus
     * closes the PeerConnection of a call that was refused up to a second later, and the next call's instead if there is one by then
     * (janus.c, {@code janus_plugin_close_pc}).
     *
     * @return done when Janus has refused the call, whether that has succeeded or not
     */
    CompletableFuture<Void> refuse(SipEvent.IncomingCall call) {
        refused.add(String.valueOf(call.callId()));
        return over(sip.decline(BUSY));
    }

    /** Whether a call was refused. */
    boolean hasRefused() {
        return !refused.isEmpty();
    }

    /** Answers the call that came, until there is media. */
    CompletableFuture<Void> accept(SipEvent.IncomingCall call) {
        Jsep offer = call.jsep();
        if (offer == null) {
            return failed("the other side has called without an offer");
        }
        return up(() -> opened().answer(offer).thenCompose(sip::accept));
    }

    /** Calls, until there is media. */
    CompletableFuture<Void> call(SipRequest.Call call) {
        AtomicReference<@Nullable Jsep> early = new AtomicReference<>();
        Subscription progress = sip.on(SipEvent.Progress.class, event -> early.set(event.jsep()));
        CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
        CompletableFuture<Void> up = up(() -> {
            PeerConnection peer = opened();
            return peer.offer()
                    .thenCompose(offer -> sip.call(call, offer))
                    .thenCompose(calling -> accepted)
                    .thenCompose(event -> {
                        Jsep answer = event.jsep() == null ? early.get() : event.jsep();
                        return answer == null ? failed("the answer has no description") : peer.acceptAnswer(answer);
                    });
        });
        return up.whenComplete((done, failure) -> {
            accepted.cancel(false);
            progress.close();
        });
    }

    private PeerConnection opened() {
        PeerConnection opened = settings.peerConnection(sip);
        media = opened;
        return opened;
    }

    private CompletableFuture<Void> up(Supplier<CompletableFuture<?>> negotiation) {
        CompletableFuture<Void> up = new CompletableFuture<>();
        Subscription ends = sip.on(SipEvent.Hangup.class, hangup -> {
            if (!refused.contains(String.valueOf(hangup.callId()))) {
                up.completeExceptionally(new JanusSipCallLostException(
                        "the new call has ended: " + hangup.code() + " " + hangup.reason()));
            }
        });
        sip.limited(up, "the new call", TIMEOUT);
        CompletableFuture<?> negotiated;
        try {
            negotiated = negotiation.get();
        } catch (RuntimeException e) {
            // What the user's function throws.
            negotiated = failed(String.valueOf(e.getMessage()));
        }
        negotiated
                .thenCompose(done -> {
                    PeerConnection peer = media;
                    return peer == null ? ReplacementLine.<Void>failed("no PeerConnection") : peer.connected();
                })
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        up.complete(null);
                    } else {
                        up.completeExceptionally(failure);
                    }
                });
        return up.whenComplete((done, failure) -> ends.close());
    }

    /** Janus does not answer a decline if the caller has given up meanwhile. */
    private CompletableFuture<Void> over(CompletableFuture<?> ending) {
        CompletableFuture<Void> over = ending.thenApply(done -> null);
        sip.limited(over, "the end of a call", ENDING);
        return over.handle((done, failure) -> null);
    }

    /** Ends the call, if there is one, and the handle. */
    void end() {
        PeerConnection peer = media;
        SipState.SipCall call = sip.state().call();
        boolean rings = call != null && !call.answered() && call.direction() == SipState.SipCall.Direction.INCOMING;
        CompletableFuture<?> ending = call == null
                ? CompletableFuture.completedFuture(null)
                : rings ? sip.decline(UNAVAILABLE) : sip.hangupCall();
        over(ending).thenAccept(done -> {
            sip.detach();
            if (peer != null) {
                peer.close();
            }
        });
    }

    static <T> CompletableFuture<T> failed(String why) {
        CompletableFuture<T> failed = new CompletableFuture<>();
        failed.completeExceptionally(new JanusSipCallLostException(why));
        return failed;
    }
}
