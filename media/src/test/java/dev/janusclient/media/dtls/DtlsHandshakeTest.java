// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.media.srtp.SrtpKeys;
import dev.janusclient.media.srtp.SrtpProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsHandshakeTest {
    /** Much longer than the test waits. */
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private static SrtpKeys run(DtlsHandshake handshake, CountDownLatch begun) {
        begun.countDown();
        try {
            return handshake.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsWhenItIsAbandonedAndNotWithItsTimeLimit(boolean client) throws InterruptedException {
        DtlsIdentity identity = DtlsIdentity.create();
        DtlsHandshake handshake = new DtlsHandshake(
                identity, client, identity.fingerprint(), List.of(SrtpProfile.values()), TIMEOUT, datagram -> {});
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<SrtpKeys> result = CompletableFuture.supplyAsync(() -> run(handshake, begun));
        begun.await();
        handshake.abandon();

        assertThatThrownBy(() -> result.orTimeout(60, TimeUnit.SECONDS).join())
                .hasRootCauseMessage("the handshake was abandoned");
    }
}
