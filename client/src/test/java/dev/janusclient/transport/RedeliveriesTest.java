package dev.janusclient.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broker sends a second time, and when it may forget it. */
class RedeliveriesTest {
    private final Redeliveries redeliveries = new Redeliveries();
    private final List<String> acknowledged = new ArrayList<>();

    private Receipt comes(String message) {
        return redeliveries.receipt(message.getBytes(UTF_8), () -> acknowledged.add(message));
    }

    private boolean comesAgain(String message) {
        return redeliveries.isRepeated(message.getBytes(UTF_8), () -> acknowledged.add(message + " again"));
    }

    @Test
    void aMessageIsAcknowledgedOnceItIsHandledAndNotBefore() {
        Receipt receipt = comes("a");
        receipt.taken();
        assertThat(acknowledged).isEmpty();
        receipt.handled();
        assertThat(acknowledged).containsExactly("a");
    }

    @Test
    void whatWasTakenComesNotAgainOnTheNextConnection() {
        comes("a").taken();
        redeliveries.reconnected();
        assertThat(comesAgain("a")).isTrue();
        assertThat(comesAgain("b")).isFalse();
    }

    @Test
    void whatWasNotTakenIsNew() {
        comes("a");
        redeliveries.reconnected();
        assertThat(comesAgain("a")).isFalse();
    }

    @Test
    void aRepeatedOneIsAcknowledgedWithTheFirst() {
        Receipt first = comes("a");
        first.taken();
        redeliveries.reconnected();
        assertThat(comesAgain("a")).isTrue();
        assertThat(acknowledged).isEmpty();
        first.handled();
        assertThat(acknowledged).containsExactly("a", "a again");
    }

    @Test
    void aRepeatedOneThatWasHandledIsAcknowledgedAtOnce() {
        Receipt first = comes("a");
        first.taken();
        first.handled();
        redeliveries.reconnected();
        assertThat(comesAgain("a")).isTrue();
        assertThat(acknowledged).containsExactly("a", "a again");
    }

    @Test
    void equalMessagesAreCounted() {
        comes("a").taken();
        comes("a").taken();
        redeliveries.reconnected();
        assertThat(List.of(comesAgain("a"), comesAgain("a"), comesAgain("a"))).containsExactly(true, true, false);
    }

    @Test
    void onceSomethingNewHasComeWhatEqualsAnOldOneIsNewToo() {
        comes("a").taken();
        redeliveries.reconnected();
        redeliveries.allRepeated();
        assertThat(comesAgain("a")).isFalse();
    }

    @Test
    void onOneConnectionNothingIsRepeated() {
        comes("a").taken();
        assertThat(comesAgain("a")).isFalse();
    }

    @Test
    void onlySoManyAreRemembered() {
        for (int i = 0; i < 10_001; i++) {
            comes(String.valueOf(i)).taken();
        }
        redeliveries.reconnected();
        assertThat(comesAgain("0")).isFalse();
        assertThat(comesAgain("1")).isTrue();
    }

    @Test
    void aListenerThatKnowsNoReceiptsSettlesThemAtOnce() {
        List<String> told = new ArrayList<>();
        TransportListener plain = new TransportListener() {
            @Override
            public void onMessage(byte[] json) {
                told.add(new String(json, UTF_8));
            }

            @Override
            public void onClosed(CloseReason reason) {}
        };
        plain.onMessage("a".getBytes(UTF_8), comes("a"));
        assertThat(told).containsExactly("a");
        assertThat(acknowledged).containsExactly("a");
        redeliveries.reconnected();
        assertThat(comesAgain("a")).isTrue();
    }
}
