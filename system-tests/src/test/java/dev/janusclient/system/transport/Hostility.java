// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.system.transport.HostileServer.Script;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * What a server may do that is not Janus, or not any more: one row of a table.
 *
 * @param name what failures call it
 * @param opens whether the transport opens before it happens
 * @param isKept whether a client that went on reading would have to keep what it reads
 */
record Hostility(String name, boolean opens, boolean isKept, Script script) {
    private static final String PONG = "{\"janus\":\"pong\",\"transaction\":\"http-ping\"}";

    private static Hostility beforeOpen(String name, Script script) {
        return new Hostility(name, false, true, script);
    }

    private static Hostility afterOpen(String name, Script script) {
        return new Hostility(name, true, true, script);
    }

    private Hostility discarded() {
        return new Hostility(name, opens, false, script);
    }

    /** After a WebSocket's handshake. */
    private static Hostility frames(String name, Script script) {
        return afterOpen(name, talk -> {
            talk.handshake();
            script.run(talk);
        });
    }

    /** After the first request over HTTP was answered as Janus does. */
    private static Hostility answers(String name, Script script) {
        return afterOpen(name, talk -> {
            talk.readRequest();
            talk.write(response("200 OK", PONG));
            talk.readRequest();
            script.run(talk);
        });
    }

    static String response(String status, String body, String... headers) {
        return "HTTP/1.1 " + status + "\r\n" + String.join("", headers) + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static byte[] garbage() {
        byte[] bytes = new byte[10_000];
        new Random(4).nextBytes(bytes);
        return bytes;
    }

    /** Whatever is spoken. */
    static Hostility[] ofAnyServer() {
        return new Hostility[] {
            beforeOpen("closes at once", HostileServer.Talk::close),
            beforeOpen("resets at once", HostileServer.Talk::reset),
            beforeOpen("says nothing", talk -> {}),
            beforeOpen("closes its half", HostileServer.Talk::halfClose),
            beforeOpen("garbage", talk -> talk.write(garbage())),
            beforeOpen("another protocol", talk -> talk.write("220 mail.example ESMTP\r\n")),
            beforeOpen("drips a header", talk -> {
                talk.readRequest();
                talk.drip("HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(10_000));
            }),
            beforeOpen("endless header", talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\nX-A: ");
                talk.writeForEver(new byte[65_536]);
            }),
            beforeOpen("endless headers", talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\n");
                talk.writeForEver("X-A: a\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
            }),
            beforeOpen("status 404", talk -> {
                talk.readRequest();
                talk.write(response("404 Not Found", ""));
            }),
            beforeOpen("status 503, and to come back at once", talk -> {
                talk.readRequest();
                talk.write(response("503 Service Unavailable", "", "Retry-After: 0\r\n"));
            }),
            beforeOpen("status 407", talk -> {
                talk.readRequest();
                talk.write(response("407 Proxy Authentication Required", "", "Proxy-Authenticate: Basic\r\n"));
            }),
            beforeOpen("status 999", talk -> {
                talk.readRequest();
                talk.write(response("999 Never Heard", ""));
            }),
            beforeOpen("a negative length", talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n");
            }),
            beforeOpen("a length beyond numbers", talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabc");
            }),
            beforeOpen("status 100 without end", talk -> {
                talk.readRequest();
                talk.writeForEver("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }),
            beforeOpen("a web page", talk -> {
                talk.readRequest();
                talk.write(response("200 OK", "<html>hello</html>", "Content-Type: text/html\r\n"));
            }),
            beforeOpen("a body that is cut off", talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"janus\":");
                talk.close();
            }),
        };
    }

    /** Whatever a broker speaks: none of this is it. */
    static Hostility[] ofABroker() {
        return new Hostility[] {
            beforeOpen("closes at once", HostileServer.Talk::close),
            beforeOpen("resets at once", HostileServer.Talk::reset),
            beforeOpen("says nothing", talk -> {}),
            beforeOpen("closes its half", HostileServer.Talk::halfClose),
            beforeOpen("garbage", talk -> talk.write(garbage())),
            beforeOpen("another protocol", talk -> talk.write(response("400 Bad Request", ""))),
            beforeOpen("endless zeros", talk -> talk.writeForEver(new byte[65_536])),
            beforeOpen("drips", talk -> talk.drip("\1")),
            // AMQP: a method frame of 2 GB; MQTT: a CONNACK of the largest length there is.
            beforeOpen("an AMQP frame of 2 GB", talk -> {
                talk.write(1, 0, 0, 0x7f, 0xff, 0xff, 0xff);
                talk.writeForEver(new byte[65_536]);
            }),
            beforeOpen("an MQTT packet of 256 MB", talk -> {
                talk.write(0x20, 0xff, 0xff, 0xff, 0x7f);
                talk.writeForEver(new byte[65_536]);
            }),
            beforeOpen("an MQTT length that does not end", talk -> talk.write(0x20, 0xff, 0xff, 0xff, 0xff, 0xff)),
            beforeOpen("an MQTT packet that nobody may send", talk -> talk.write(0x00, 0x00)),
        };
    }

