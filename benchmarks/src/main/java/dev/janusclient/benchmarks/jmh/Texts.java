// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

import java.nio.charset.StandardCharsets;

/** What Janus says, laid out as it does by default. */
final class Texts {
    static final String EXISTS =
            """
            {
               "janus": "success",
               "session_id": %1$s,
               "transaction": "%3$s",
               "sender": %2$s,
               "plugindata": {
                  "plugin": "janus.plugin.videoroom",
                  "data": {
                     "videoroom": "success",
                     "room": 1234,
                     "exists": true
                  }
               }
            }""";

    static final String TALKING =
            """
            {
               "janus": "event",
               "session_id": %1$s,
               "sender": %2$s,
               "plugindata": {
                  "plugin": "janus.plugin.videoroom",
                  "data": {
                     "videoroom": "talking",
                     "room": 1234,
                     "id": 7310442891276125,
                     "mindex": 0,
                     "mid": "0",
                     "audio-level-dBov-avg": 36.5
                  }
               }
            }""";

    static final String PUBLISHERS =
            """
            {
               "janus": "event",
               "session_id": %1$s,
               "sender": %2$s,
               "plugindata": {
                  "plugin": "janus.plugin.videoroom",
                  "data": {
                     "videoroom": "event",
                     "room": 1234,
                     "publishers": [
                        {
                           "id": 7310442891276125,
                           "display": "ann",
                           "dummy": false,
                           "streams": [
                              {
                                 "type": "audio",
                                 "mindex": 0,
                                 "mid": "0",
                                 "codec": "opus"
                              }
                           ],
                           "talking": false
                        }
                     ]
                  }
               }
            }""";

    static final String MADE =
            "{\"janus\":\"success\",\"session_id\":%1$s,\"transaction\":\"%3$s\",\"data\":{\"id\":%4$s}}";

    static final String ACK = "{\"janus\":\"ack\",\"session_id\":%1$s,\"transaction\":\"%3$s\"}";

    static final String INFO = "{\"janus\":\"server_info\",\"transaction\":\"%3$s\",\"name\":\"Janus WebRTC Server\","
            + "\"version\":1102,\"version_string\":\"1.1.2\",\"session-timeout\":60,\"reclaim-session-timeout\":60,"
            + "\"server-name\":\"Loopback\"}";

    private Texts() {}

    /** A text of the loopback's session and handle. */
    static byte[] of(String text, String transaction, String id) {
        return String.format(text, Loopback.SESSION, Loopback.HANDLE, transaction, id)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(String text, String transaction) {
        return of(text, transaction, "");
    }
}
