// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.TransportListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** An application that takes every event and then has no time to do anything about it. */
final class RecordingListener implements TransportListener {
    private final List<String> heard = new ArrayList<>();

    /** An answer, perhaps to somebody else. */
    @Override
    public void onMessage(byte[] json) {}

    @Override
    public synchronized void onMessage(byte[] json, Acknowledgement receipt) {
        heard.add(new String(json, StandardCharsets.UTF_8));
        receipt.received();
    }

    @Override
    public void onClosed(CloseReason reason) {}

    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    void await(int count) {
        Awaitility.await().atMost(Soon.AT_MOST).until(() -> heard().size() >= count);
    }
}
