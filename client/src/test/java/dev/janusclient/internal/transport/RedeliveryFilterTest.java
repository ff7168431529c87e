// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.TransportListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broker sends a second time, and when it may forget it. */
class RedeliveryFilterTest {
    private final RedeliveryFilter redelivery = new RedeliveryFilter();
    private final List<String> acknowledged = new ArrayList<>();

    private Acknowledgement comes(String message) {
        return redelivery.acknowledgement(message.getBytes(UTF_8), () -> acknowledged.add(message));
    }

    private boolean comesAgain(String message) {
        return redelivery.isRepeated(message.getBytes(UTF_8), () -> acknowledged.add(message + " again"));
    }

    @Test
    void aMessageIsAcknowledgedOnceItIsHandledAndNotBefore() {
        Acknowledgement receipt = comes("a");
        receipt.received();
        assertThat(acknowledged).isEmpty();
        receipt.processed();
        assertThat(acknowledged).containsExactly("a");
    }

    @Test
    void whatWasTakenComesNotAgainOnTheNextConnection() {
        comes("a").received();
        redelivery.reconnected();
        assertThat(comesAgain("a")).isTrue();
        assertThat(comesAgain("b")).isFalse();
    }

    @Test
    void whatWasNotTakenIsNew() {
        comes("a");
        redelivery.reconnected();
        assertThat(comesAgain("a")).isFalse();
    }

    @Test
    void aRepeatedOneIsAcknowledgedWithTheFirst() {
        Acknowledgement first = comes("a");
        first.received();
        redelivery.reconnected();
        assertThat(comesAgain("a")).isTrue();
        assertThat(acknowledged).isEmpty();
        first.processed();
        assertThat(acknowledged).containsExactly("a", "a again");
    }

    @Test
    void aRepeatedOneThatWasHandledIsAcknowledgedAtOnce() {
        Acknowledgement first = comes("a");
        first.received();
        first.processed();
        redelivery.reconnected();
        assertThat(comesAgain("a")).isTrue();
        assertThat(acknowledged).containsExactly("a", "a again");
    }

    @Test
    void equalMessagesAreCounted() {
        comes("a").received();
        comes("a").received();
        redelivery.reconnected();
        assertThat(List.of(comesAgain("a"), comesAgain("a"), comesAgain("a"))).containsExactly(true, true, false);
    }

    @Test
    void onceSomethingNewHasComeWhatEqualsAnOldOneIsNewToo() {
        comes("a").received();
        redelivery.reconnected();
        redelivery.allRepeated();
        assertThat(comesAgain("a")).isFalse();
    }

    @Test
    void onOneConnectionNothingIsRepeated() {
        comes("a").received();
        assertThat(comesAgain("a")).isFalse();
    }

    @Test
    void onlySoManyAreRemembered() {
        for (int i = 0; i < 10_001; i++) {
            comes(String.valueOf(i)).received();
        }
        redelivery.reconnected();
        assertThat(comesAgain("0")).isFalse();
        assertThat(comesAgain("1")).isTrue();
    }

    @Test
    void aListenerThatKnowsNoReceiptsSettlesThemAtOnce() {
        List<String> delivered = new ArrayList<>();
        TransportListener plain = new TransportListener() {
            @Override
            public void onMessage(byte[] json) {
                delivered.add(new String(json, UTF_8));
            }

            @Override
            public void onClosed(CloseReason reason) {}
        };
        plain.onMessage("a".getBytes(UTF_8), comes("a"));
        assertThat(delivered).containsExactly("a");
        assertThat(acknowledged).containsExactly("a");
        redelivery.reconnected();
        assertThat(comesAgain("a")).isTrue();
    }
}
