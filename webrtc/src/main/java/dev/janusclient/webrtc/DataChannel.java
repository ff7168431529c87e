// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A data channel of a {@link JanusPeer}. Any thread may call; listeners run one at a time on the peer's executor for
 * callbacks, and what arrives before the first listener waits for it.
 */
public final class DataChannel {
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

    private final PeerThread thread;
    private final String label;
    private final CompletableFuture<Void> opened;
    private final Events<String> texts;
    private final Events<byte[]> binaries;
    private final Events<Boolean> ends;

    // Set once, perhaps on a native thread; used on the peer's thread only.
    private volatile @Nullable RTCDataChannel channel;

    DataChannel(PeerThread thread, String label, Duration openTimeout) {
        this.thread = thread;
        this.label = label;
        this.opened = thread.promise("opening the data channel '" + label + "'", openTimeout);
        this.texts = new Events<>(thread);
        this.binaries = new Events<>(thread);
        this.ends = new Events<>(thread);
    }

    /** Its name. */
    public String label() {
        return label;
    }

    /** Completes when both sides may send; fails if that is not so within the connect timeout. */
    public CompletableFuture<Void> opened() {
        return thread.handOut(opened);
    }

    /**
     * Sends a text.
     *
     * @return completes when libwebrtc has taken it; fails if the channel is not open
     */
    public CompletableFuture<Void> send(String text) {
        return send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    /**
     * Sends bytes.
     *
     * @return completes when libwebrtc has taken them; fails if the channel is not open
     */
    public CompletableFuture<Void> send(byte[] bytes) {
        return send(ByteBuffer.wrap(bytes.clone()), true);
    }

    /** Adds a listener for texts. */
    public void onText(Consumer<String> listener) {
        texts.on(listener);
    }

    /** Adds a listener for bytes. */
    public void onBinary(Consumer<byte[]> listener) {
        binaries.on(listener);
    }

    /** Adds a listener that runs when either side has closed the channel. */
    public void onClosed(Runnable listener) {
        ends.on(end -> listener.run());
    }

    /** Closes the channel, not the connection. */
    public void close() {
        thread.execute(() -> {
            if (channel != null) {
                channel.close();
            }
        });
    }

    private CompletableFuture<Void> send(ByteBuffer data, boolean binary) {
        CompletableFuture<Void> sent = thread.promise("sending on the data channel '" + label + "'", SEND_TIMEOUT);
        thread.execute(() -> {
            try {
                if (channel == null || channel.getState() != RTCDataChannelState.OPEN) {
                    throw new WebRtcException("the data channel '" + label + "' is not open");
                }
                channel.send(new RTCDataChannelBuffer(data, binary));
                sent.complete(null);
            } catch (WebRtcException e) {
                sent.completeExceptionally(e);
            } catch (Exception | Error e) {
                sent.completeExceptionally(new WebRtcException("sending on the data channel '" + label + "'", e));
            }
        });
        return thread.handOut(sent);
    }

    /** Takes the native channel; for one that the other side made, on the native thread that announces it. */
    void bind(RTCDataChannel made) {
        channel = made;
        made.registerObserver(new RTCDataChannelObserver() {
            @Override
            public void onBufferedAmountChange(long previousAmount) {}

            @Override
            public void onStateChange() {
                thread.execute(DataChannel.this::stateChanged);
            }

            @Override
            public void onMessage(RTCDataChannelBuffer buffer) {
                // The memory is the native side's and ends with this call.
                byte[] bytes = new byte[buffer.data.remaining()];
                buffer.data.get(bytes);
                if (buffer.binary) {
                    binaries.emit(bytes);
                } else {
                    texts.emit(new String(bytes, StandardCharsets.UTF_8));
                }
            }
        });
        thread.execute(this::stateChanged);
    }

    void failed(Throwable failure) {
        opened.completeExceptionally(new WebRtcException("creating the data channel '" + label + "'", failure));
    }

    /** Frees the native channel, on the peer's thread. */
    void dispose() {
        if (channel != null) {
            channel.unregisterObserver();
            channel.close();
            channel.dispose();
            channel = null;
        }
    }

    private void stateChanged() {
        if (channel == null) {
            return;
        }
        RTCDataChannelState state = channel.getState();
        if (state == RTCDataChannelState.OPEN) {
            opened.complete(null);
        } else if (state == RTCDataChannelState.CLOSED) {
            opened.completeExceptionally(new WebRtcException("the data channel '" + label + "' was closed"));
            ends.emit(true);
        }
    }
}
