// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FrameRecorderTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final TransportOptions OPTIONS =
            new TransportOptions(SHORT, Duration.ZERO, Duration.ZERO, 1000, 1000);

    @Test
    void writesDownWhatPassesAndKnowsWhatNobodyLookedAt() {
        FrameRecorder recorder = new FrameRecorder(new Echo());
        JanusTransport transport =
                recorder.connect(URI.create("echo://x"), OPTIONS, new Nobody()).join();
        transport.send("one".getBytes(StandardCharsets.UTF_8));
        transport.send("two".getBytes(StandardCharsets.UTF_8));

        assertThat(recorder.sent()).containsExactly("one", "two");
        assertThat(recorder.received()).containsExactly("one", "two");
        assertThat(recorder.awaitSent("two"::equals, SHORT).direction()).isEqualTo(FrameRecorder.Direction.SENT);
        assertThat(recorder.takeSent(SHORT).text()).isEqualTo("one");
        assertThat(recorder.takeReceived(SHORT).text()).isEqualTo("one");
        assertThat(recorder.takeSent(SHORT).text()).isEqualTo("two");
        assertThatThrownBy(recorder::assertExhausted)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("RECEIVED two");
        assertThat(recorder.takeReceived(SHORT).text()).isEqualTo("two");
        recorder.assertExhausted();

        assertThatThrownBy(() -> recorder.awaitReceived("three"::equals, SHORT)).hasMessageContaining("SENT one");
        transport.close();
        assertThat(recorder.closes()).hasSize(1);
    }

    private static final class Nobody implements TransportListener {
        @Override
        public void onMessage(byte[] json) {}

        @Override
        public void onClosed(CloseReason reason) {}
    }

    private static final class Echo implements TransportFactory {
        @Override
        public Set<String> schemes() {
            return Set.of("echo");
        }

        @Override
        public CompletableFuture<JanusTransport> connect(
                URI uri, TransportOptions options, TransportListener listener) {
            return CompletableFuture.completedFuture(new JanusTransport() {
                @Override
                public void send(byte[] json) {
                    listener.onMessage(json);
                }

                @Override
                public void close() {
                    listener.onClosed(new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "closed", null));
                }
            });
        }
    }
}
