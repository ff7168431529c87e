// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import org.jspecify.annotations.Nullable;

/** The sources of one direction. Only an authenticated packet makes one; there are at most {@value #MAX}, then the oldest goes. */
final class ReceivedStreams {
    private static final int MAX = 8;

    private final @Nullable ReceivedStream[] streams = new ReceivedStream[MAX];
    private int made;

    @Nullable ReceivedStream find(int ssrc) {
        for (ReceivedStream stream : streams) {
            if (stream != null && stream.ssrc == ssrc) {
                return stream;
            }
        }
        return null;
    }

    ReceivedStream add(int ssrc) {
        ReceivedStream stream = new ReceivedStream(ssrc);
        streams[made % MAX] = stream;
        made++;
        return stream;
    }
}
