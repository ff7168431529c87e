// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.admin.SignedToken;
import dev.janusclient.message.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Whoever gives a client its signed tokens, and remembers them. */
final class Tokens implements Supplier<Secret> {
    static final Secret KEY = Secret.of("of the tokens");

    private final Supplier<Secret> renewed;
    private final List<Secret> given = new CopyOnWriteArrayList<>();
    private volatile @Nullable Secret held;

    Tokens(Duration life, String... plugins) {
        renewed = SignedToken.renewing(KEY, life, Clock.systemUTC(), plugins);
    }

    @Override
    public Secret get() {
        Secret old = held;
        if (old != null) {
            return old;
        }
        Secret token = renewed.get();
        if (!given.contains(token)) {
            given.add(token);
        }
        return token;
    }

    Secret first() {
        return given.get(0);
    }

    /** Returns once a token is good no more, and another one has been asked for. */
    void awaitExpiryOf(Secret token) {
        Awaitility.await()
                .atMost(Soon.AT_MOST)
                .until(() -> isExpired(token) && !given.get(given.size() - 1).equals(token));
    }

    /** Gives the same token for ever from now on; returns once that is expired. */
    void stopRenewing() {
        Secret last = given.get(given.size() - 1);
        held = last;
        Awaitility.await().atMost(Soon.AT_MOST).until(() -> isExpired(last));
    }

    void renewAgain() {
        held = null;
    }

    private static boolean isExpired(Secret token) {
        return SignedToken.check(token, KEY, SignedToken.JANUS, Clock.systemUTC()) == SignedToken.Verdict.EXPIRED;
    }
}
