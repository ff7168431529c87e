// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.message.RawJson;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.FrameRecorder.Direction;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A client with a session, and what really passes over its connection. */
final class Wire implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final FrameRecorder frames;
    private final JanusClient client;
    private final JanusSession session;

    Wire(URI uri, JanusClientOptions options) {
        frames = new FrameRecorder(Transports.forUri(uri));
        client = JanusClient.create(uri, options, frames);
        session = Outcome.of(client.createSession());
    }

    JanusClient client() {
        return client;
    }

    JanusSession session() {
        return session;
    }

    <P extends JanusPlugin> P attach(PluginType<P> type) {
        return Outcome.of(session.attach(type));
    }

    /** Everything received so far. */
    List<RawJson> received() {
        return frames.received().stream().map(RawJson::of).toList();
    }

    /** The newest request that was sent. */
    RawJson sent() {
        List<String> sent = frames.sent();
        return RawJson.of(sent.get(sent.size() - 1));
    }

    /** What came for a request, in its order: the ack too. */
    List<RawJson> answersTo(RawJson request) {
        String transaction = Objects.requireNonNull(request.string("transaction"));
        return received().stream()
                .filter(frame -> transaction.equals(frame.string("transaction")))
                .toList();
    }

    /** The newest frame with a plugin's data. */
    RawJson lastData() {
        List<RawJson> all = received().stream()
                .filter(frame -> frame.member("plugindata") != null)
                .toList();
        return data(all.get(all.size() - 1));
    }

    /** Waits for a frame that contains a text, written without the white space that Janus before 1.4.1 puts between members. */
    RawJson await(String text) {
        return RawJson.of(
                frames.awaitReceived(frame -> frame.replace("\": ", "\":").contains(text), TIMEOUT)
                        .text());
    }

    /** Whether an event came before the ack of the same request. */
    boolean anEventOvertookItsAck() {
        Set<String> acknowledged = new LinkedHashSet<>();
        for (RawJson frame : received()) {
            String transaction = frame.string("transaction");
            if (transaction != null && "ack".equals(frame.string("janus"))) {
                acknowledged.add(transaction);
            } else if (transaction != null
                    && "event".equals(frame.string("janus"))
                    && !acknowledged.contains(transaction)) {
                return true;
            }
        }
        return false;
    }

    /** Whether messages were answered in another order than they were sent. */
    boolean repliesOvertookOneAnother() {
        List<String> asked = new ArrayList<>();
        for (FrameRecorder.Frame frame : frames.frames()) {
            RawJson json = RawJson.of(frame.text());
            String transaction = json.string("transaction");
            if (frame.direction() == Direction.SENT && "message".equals(json.string("janus"))) {
                asked.add(transaction);
            } else if (frame.direction() == Direction.RECEIVED && asked.contains(transaction)) {
                if (!Objects.equals(asked.get(0), transaction)) {
                    return true;
                }
                asked.remove(0);
            }
        }
        return false;
    }

    /** The plugin's data in a frame. */
    static RawJson data(RawJson frame) {
        return Objects.requireNonNull(
                Objects.requireNonNull(frame.member("plugindata")).member("data"));
    }

    @Override
    public void close() {
        // Somebody else may have ended it.
        Outcome.of(session.destroy().handle((done, gone) -> true));
        client.close();
    }
}
