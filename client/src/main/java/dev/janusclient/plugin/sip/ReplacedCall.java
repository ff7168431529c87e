// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.Subscription;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.recovery.MediaRecovery.Continued;
import dev.janusclient.recovery.MediaRecovery.Continued.How;
import dev.janusclient.recovery.MissedEvent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call that is replaced by another one: {@link SipCallReplacement}. */
final class ReplacedCall {
    /** A side that has called us, or was called by us, says so to the old call, or ends it: then we need not. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    private static final Duration BYE_TIMEOUT = Duration.ofSeconds(10);
    private static final String PARAMETER = "janus-replaces=";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SipCallReplacement settings;
    private final JanusSipPlugin old;
    private final Supplier<CompletableFuture<List<MissedEvent>>> events;
    private final SipState.@Nullable SipCall call;
    private final long begunAt = System.nanoTime();
    private final String parameter = PARAMETER + Long.toHexString(RANDOM.nextLong());

    /** The other side's call, if it comes in time. */
    private final CompletableFuture<Callback> callback = new CompletableFuture<>();

    /** The helper for the new call: another one after each call that was refused. */
    private CompletableFuture<ReplacementLine> line = new CompletableFuture<>();

    /** The other side is through with the old call: it has ended it, or its last report on our REFER came. */
    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** The other side's call, and the line on which it came. */
    private record Callback(ReplacementLine line, SipEvent.IncomingCall incoming) {}

    ReplacedCall(
            SipCallReplacement settings, JanusSipPlugin old, Supplier<CompletableFuture<List<MissedEvent>>> events) {
        this.settings = settings;
        this.old = old;
        this.call = old.state().call();
        this.events = events;
    }

    CompletableFuture<Continued> run() {
        SipState.SipCall replaced = call;
        if (replaced == null || !replaced.answered()) {
            return ReplacementLine.failed("there is no answered call");
        }
        subscriptions.add(old.on(SipEvent.Hangup.class, hangup -> hungUp()));
        subscriptions.add(old.on(SipEvent.Notify.class, this::notified));
        synchronized (this) {
            line = attached();
        }
        CompletableFuture<Continued> outcome = orElse(line().thenCompose(first -> replace(replaced)), failure -> {
            line().thenAccept(ReplacementLine::end);
            return rethrown(failure);
        });
        return orElse(outcome, failure -> endOld().thenCompose(gone -> ReplacementLine.failed(message(failure))))
                .whenComplete((done, failure) -> subscriptions.forEach(Subscription::close));
    }

    private CompletableFuture<ReplacementLine> attached() {
        return ReplacementLine.beside(old, settings).thenApply(attached -> {
            subscriptions.add(attached.sip.on(SipEvent.IncomingCall.class, incoming -> came(attached, incoming)));
            return attached;
        });
    }

    private synchronized CompletableFuture<ReplacementLine> line() {
        return line;
    }

    private CompletableFuture<Continued> replace(SipState.SipCall replaced) {
        return orElse(
                        refer().thenCompose(came ->
                                came.line().accept(came.incoming()).thenApply(up -> How.TRANSFER)),
                        failure -> callback.isCompletedExceptionally()
                                ? line().thenCompose(caller -> invite(caller, replaced, notCalled(failure)))
                                : rethrown(failure))
                .thenCompose(how -> {
                    Continued continued = new Continued(Duration.ofNanos(System.nanoTime() - begunAt), how);
                    old.limited(settled, "the end of the old call", ENDING);
                    return settled.handle((done, late) -> null)
                            .thenCompose(done -> endOld())
                            .thenApply(gone -> continued);
                });
    }

    /** Asks the other side to call us. */
    private CompletableFuture<Callback> refer() {
        if (hasEnded()) {
            hungUp();
            return callback;
        }
        String account = String.valueOf(old.state().account());
        old.transfer(SipRequest.Transfer.builder()
                        .uri(settings.callback(account, parameter))
                        .build())
                .whenComplete((transferring, failure) -> {
                    if (failure != null) {
                        callback.completeExceptionally(failure);
                    }
                });
        old.limited(callback, "REFER", settings.transferTimeout());
        return callback;
    }

