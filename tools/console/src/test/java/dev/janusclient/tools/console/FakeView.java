// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A view without a Janus: two topics, one of which can't be read, and a list of what was done. */
final class FakeView implements View {
    final List<Action> done = new CopyOnWriteArrayList<>();
    final List<Moderation> moderated = new CopyOnWriteArrayList<>();
    final List<Handover> handedOver = new CopyOnWriteArrayList<>();
    final AtomicInteger readings = new AtomicInteger();
    volatile String name = "first";

    @Override
    public List<Topic> topics() {
        return List.of(
                new Topic("server", () -> Map.of("name", name, "readings", Math.min(1, readings.incrementAndGet()))),
                new Topic("rooms", () -> {
                    throw new ProblemException(Kind.UNREACHABLE, "There is no Janus.");
                }));
    }

    @Override
    public Listing list(ListQuery query) {
        return new Listing(1000, query.from(), List.of(query));
    }

    @Override
    public Object handle(long session, long handle) {
        return Map.of("session", session, "handle", handle);
    }

    @Override
    public Object call(String callId) {
        throw new ProblemException(Kind.NOT_FOUND, "No event named a call '" + callId + "'.");
    }

    @Override
    public Object room(String plugin, String room) {
        throw new IllegalStateException("unexpected");
    }

    @Override
    public String moderate(Moderation moderation) {
        moderated.add(moderation);
        if (moderation.secret() == null) {
            throw new ProblemException(Kind.UNAUTHORIZED, "Room 7 has a secret.");
        }
        return "It was done.";
    }

    @Override
    public String handOver(Handover wanted) {
        handedOver.add(wanted);
        return "It was asked for.";
    }

    @Override
    public String act(Action action) {
        done.add(action);
        return "It was done.";
    }
}
