// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.testkit.JanusServer;
import java.net.URI;

/** The real Janus, told to say little. */
final class RealJanus implements AutoCloseable {
    private static final int QUIET = 2;
    private static final int SESSION_SECONDS = 600;

    private final JanusServer server;

    private RealJanus(JanusServer server) {
        this.server = server;
    }

    /** The bare clients send no keepalives, and wait for their turn longer than a session lasts by default. */
    static RealJanus start() {
        return new RealJanus(JanusServer.builder()
                .sessionTimeout(SESSION_SECONDS)
                .reclaimSessionTimeout(60)
                .logLevel(QUIET)
                .start());
    }

    URI uri() {
        return server.uri();
    }

    long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "real Janus";
    }
}
