// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static dev.janusclient.system.plugin.PluginLine.done;
import static org.awaitility.Awaitility.await;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Process A: sets one {@link Scene}, tells its ticket, and waits to be killed. */
final class Owner {
    private static final int PACKET_MILLIS = 20;

    private final JanusSession session;
    private final List<String> arguments;

    private Owner(JanusSession session, List<String> arguments) {
        this.session = session;
        this.arguments = arguments;
    }

    /** Arguments: Janus's URI, the scene, and what the scene wants to know. */
    public static void main(String[] args) throws IOException {
        try {
            JanusSession session = done(JanusClient.create(args[0]).createSession());
            Owner owner = new Owner(session, Arrays.asList(args).subList(2, args.length));
            Scene.valueOf(args[1]).set(owner);
            owner.tell("ticket", session.ticket().toJson());
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
        // Nobody writes here: it ends when the test does, so that this process never stays behind.
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    /** Tells the test something. */
    void tell(String name, String what) {
        System.out.println("@" + name + " " + what);
        System.out.flush();
    }

    long sessionId() {
        return session.id();
    }

    String argument(int index) {
        return arguments.get(index);
    }

    JanusId id(int index) {
        return JanusId.of(Long.parseLong(arguments.get(index)));
    }

    <P extends JanusPlugin> P attach(PluginType<P> type) {
        return done(session.attach(type, AttachOptions.opaqueId("killed")));
    }

    JanusPeer peer() {
        return JanusPeer.create();
    }

    JanusPeer receiver() {
        return JanusPeer.create(JanusPeerOptions.receiveOnly());
    }

    /** Waits until so much audio was sent. */
    static void sends(JanusPeer peer, Duration audio) {
        long enough = done(peer.stats()).audio().packetsSent() + audio.toMillis() / PACKET_MILLIS;
        await().atMost(Duration.ofSeconds(15))
                .until(() -> done(peer.stats()).audio().packetsSent() >= enough);
    }

    /** Takes Janus's answer, until media can flow. */
    static void connect(JanusPeer peer, @Nullable Jsep answer) {
        if (answer == null) {
            throw new AssertionError("there is no answer");
        }
        done(peer.acceptAnswer(answer));
        done(peer.connected());
    }
}
