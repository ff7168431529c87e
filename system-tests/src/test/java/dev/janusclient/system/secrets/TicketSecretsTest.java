// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.secrets;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketCipher;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.handover.TicketRecipient;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.handover.TicketTerms;
import dev.janusclient.handover.UsedTickets;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Neither keys nor what tickets hold is printed, logged or thrown. */
class TicketSecretsTest {
    @RegisterExtension
    static final LeakScan SCAN = new LeakScan("dev.janusclient").exceptMessages("");

    @RegisterExtension
    static final JanusExtension janus = JanusExtension.with(JanusServer.builder()
            .plugins("audiobridge", "echotest")
            .reclaimSessionTimeout(30)
            .startTimeout(LeakScan.AT_MOST));

    private static final HandoverKeys KEYS = keys("a key that owners share");
    private static final HandoverKeys OTHERS = keys("a key of others");

    private static final Pattern VALUE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"(?<name>:)?|-?[0-9]+|true|false|null");

    private static HandoverKeys keys(String place) {
        return HandoverKeys.of(SCAN.plant(place).getBytes(StandardCharsets.US_ASCII));
    }

    private static JanusClient client() {
        return JanusClient.create(
                janus.server().uri().toString(),
                JanusClientOptions.builder().requestTimeout(LeakScan.AT_MOST).build());
    }

    @Test
    void ofKeys() {
        SCAN.note(KEYS);
        for (TicketForm form : List.of(new TicketSigner(KEYS), new TicketCipher(KEYS))) {
            SCAN.note(form);
            for (boolean known : new boolean[] {true, false}) {
                try (JanusClient first = client();
                        JanusClient second = client()) {
                    JanusSession session = SCAN.done(first.createSession());
                    SCAN.done(session.attach(JanusAudioBridgePlugin.TYPE));
                    // Events that a last owner forwards with keys of others are not believed.
                    String text = form.write(SCAN.note(session.handOff(known ? KEYS : OTHERS)), TicketTerms.NONE);
                    SCAN.done(Reclaim.with(second)
                            .handoffTimeout(Duration.ofSeconds(1))
                            .take(text, form));
                    SCAN.done(session.handedOver());
                }
            }
        }
    }

    @Test
    void ofWhatATicketHolds() {
        String name = SCAN.plant("a name in a ticket");
        try (JanusClient first = client();
                JanusClient second = client()) {
            JanusSession session = SCAN.done(first.createSession());
            JanusAudioBridgePlugin bridge = SCAN.done(session.attach(JanusAudioBridgePlugin.TYPE));
            var room = SCAN.done(
                            bridge.create(AudioBridgeRequest.Create.builder().build()))
                    .room();
            bridge.join(room, name).join();
            HandoverTicket ticket = SCAN.note(session.handOff());
            List<TicketForm> forms = List.of(new TicketSigner(KEYS), new TicketCipher(KEYS));
            for (TicketForm form : forms) {
                for (TicketForm other : List.of(new TicketSigner(OTHERS), new TicketCipher(OTHERS))) {
                    read(form.write(ticket, TicketTerms.NONE), other, TicketRecipient.ANYONE);
                }
                TicketTerms terms = TicketTerms.NONE
                        .withLifetime(Duration.ofMinutes(1))
                        .forAudience("b")
                        .usableOnce();
                String bound = form.write(ticket, SCAN.note(terms));
                TicketRecipient recipient = TicketRecipient.named("b").remembering(UsedTickets.inMemory());
                read(bound, form, SCAN.note(TicketRecipient.named("c")));
                read(bound, form, SCAN.note(recipient));
                read(bound, form, recipient);
            }
            // A ticket of another shape, in each place. What is read all the same may be taken: an outcome names
            // servers and rooms.
            for (String odd : withOneOddValue(ticket.toJson(), SCAN.plant("something odd in a ticket"))) {
                SCAN.attempt(() -> HandoverTicket.fromJson(odd))
                        .ifPresent(read -> SCAN.done(Reclaim.with(second)
                                .handoffTimeout(Duration.ofMillis(1))
                                .take(read)
                                .handle((outcome, failure) -> failure)));
            }
        }
    }

    private static void read(String text, TicketForm form, TicketRecipient recipient) {
        SCAN.attempt(() -> form.read(text, recipient));
    }

    /** The same JSON with each text, number and word in turn replaced by a text, and by a list. */
    private static List<String> withOneOddValue(String json, String odd) {
        List<String> all = new ArrayList<>();
        for (Matcher value = VALUE.matcher(json); value.find(); ) {
            // The name of a plugin is shown.
            if (value.group("name") == null && !json.startsWith("\"plugin\":", value.start() - 9)) {
                for (String other : List.of("\"" + odd + "\"", "[\"" + odd + "\"]")) {
                    all.add(json.substring(0, value.start()) + other + json.substring(value.end()));
                }
            }
        }
        return all;
    }
}
