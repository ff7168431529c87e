// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.reclaim.EventJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client whose server sends far more than a small heap holds, run in a JVM of its own by {@link SmallHeapTest}. Prints how many
 * events were counted as dropped, and whether another handle has received its event.
 */
final class SmallHeap {
    private static final int EVENTS = 3_000;
    private static final int HANDLES = 4_096;
    private static final int SERVERS = 300;
    private static final String TEXT = "x".repeat(97_000);

    /** Runs tasks at once, or keeps them as long as it is closed. */
    private static final class Gate implements Executor {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean closed;

        @Override
        public void execute(Runnable task) {
            if (closed) {
                waiting.add(task);
            } else {
                task.run();
            }
        }

        void open() {
            closed = false;
            List.copyOf(waiting).forEach(Runnable::run);
            waiting.clear();
        }
    }

    private final FakeJanus janus = new FakeJanus();
    private final Gate gate = new Gate();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong others = new AtomicLong();

    private SmallHeap() {}

    /**
     * Does one of the things that take memory.
     *
     * @param args its name
     */
    public static void main(String[] args) {
        SmallHeap heap = new SmallHeap();
        switch (args[0]) {
            case "slow-listener" -> heap.slowListener();
            case "no-listener" -> heap.noListener();
            case "unknown-handles" -> heap.unknownHandles();
            default -> heap.journal();
        }
    }

    private JanusSession session() {
        return Outcome.of(janus.poolClient(options -> options.callbackExecutor(gate)
                        .maxUndeliveredEvents(EVENTS)
                        .backlog(Backlog.dropOldest(EVENTS)))
                .createSession());
    }

    private void listen(JanusPlugin handle) {
        handle.on(EchoTestEvent.class, event -> received.incrementAndGet());
        handle.on(CoreEvent.EventsDropped.class, event -> dropped.addAndGet(event.count()));
    }

    private void slowListener() {
        JanusSession session = session();
        JanusEchoTestPlugin slow = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        JanusEchoTestPlugin other = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        listen(slow);
        other.on(EchoTestEvent.class, event -> others.incrementAndGet());
        gate.closed = true;
        send(slow);
        janus.event(other, "{'echotest':'event','result':'ok'}");
        gate.open();
        report(EVENTS);
    }

    private void noListener() {
        JanusSession session = session();
        JanusEchoTestPlugin quiet = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        JanusEchoTestPlugin other = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        send(quiet);
        janus.event(other, "{'echotest':'event','result':'ok'}");
        listen(quiet);
        other.on(EchoTestEvent.class, event -> others.incrementAndGet());
        janus.listenersAreThere();
        report(EVENTS);
    }

    private void send(JanusPlugin handle) {
        for (int i = 0; i < EVENTS; i++) {
            janus.event(handle, "{'echotest':'event','result':'" + TEXT + "'}");
        }
    }

    private void unknownHandles() {
        JanusSession session = session();
        JanusEchoTestPlugin other = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        other.on(EchoTestEvent.class, event -> others.incrementAndGet());
        session.on(CoreEvent.EventsDropped.class, event -> dropped.addAndGet(event.count()));
        for (int i = 0; i < HANDLES; i++) {
            janus.push("{'janus':'event','session_id':" + session.id() + ",'sender':" + (1_000_000 + i)
                    + ",'plugindata':{'plugin':'janus.plugin.echotest','data':{'result':'" + TEXT + "'}}}");
        }
        janus.event(other, "{'echotest':'event','result':'ok'}");
        for (int i = 0; i < HANDLES; i++) {
            listen(Outcome.of(session.attach(JanusEchoTestPlugin.TYPE, AttachOptions.existingHandle(1_000_000L + i))));
        }
        janus.listenersAreThere();
        report(HANDLES);
    }

    private void report(int sent) {
        System.out.println("others " + others);
        System.out.println("some " + (received.get() > 0 && dropped.get() > 0));
        System.out.println("unaccounted " + (sent - received.get() - dropped.get()));
    }

    private void journal() {
        EventJournal journal = EventJournal.create(EventJournal.Limits.DEFAULTS);
        long now = System.currentTimeMillis() * 1_000;
        for (int i = 0; i < HANDLES * 3; i++) {
            journal.accept(
                    RawJson.of("{\"emitter\":\"janus-" + i % SERVERS + "\",\"type\":64,\"timestamp\":" + (now + i)
                            + ",\"session_id\":1,\"handle_id\":2,\"event\":{\"plugin\":\"janus.plugin.echotest\",\"data\":{\"x\":\""
                            + TEXT + "\"}}}"));
        }
        System.out.println("others 1");
    }
}
