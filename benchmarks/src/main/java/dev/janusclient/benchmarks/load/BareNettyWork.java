// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link BareNetty} as a process under measurement: {@code BareNettyWork URI pool|direct}. */
public final class BareNettyWork {
    private static final Pattern ID = Pattern.compile("\"id\":\\s*(\\d+)");

    private static final String CREATE = "{\"janus\":\"create\",\"transaction\":\"bare\"}";

    /** As many are there before the growth is measured as with the client. */
    private static final int FIRST = 200;

    private static final List<BareNetty> KEPT = new ArrayList<>();

    private BareNettyWork() {}

    public static void main(String[] args) throws Exception {
        try (BareNetty bare = BareNetty.connect(URI.create(args[0]))) {
            String session = id(bare.ask(CREATE));
            String room = attach(bare, session, "videoroom");
            String echo = attach(bare, session, "echotest");
            ByteBuf sync = BareNetty.text(message(session, room, "{\"request\":\"exists\",\"room\":1234}"));
            ByteBuf async = BareNetty.text(message(session, echo, "{\"audio\":true,\"video\":true}"));
            ExecutorService elsewhere = args[1].equals("pool") ? Executors.newSingleThreadExecutor() : null;
            Work.serve(Map.of(
                    "sync",
                            (inFlight, count) -> elsewhere == null
                                    ? bare.requests(sync, inFlight, count, false)
                                    : bare.requestsElsewhere(sync, inFlight, count, elsewhere),
                    "async", (inFlight, count) -> bare.requests(async, inFlight, count, true),
                    "connections", (inFlight, count) -> connections(URI.create(args[0]), count),
                    "burst",
                            (inFlight, count) -> bare.burst(
                                    message(session, room, "{\"request\":\"bench.burst\",\"count\":" + count + "}"),
                                    count)));
        }
    }

    /** Makes connections with a session each, which stay, and tells how much heap each takes. */
    private static Work.Outcome connections(URI uri, int count) throws Exception {
        connect(uri, FIRST);
        long before = Heap.used();
        connect(uri, count);
        long bytes = (Heap.used() - before) / count;
        return () -> "bytes=" + bytes;
    }

    private static void connect(URI uri, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            BareNetty another = BareNetty.connect(uri);
            another.ask(CREATE);
            KEPT.add(another);
        }
    }

    private static String attach(BareNetty bare, String session, String plugin) throws Exception {
        return id(bare.ask("{\"janus\":\"attach\",\"transaction\":\"bare\",\"session_id\":" + session
                + ",\"plugin\":\"janus.plugin." + plugin + "\"}"));
    }

    private static String message(String session, String handle, String body) {
        return "{\"janus\":\"message\",\"transaction\":\"abcdefghijklmnop\",\"session_id\":" + session
                + ",\"handle_id\":" + handle + ",\"body\":" + body + "}";
    }

    private static String id(String answer) {
        Matcher found = ID.matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("no id in " + answer);
        }
        return found.group(1);
    }
}
