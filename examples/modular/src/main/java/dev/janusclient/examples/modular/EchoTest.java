package dev.janusclient.examples.modular;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.time.Duration;

/**
 * Sends a request to a handle of the echo test plugin, hands the session off, takes it back with the ticket, and sends
 * another one. Prints what Janus answers.
 */
public final class EchoTest {
    // A program that has just started loads its classes while it connects.
    private static final JanusClientOptions OPTIONS =
            JanusClientOptions.builder().connectTimeout(Duration.ofSeconds(30)).build();

    private EchoTest() {}

    /** Takes the address of a Janus, for example {@code ws://localhost:8188}. */
    public static void main(String[] arguments) {
        String uri = arguments[0];
        String ticket = firstOwner(uri);
        secondOwner(uri, ticket);
        System.out.println("module " + JanusClient.class.getModule().getName());
    }

    private static String firstOwner(String uri) {
        try (JanusClient janus = JanusClient.create(uri, OPTIONS)) {
            System.out.println("server " + janus.info().join().name());
            JanusSession session = janus.createSession().join();
            JanusEchoTestPlugin echo = session.attach(JanusEchoTestPlugin.TYPE).join();
            report(echo, 64_000);
            HandoverTicket ticket = session.handOff();
            ticket.handle("janus.plugin.echotest")
                    .orElseThrow()
                    .recent()
                    .forEach(event -> System.out.println("event " + event.type()));
            return ticket.toJson();
        }
    }

    private static void secondOwner(String uri, String json) {
        HandoverTicket ticket = HandoverTicket.fromJson(json);
        try (JanusClient janus = JanusClient.create(uri, OPTIONS)) {
            JanusSession session = janus.claimSession(ticket.sessionId()).join();
            JanusEchoTestPlugin echo = session.attach(
                            JanusEchoTestPlugin.TYPE,
                            AttachOptions.from(
                                    ticket.handle("janus.plugin.echotest").orElseThrow()))
                    .join();
            report(echo, 128_000);
            session.destroy().join();
        }
    }

    private static void report(JanusEchoTestPlugin echo, int bitrate) {
        EchoTestEvent.Ok answer = echo.configure(
                        EchoTestRequest.Settings.builder().bitrate(bitrate).build())
                .join();
        System.out.println(
                "bitrate " + bitrate + (answer.jsep() == null ? " taken by " : " answered by ") + echo.handleId());
    }
}
