package dev.janusclient.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link BareNetty} as a process under measurement: {@code BareNettyWork URI}. */
public final class BareNettyWork {
    private static final Pattern ID = Pattern.compile("\"id\":\\s*(\\d+)");

    private BareNettyWork() {}

    public static void main(String[] args) throws Exception {
        try (BareNetty bare = BareNetty.connect(URI.create(args[0]))) {
            String session = id(bare.ask("{\"janus\":\"create\",\"transaction\":\"bare\"}"));
            String room = attach(bare, session, "videoroom");
            String echo = attach(bare, session, "echotest");
            ByteBuf sync = BareNetty.text(message(session, room, "{\"request\":\"exists\",\"room\":1234}"));
            ByteBuf async = BareNetty.text(message(session, echo, "{\"audio\":true,\"video\":true}"));
            Work.serve(Map.of(
                    "sync", (inFlight, count) -> bare.requests(sync, inFlight, count, false),
                    "async", (inFlight, count) -> bare.requests(async, inFlight, count, true),
                    "burst",
                            (inFlight, count) -> bare.burst(
                                    message(session, room, "{\"request\":\"bench.burst\",\"count\":" + count + "}"),
                                    count)));
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
