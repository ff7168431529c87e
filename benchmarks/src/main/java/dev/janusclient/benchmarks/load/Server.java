// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A stub, as a process of its own. */
public final class Server implements AutoCloseable {
    private final LoadProcess process;
    private final URI uri;

    private Server(LoadProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts a stub.
     *
     * @param writes {@code each} message by itself, as Janus does, or {@code batched}
     */
    public static Server stub(String writes) throws IOException {
        LoadProcess process = LoadProcess.start("stub", List.of(Places.nativeProgram("stub"), writes));
        return new Server(process, URI.create("ws://127.0.0.1:" + process.line()));
    }

    /** Where it listens. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.close();
    }
}
