// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

/** The contract over WebSocket. */
class WebSocketTest extends TransportContract {
    WebSocketTest() {
        super(Way.WEB_SOCKET);
    }
}
