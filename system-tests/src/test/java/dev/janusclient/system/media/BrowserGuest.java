// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.testkit.Browser;
import dev.janusclient.testkit.JanusServer;
import java.net.URISyntaxException;
import java.util.Objects;

/** A browser that is a participant in a video room or an audio bridge by the page {@code browser.html}, and what its statistics say. */
public final class BrowserGuest implements AutoCloseable {
    private final Browser browser;

    /** Opens the page and a session of its own. */
    public BrowserGuest(JanusServer janus) throws URISyntaxException {
        browser = Browser.open(Objects.requireNonNull(BrowserGuest.class.getResource("browser.html"))
                .toURI());
        browser.run("connect('" + janus.uri() + "')");
    }

    /** Publishes fake camera and microphone, until media can flow; gives the browser's id in the room. */
    public JanusId publish(JanusId room, int width, int height) {
        return publish(room, width, height, "undefined");
    }

    /** The same with three encodings of the picture: {@code h} in full size, {@code m} in half and {@code l} in a quarter. */
    public JanusId publishSimulcast(JanusId room, int width, int height) {
        return publish(
                room,
                width,
                height,
                "[{ rid: 'h', maxBitrate: 500000 }, { rid: 'm', maxBitrate: 200000, scaleResolutionDownBy: 2 },"
                        + " { rid: 'l', maxBitrate: 100000, scaleResolutionDownBy: 4 }]");
    }

    private JanusId publish(JanusId room, int width, int height, String encodings) {
        String video = "{ width: " + width + ", height: " + height + ", frameRate: 15 }";
        return JanusId.of(browser.run("publish(" + room + ", 'browser', " + video + ", " + encodings + ")")
                .asLong());
    }

    /** Receives all streams of a publisher, until media can flow. */
    public void receive(JanusId room, JanusId feed) {
        browser.run("subscribe(" + room + ", " + feed + ")");
    }

    /** Joins an audio bridge with the fake microphone, until media can flow. */
    void talk(JanusId room) {
        browser.run("talk(" + room + ", 'browser')");
    }

    /**
     * What came so far as the stream with this mid: {@code packets} of it; for audio the {@code tone} in Hz that is the
     * loudest now, 0 in silence; for video decoded {@code frames}, and the {@code width} and {@code height} of the last.
     */
    public long received(String mid, String what) {
        return number(browser.run("received()"), mid, what);
    }

    /** What was sent of the camera as one encoding: {@code frames}, and the {@code width} and {@code height} of the last. */
    public long sent(String rid, String what) {
        return number(browser.run("sent()"), rid, what);
    }

    /** One number, or 0 before there is any. */
    private static long number(RawJson statistics, String stream, String what) {
        RawJson one = statistics.member(stream);
        RawJson number = one == null ? null : one.member(what);
        return number == null ? 0 : number.asLong();
    }

    @Override
    public void close() {
        browser.close();
    }
}
