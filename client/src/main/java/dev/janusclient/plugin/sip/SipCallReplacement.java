// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.PeerConnection;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with an answered call whose PeerConnection was another process's and is gone, as those of browsers and of libwebrtc: by
 * another call between the same two, which takes its place.
 *
 * <pre>{@code
 * Reclaim.with(janus)
 *         .replaceCalls(SipCallReplacement.with(line -> JanusPeer.create()))
 *         .take(ticket);
 * }</pre>
 *
 * <p>A new handle, a helper of the same account, has the new call. What is tried, in this order:
 * <ol>
 *   <li>The other side is asked to call us (REFER, RFC 3515). Its call is known by a parameter of the address that it calls.
 *   <li>If it does not, it is sent an {@code INVITE} with {@code Replaces} and {@code Require: replaces} (RFC 3891), if a source of missed
 *       events knows the dialog's tags: an {@code EventJournal} does.
 *   <li>Otherwise the call is lost.
 * </ol>
 *
 * <p>In the end there is one call or none: the old one is ended as soon as the new one has media, and also if there is none. Other
 * calls to the account that come meanwhile are refused, as they were before. If the other side ends the old call meanwhile, nothing is gone on with.
 *
 * <p>The old handle stays, with its account: the helper ends with it. Detach the helper when its call is over; until then it also
 * receives the account's next incoming call while the old handle has one. The old handle's {@link SipEvent.Notify} and {@link
 * SipEvent.Hangup} meanwhile count as received, also if the application does not listen yet.
 *
 * <p>Immutable and thread-safe.
 */
public final class SipCallReplacement {
    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(5);

    private final Function<JanusSipPlugin, ? extends PeerConnection> media;
    private final @Nullable String address;
    private final Duration transferTimeout;

    private SipCallReplacement(
            Function<JanusSipPlugin, ? extends PeerConnection> media,
            @Nullable String address,
            Duration transferTimeout) {
        this.media = media;
        this.address = address;
        this.transferTimeout = transferTimeout;
    }

    /**
     * With a time limit of five seconds for the other side to call us.
     *
     * @param media makes the PeerConnection of a new call; it is passed the handle that has the call. Called where the client's futures
     *     complete, at most once for each call. It is closed if nothing comes of the call
     */
    public static SipCallReplacement with(Function<JanusSipPlugin, ? extends PeerConnection> media) {
        return new SipCallReplacement(media, null, TRANSFER_TIMEOUT);
    }

    /**
     * The same with another address under which the other side can call us.
     *
     * @param uri a SIP URI without headers; the account's own if this is not called
     */
    public SipCallReplacement reachableAt(String uri) {
        return new SipCallReplacement(media, uri, transferTimeout);
    }

    /** The same with another time limit for the other side to call us, counted from the request. Janus does not report a refusal. */
    public SipCallReplacement transferTimeout(Duration limit) {
        return new SipCallReplacement(media, address, limit);
    }

    /**
     * Replaces a handle's call; {@code Reclaim.replaceCalls} does so for all handles of a session.
     *
     * @param events asks what event handlers were sent, if that is needed
     * @return how, and how long it took from now until media could flow; fails with {@link JanusSipCallLostException} if the call is
     *     over
     */
    public CompletableFuture<MediaRecovery.Continued> replace(
            JanusSipPlugin handle, Supplier<CompletableFuture<List<MissedEvent>>> events) {
        return new ReplacedCall(this, handle, events).run();
    }

    PeerConnection peerConnection(JanusSipPlugin line) {
        return media.apply(line);
    }

    /** Under which the other side can call an account, with a parameter by which its call is known. */
    String callback(String account, String parameter) {
        return (address == null ? account : address) + ";" + parameter;
    }

    Duration transferTimeout() {
        return transferTimeout;
    }
}
