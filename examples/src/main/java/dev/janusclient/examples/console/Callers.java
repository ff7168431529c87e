// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.console;

import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Telephones that call some users again and again, each its own, until they are closed. */
final class Callers implements AutoCloseable {
    private static final int TALK_SECONDS = 40;
    private static final int PAUSE_SECONDS = 5;
    private static final double HERTZ = 1_000;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService telephones;

    Callers(SipRegistrar registrar, List<String> users) {
        telephones = Executors.newFixedThreadPool(users.size());
        for (int i = 0; i < users.size(); i++) {
            String user = users.get(i);
            // Not all at once: then there are always some that ring and some that talk.
            int wait = 1 + i * (TALK_SECONDS + PAUSE_SECONDS) / users.size();
            telephones.execute(() -> use(registrar.awaitContact(user), wait));
        }
    }

    private void use(String contact, int firstWait) {
        int wait = firstWait;
        while (!isOver(wait)) {
            wait = PAUSE_SECONDS;
            try {
                call(contact);
            } catch (IllegalStateException e) {
                // The far end did not do what was expected, for example as this is being closed: the next call.
            }
        }
    }

    private void call(String contact) {
        String address = PrivateNetwork.address();
        try (RtpTonePeer telephone = new RtpTonePeer(address, HERTZ);
                SipCaller caller = SipCaller.call(contact, SipMedia.of(telephone))) {
            if (caller.awaitFinalStatus() == 200 && !isOver(TALK_SECONDS)) {
                caller.hangUp();
            }
        }
    }

    private boolean isOver(int seconds) {
        try {
            return over.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        over.countDown();
        telephones.shutdownNow();
    }
}