    private void came(ReplacementLine on, SipEvent.IncomingCall incoming) {
        boolean ours = String.valueOf(incoming.callee()).contains(parameter);
        if (!ours || hasEnded() || on.hasRefused() || !callback.complete(new Callback(on, incoming))) {
            refuse(on, incoming);
        }
    }

    /** Until the call has come, another line then waits for it. */
    private synchronized void refuse(ReplacementLine on, SipEvent.IncomingCall incoming) {
        boolean first = !on.hasRefused();
        CompletableFuture<Void> declined = on.refuse(incoming);
        if (first && !callback.isDone()) {
            line = declined.thenCompose(done -> {
                on.end();
                return attached();
            });
        }
    }

    private void notified(SipEvent.Notify notify) {
        String content = String.valueOf(notify.content());
        if (!"refer".equals(notify.eventPackage()) || !content.matches("(?s)SIP/2\\.0 [2-6]\\d\\d.*")) {
            return;
        }
        if (SipText.number(content.substring(8, 11), 0) >= 300) {
            callback.completeExceptionally(
                    new JanusSipCallLostException("the other side could not call: " + content.split("[\r\n]", 2)[0]));
        }
        settled.complete(null);
    }

    /** Has the other side take a call of ours in the old one's place, if we know which one it is there. */
    private CompletableFuture<How> invite(ReplacementLine line, SipState.SipCall replaced, String before) {
        if (hasEnded()) {
            return ReplacementLine.failed(before);
        }
        // A stage of our own: its end is not the end of what the source has given.
        CompletableFuture<List<MissedEvent>> asked = events.get().thenApply(found -> found);
        old.limited(asked, "the source of missed events", settings.transferTimeout());
        return asked.handle((found, failure) -> found == null ? List.<MissedEvent>of() : found)
                .thenCompose(found -> {
                    SipDialog dialog = replaced.callId() == null ? null : SipDialog.in(found, replaced.callId());
                    String target =
                            dialog == null || dialog.remoteTarget() == null ? replaced.peer() : dialog.remoteTarget();
                    if (dialog == null || target == null) {
                        return ReplacementLine.failed(before + "; the tags for an INVITE with Replaces are not known");
                    } else if (hasEnded()) {
                        return ReplacementLine.failed(before + "; it has ended meanwhile");
                    }
                    SipRequest.Call replacing = SipRequest.Call.builder()
                            .uri(target)
                            .headers(dialog.replacingHeaders())
                            .build();
                    return orElse(
                            line.call(replacing).thenApply(up -> How.REPLACES),
                            failure -> ReplacementLine.failed(before + "; INVITE with Replaces: " + message(failure)));
                });
    }

    private void hungUp() {
        callback.completeExceptionally(new JanusSipCallLostException("it has ended meanwhile"));
        settled.complete(null);
        ended.complete(null);
    }

    /** What the handle's state says, which is never behind. Another call may have come to the handle meanwhile. */
    private boolean hasEnded() {
        SipState.SipCall now = old.state().call();
        return now == null
                || call == null
                || (call.callId() != null && !call.callId().equals(now.callId()));
    }

    /** Ends the old call, if the other side has not, and waits for it. */
    private CompletableFuture<Void> endOld() {
        if (hasEnded()) {
            return CompletableFuture.completedFuture(null);
        }
        old.hangupCall().whenComplete((hangingUp, failure) -> {
            if (failure != null) {
                ended.completeExceptionally(failure);
            }
        });
        old.limited(ended, "the end of the old call", BYE_TIMEOUT);
        return ended.handle((done, failure) -> null);
    }

    private String notCalled(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof JanusTimeoutException
                ? "the other side has not called within "
                        + settings.transferTimeout().toMillis() + " ms of a REFER"
                : message(cause);
    }

    private static String message(Throwable failure) {
        return String.valueOf(cause(failure).getMessage());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static <T> CompletableFuture<T> rethrown(Throwable failure) {
        CompletableFuture<T> failed = new CompletableFuture<>();
        failed.completeExceptionally(cause(failure));
        return failed;
    }

    private static <T> CompletableFuture<T> orElse(
            CompletableFuture<T> first, Function<Throwable, CompletableFuture<T>> other) {
        return first.handle((done, failure) -> failure == null ? first : other.apply(failure))
                .thenCompose(next -> next);
    }
}
