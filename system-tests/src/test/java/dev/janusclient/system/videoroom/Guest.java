// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.janusclient.CoreEvent;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One video room handle and everything it told, with waits that have an end. */
final class Guest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JanusVideoRoomPlugin handle;
    private final List<Object> received = new ArrayList<>();
    private final List<Object> untaken = new ArrayList<>();

    Guest(JanusVideoRoomPlugin handle) {
        this.handle = handle;
        handle.on(VideoRoomEvent.class, this::add);
        handle.on(CoreEvent.class, this::add);
    }

    JanusVideoRoomPlugin handle() {
        return handle;
    }

    /** Our id in the room. */
    JanusId id() {
        return Objects.requireNonNull(handle.state().id());
    }

    VideoRoomPublisher join(JanusId room, String display) {
        return done(handle.joinAsPublisher(room, display));
    }

    /** Joins and publishes with a peer's offer, until media can flow. */
    VideoRoomPublisher publish(JanusId room, String display, JanusPeer peer, OfferOptions media) {
        VideoRoomPublisher publisher = join(room, display);
        accept(peer, done(publisher.publish(done(peer.offer(media)))).jsep());
        // Others are told of a publisher only now.
        await(CoreEvent.WebRtcUp.class);
        return publisher;
    }

    /** Takes the plugin's answer, until media can flow. */
    static void accept(JanusPeer peer, @Nullable Jsep answer) {
        done(peer.acceptAnswer(Objects.requireNonNull(answer)));
        done(peer.connected());
    }

    /** Joins and receives publishers, until media can flow. */
    VideoRoomSubscriber receive(JanusId room, JanusPeer peer, JanusId... feeds) {
        VideoRoomSubscriber subscriber = done(handle.joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, feeds)));
        answer(subscriber, peer);
        done(peer.connected());
        await(CoreEvent.WebRtcUp.class);
        return subscriber;
    }

    /** Answers the offer that waits. */
    static void answer(VideoRoomSubscriber subscriber, JanusPeer peer) {
        done(subscriber.start(done(peer.answer(subscriber.offer().orElseThrow()))));
        assertThat(subscriber.offer()).isEmpty();
    }

    /** Waits for an event that no wait has taken yet, the oldest first; also one that has been told already. */
    <E> E await(Class<E> type) {
        return await(type, event -> true);
    }

    /** The same for an event that also fits. */
    synchronized <E> E await(Class<E> type, Predicate<? super E> wanted) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            for (Iterator<Object> rest = untaken.iterator(); rest.hasNext(); ) {
                Object event = rest.next();
                if (type.isInstance(event) && wanted.test(type.cast(event))) {
                    rest.remove();
                    return type.cast(event);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no " + type.getSimpleName() + " came; told were " + received);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** Everything told so far. */
    synchronized List<Object> received() {
        return List.copyOf(received);
    }

    /** What a future gives, understood to its last member. */
    static <T> T done(CompletableFuture<T> future) {
        T value = future.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(extras(value)).as("members of %s without a place", value).isEmpty();
        return value;
    }

    /** Why a future failed. */
    static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown =
                catchThrowable(() -> future.orTimeout(20, TimeUnit.SECONDS).join());
        assertThat(thrown).as("the failure of a request").isInstanceOf(CompletionException.class);
        return Objects.requireNonNull(thrown.getCause());
    }

    /** Asserts that the plugin refused a request, and how. */
    static void refused(VideoRoomErrorCode code, CompletableFuture<?> future) {
        JanusPluginException refusal = (JanusPluginException) assertThat(failure(future))
                .isInstanceOf(JanusPluginException.class)
                .actual();
        assertThat(refusal.codeName()).as(refusal.getMessage()).isEqualTo(code.name());
        assertThat(refusal.code()).isEqualTo(code.code());
        assertThat(refusal.reason()).isNotBlank();
    }

    /** Asserts that every event told so far was understood to its last member. */
    void assertAllUnderstood() {
        for (Object event : received()) {
            assertThat(event)
                    .isNotInstanceOfAny(
                            VideoRoomEvent.Unknown.class, CoreEvent.Unknown.class, CoreEvent.EventsDropped.class);
            assertThat(extras(event)).as("members of %s without a place", event).isEmpty();
        }
    }

    /** The members that no component took, at any depth. */
    private static List<String> extras(@Nullable Object value) {
        List<String> names = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> names.addAll(extras(element)));
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                try {
                    Object part = component.getAccessor().invoke(value);
                    if (component.getName().equals("extra") && part instanceof Map<?, ?> extra) {
                        extra.keySet().forEach(name -> names.add(name.toString()));
                    } else {
                        names.addAll(extras(part));
                    }
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError("the members of " + value + " can't be read", e);
                }
            }
        }
        return names;
    }

    private synchronized void add(Object event) {
        received.add(event);
        untaken.add(event);
        notifyAll();
    }
}
