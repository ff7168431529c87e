// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Two agents with a network between them, whose clock is moved by hand. */
class IceAgentTest {
    private static final long MILLI = 1_000_000;
    private static final long TURN = 20 * MILLI;
    private static final InetSocketAddress ALICE = new InetSocketAddress("192.0.2.1", 1_000);
    private static final InetSocketAddress BOB = new InetSocketAddress("192.0.2.2", 2_000);
    private static final InetSocketAddress UNREACHABLE = new InetSocketAddress("192.0.2.3", 3_000);

    @SuppressWarnings("ArrayRecordComponent") // Nothing compares them.
    private record Datagram(byte[] bytes, InetSocketAddress from, InetSocketAddress to) {}

    private final Deque<Datagram> network = new ArrayDeque<>();
    private final IceAgent alice = agent(ALICE, true, -2);
    private IceAgent bob = agent(BOB, false, 1);
    private Predicate<Datagram> lost = datagram -> false;
    private long now = -500 * MILLI;
    private int sent;

    private IceAgent agent(InetSocketAddress address, boolean controlling, long tieBreaker) {
        return new IceAgent(
                (bytes, to) -> network.add(new Datagram(bytes, address, to)),
                IceCredentials.random(),
                controlling,
                1_000,
                tieBreaker);
    }

    private void exchangeCredentials() {
        alice.remote(bob.local(), now);
        bob.remote(alice.local(), now);
    }

    private void run(long millis) {
        for (long end = now + millis * MILLI; now < end; now += TURN) {
            alice.check(now);
            bob.check(now);
            deliver();
        }
    }

    private void deliver() {
        while (!network.isEmpty()) {
            Datagram datagram = network.remove();
            sent++;
            if (lost.test(datagram)) {
                continue;
            }
            StunMessage message = Objects.requireNonNull(StunMessage.parse(datagram.bytes, 0, datagram.bytes.length));
            if (datagram.to.equals(ALICE)) {
                alice.receive(message, datagram.from, now);
            } else if (datagram.to.equals(BOB)) {
                bob.receive(message, datagram.from, now);
            }
        }
    }

    private void assertConnected() {
        assertThat(alice.isConnected()).isTrue();
        assertThat(alice.target()).isEqualTo(BOB);
        assertThat(bob.isConnected()).isTrue();
        assertThat(bob.target()).isEqualTo(ALICE);
    }

    @Test
    void connectsInTheFirstTurnIfBothKnowEachOther() {
        exchangeCredentials();
        alice.add(new Candidate("1", 1, BOB, "host"), now);
        run(20);
        assertConnected();
    }

    @Test
    void learnsAnAddressThatNoCandidateNamed() {
        exchangeCredentials();
        bob.add(new Candidate("1", 1, ALICE, "host"), now);
        run(20);
        assertConnected();
    }

    @Test
    void answersChecksThatComeBeforeTheDescription() {
        bob.remote(alice.local(), now);
        bob.add(new Candidate("1", 1, ALICE, "host"), now);
        run(100);
        assertThat(alice.isConnected()).isFalse();
        assertThat(bob.isConnected()).as("its checks are answered").isTrue();
        alice.remote(bob.local(), now);
        run(20);
        assertConnected();
    }

    @Test
    void goesOnAskingWhileDatagramsAreLost() {
        Random random = new Random(1);
        lost = datagram -> random.nextBoolean();
        exchangeCredentials();
        alice.add(new Candidate("1", 1, UNREACHABLE, "host"), now);
        alice.add(new Candidate("2", 1, BOB, "host"), now);
        run(10_000);
        assertConnected();
    }

    @Test
    void asksLessOftenTheLongerNobodyAnswers() {
        alice.remote(bob.local(), now);
        alice.add(new Candidate("1", 1, UNREACHABLE, "host"), now);
        run(30_000);
        assertThat(sent).isBetween(30, 50);
    }

    @Test
    void ofTwoThatControlTheLargerTieBreakerStays() {
        bob = agent(BOB, true, 1);
        exchangeCredentials();
        alice.add(new Candidate("1", 1, BOB, "host"), now);
        bob.add(new Candidate("1", 1, ALICE, "host"), now);
        run(200);
        assertConnected();
        // As unsigned numbers -2 is larger than 1: Bob's later checks are those of who is controlled.
        run(6_000);
        assertThat(network).isEmpty();
        bob.check(now + 10_000 * MILLI);
        StunMessage check =
                Objects.requireNonNull(StunMessage.parse(network.element().bytes, 0, network.element().bytes.length));
        assertThat(check.has(StunMessage.CONTROLLED)).isTrue();
    }

    @Test
    void ofTwoThatAreControlledOneTakesOver() {
        bob = agent(BOB, false, 1);
        alice.controlling(false);
        exchangeCredentials();
        alice.add(new Candidate("1", 1, BOB, "host"), now);
        run(200);
        assertConnected();
    }

    @Test
    void changesNothingForWhoDoesNotKnowThePassword() {
        IceAgent stranger = agent(BOB, true, -1);
        IceCredentials guessed = new IceCredentials(alice.local().ufrag(), "not_the_password_of_Alice");
        alice.remote(bob.local(), now);
        stranger.remote(guessed, now);
        stranger.add(new Candidate("1", 1, ALICE, "host"), now);
        deliver();
        assertThat(alice.isConnected()).isFalse();
        assertThat(sent).as("the stranger gets no answer").isEqualTo(1);
    }

    @Test
    void noticesWhetherTheOtherSideStillAnswers() {
        exchangeCredentials();
        alice.add(new Candidate("1", 1, BOB, "host"), now);
        run(60_000);
        assertThat(now - alice.lastAnswer()).isLessThan(6_000 * MILLI);
        lost = datagram -> true;
        run(30_000);
        assertThat(now - alice.lastAnswer()).isGreaterThan(24_000 * MILLI);
    }

    @Test
    void anotherProcessGoesOnWithTheCredentialsFromAnotherAddress() {
        exchangeCredentials();
        alice.add(new Candidate("1", 1, BOB, "host"), now);
        run(1_000);
        InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.9", 9);
        IceAgent heir = new IceAgent(
                (bytes, to) -> network.add(new Datagram(bytes, elsewhere, to)), alice.local(), true, 1_001, -1);
        heir.remote(bob.local(), now);
        heir.add(new Candidate("1", 1, BOB, "host"), now);
        Datagram check = network.remove();
        bob.receive(Objects.requireNonNull(StunMessage.parse(check.bytes, 0, check.bytes.length)), check.from, now);
        assertThat(check.to).isEqualTo(BOB);
        Datagram answer = network.remove();
        heir.receive(Objects.requireNonNull(StunMessage.parse(answer.bytes, 0, answer.bytes.length)), answer.from, now);

        assertThat(heir.isConnected()).isTrue();
    }

    @Test
    void afterARestartOnlyTheNewCredentialsCount() {
        exchangeCredentials();
        alice.add(new Candidate("1", 1, BOB, "host"), now);
        run(100);
        IceCredentials before = alice.local();
        alice.restart(IceCredentials.random());
        assertThat(alice.isConnected()).isFalse();
        assertThat(alice.target()).as("media goes on meanwhile").isEqualTo(BOB);
        assertThat(alice.local()).isNotEqualTo(before);

        bob.restart(IceCredentials.random());
        exchangeCredentials();
        bob.add(new Candidate("1", 1, ALICE, "host"), now);
        run(100);
        assertConnected();
    }
}