    static Hostility[] ofAWebSocket() {
        return new Hostility[] {
            beforeOpen("no subprotocol", talk -> {
                talk.readRequest();
                talk.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            }),
            afterOpen(
                    "compression that was not offered",
                    talk -> talk.handshake("Sec-WebSocket-Extensions: permessage-deflate\r\n")),
            frames("closes after the handshake", HostileServer.Talk::close),
            frames("closes its half after the handshake", HostileServer.Talk::halfClose),
            frames("says nothing after the handshake", talk -> {}),
            frames("a close frame", talk -> talk.write(0x88, 2, 3, 0xe8)),
            frames("a frame that is cut off", talk -> {
                talk.write(0x81, 100, 'a');
                talk.close();
            }),
            frames("a frame that drips", talk -> {
                talk.write(0x81, 126, 0xff, 0xff);
                talk.drip("{\"janus\":\"pong\"}          ");
            }),
            frames("a frame of 4 exabytes", talk -> {
                talk.write(0x82, 127, 0x40, 0, 0, 0, 0, 0, 0, 0);
                talk.writeForEver(new byte[65_536]);
            }),
            frames("a frame of negative length", talk -> talk.write(0x82, 127, 0xff, 0, 0, 0, 0, 0, 0, 0)),
            frames("fragments without end", talk -> {
                talk.write(0x01, 1, '{');
                byte[] fragment = new byte[65_536 + 10];
                fragment[1] = 127;
                fragment[7] = 1;
                talk.writeForEver(fragment);
            }),
            frames("a continuation of nothing", talk -> talk.write(0x80, 1, 'a')),
            frames("a compressed frame", talk -> talk.write(0xc1, 3, 1, 2, 3)),
            frames("reserved bits", talk -> talk.write(0xf1, 1, 'a')),
            frames("an unknown opcode", talk -> talk.write(0x83, 1, 'a')),
            frames("a masked frame", talk -> talk.write(0x81, 0x81, 1, 2, 3, 4, 'a')),
            frames("a ping that is too long", talk -> talk.write(0x89, 126, 0, 200)),
            frames("text that is not UTF-8", talk -> talk.write(0x81, 4, '"', 0xff, 0xfe, '"')),
            frames("text that is not JSON", talk -> talk.write(0x81, 5, 'h', 'e', 'l', 'l', 'o')),
            frames("JSON that is no object", talk -> talk.write(0x81, 2, '[', ']')),
            frames("an empty message", talk -> talk.write(0x81, 0)),
            frames("garbage after the handshake", talk -> talk.write(garbage())),
            frames("pongs only", talk -> {
                while (true) {
                    talk.write(0x8a, 0);
                    talk.pause();
                }
            }),
            frames("a flood of pings", talk -> {
                        byte[] pings = new byte[127 * 500];
                        for (int at = 0; at < pings.length; at += 127) {
                            pings[at] = (byte) 0x89;
                            pings[at + 1] = 125;
                        }
                        talk.writeForEver(pings);
                    })
                    .discarded(),
            frames("answers to nothing we asked", talk -> {
                byte[] text = "{\"janus\":\"success\",\"transaction\":\"x\"}".getBytes(StandardCharsets.US_ASCII);
                while (true) {
                    talk.write(0x81, text.length);
                    talk.write(text);
                    talk.pause();
                }
            }),
        };
    }

    static Hostility[] ofHttp() {
        return new Hostility[] {
            answers("closes instead of an answer", HostileServer.Talk::close),
            answers("no answer", talk -> {}),
            answers("status 302", talk -> talk.write(response("302 Found", "", "Location: http://127.0.0.1:1/\r\n"))),
            answers("status 200 without a body", talk -> talk.write(response("200 OK", ""))),
            answers(
                    "a web page instead of an answer",
                    talk -> talk.write(response("200 OK", "<html>sign in</html>", "Content-Type: text/html\r\n"))),
            answers("text that is not UTF-8", talk -> talk.write(response("200 OK", "{\"janus\":\"\377\376\"}"))),
            answers("an endless body", talk -> {
                talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                talk.writeForEver(("10000\r\n" + " ".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }),
            answers(
                    "a chunk of no length",
                    talk -> talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n")),
            answers(
                    "a chunk of negative length",
                    talk -> talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n")),
            answers("an endless chunk extension", talk -> {
                talk.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;");
                talk.writeForEver("a".repeat(65_536).getBytes(StandardCharsets.US_ASCII));
            }),
            answers(
                    "a gzip that is none",
                    talk -> talk.write(response("200 OK", "not gzip", "Content-Encoding: gzip\r\n"))),
            answers(
                    "a negative length instead of an answer",
                    talk -> talk.write("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")),
            answers("a body that drips", talk -> {
                talk.write("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
                talk.drip(" ");
            }),
            answers("garbage instead of an answer", talk -> talk.write(garbage())),
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
