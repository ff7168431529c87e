// SPDX-License-Identifier: Apache-2.0

import dev.janusclient.JanusClient;
import dev.janusclient.error.JanusConnectException;
import java.util.concurrent.CompletionException;

/** Finds its transport, and reports that there is no Janus on a port where none can be. */
public class Consumer {
    public static void main(String[] arguments) {
        String uri = "ws://localhost:1";
        try (JanusClient janus = JanusClient.create(uri)) {
            System.out.println("client for " + uri);
            janus.createSession().join();
        } catch (CompletionException e) {
            System.out.println("not connected: "
                    + (e.getCause() instanceof JanusConnectException ? "connection refused" : e.getCause()));
        }
    }
}
