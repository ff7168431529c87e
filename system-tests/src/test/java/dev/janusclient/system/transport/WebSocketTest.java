package dev.janusclient.system.transport;

/** The contract over WebSocket. */
class WebSocketTest extends TransportContract {
    WebSocketTest() {
        super(Way.WEB_SOCKET);
    }
}
