// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.Subscription;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.doctor.Diagnosis.Severity;
import dev.janusclient.message.Secret;
import dev.janusclient.reclaim.AdminCheckUp;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.reclaim.JournalCheckUp;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusServerBuilder;
import dev.janusclient.testkit.SinceJanus;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What would defeat a reclaim is said before it does, on servers that have been set up well and badly. */
class DoctorTest {
    private static final String SECRET = "a-secret-of-its-own";

    private static Diagnosis of(JanusServer server, String adminSecret, JanusClientOptions options) {
        try (JanusClient janus = JanusClient.create(server.uri().toString(), options)) {
            String admin = server.adminUri().toString();
            return Outcome.of(janus.doctor(new AdminCheckUp(admin, Secret.of(adminSecret))));
        }
    }

    @Test
    void aServerThatKeepsNoSessionsIsFatalAndTheTrialProvesIt() {
        try (JanusServer server = JanusServer.builder()
                .adminSecret("janusoverlord")
                .reclaimSessionTimeout(0)
                .start()) {
            Diagnosis diagnosis = of(server, "janusoverlord", JanusClientOptions.defaults());

            assertThat(diagnosis.isHealthy()).isFalse();
            assertThat(diagnosis.about("reclaim_session_timeout"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.FATAL));
            assertThat(diagnosis.about("trial")).singleElement().satisfies(one -> {
                assertThat(one.severity()).isEqualTo(Severity.FATAL);
                assertThat(one.problem()).contains("458");
            });
            assertThat(diagnosis.about("admin_secret")).singleElement().satisfies(one -> assertThat(one.problem())
                    .contains("CVE-2026-108831"));
            assertThat(diagnosis.about("api_secret")).hasSize(1);
            assertThat(diagnosis.toString())
                    .contains("FATAL reclaim_session_timeout")
                    .doesNotContain("janusoverlord");
        }
    }

    @Test
    void aShortWindowASilentClientAndAnEarlyTimeoutAreWarnedOf() {
        JanusClientOptions silent = JanusClientOptions.builder()
                .pingInterval(Duration.ZERO)
                .keepaliveInterval(Duration.ofSeconds(50))
                .build();
        try (JanusServer server = JanusServer.builder()
                .adminSecret(SECRET)
                .reclaimSessionTimeout(8)
                .sessionTimeout(6)
                .plugins("audiobridge")
                .start()) {
            Diagnosis diagnosis = of(server, SECRET, silent);

            for (String subject : new String[] {
                "reclaim_session_timeout", "session_timeout", "pingInterval", "keepaliveInterval", "api_secret"
            }) {
                assertThat(diagnosis.about(subject)).as(subject).anySatisfy(one -> assertThat(one.severity())
                        .isEqualTo(Severity.WARNING));
            }
            assertThat(diagnosis.about("plugins")).hasSize(1);
            assertThat(diagnosis.about("admin_secret")).isEmpty();
            assertThat(diagnosis.about("trial")).singleElement().satisfies(one -> assertThat(one.severity())
                    .isEqualTo(Severity.NOTE));
        }
    }

    @Test
    void aJournalThatReceivesTooLittleForCallsIsWarnedOf() {
        try (EventCollector events = EventCollector.start()) {
            assertThat(ofJournal(events, server -> server.eventHandler("sample", events.config())))
                    .satisfies(one -> {
                        assertThat(one.severity()).as("%s", one).isEqualTo(Severity.NOTE);
                        assertThat(one.problem()).contains("SIP messages");
                    });
            assertThat(ofJournal(events, server -> server.eventHandler("sample", events.config())
                            .set("janus.plugin.sip.jcfg", "general", "events", false)))
                    .satisfies(one -> {
                        assertThat(one.severity()).as("%s", one).isEqualTo(Severity.WARNING);
                        assertThat(one.advice()).contains("janus.plugin.sip.jcfg");
                    });
            assertThat(ofJournal(events, server -> {})).satisfies(one -> {
                assertThat(one.severity()).as("%s", one).isEqualTo(Severity.WARNING);
                assertThat(one.problem()).contains("received nothing");
            });
        }
    }

    private static Finding ofJournal(EventCollector events, Consumer<JanusServerBuilder> settings) {
        JanusServerBuilder builder = JanusServer.builder()
                .adminSecret(SECRET)
                .plugins("echotest", "sip")
                .reclaimSessionTimeout(60);
        settings.accept(builder);
        EventJournal journal = EventJournal.create();
        Subscription listening = journal.listenTo(events.receiver());
        try (JanusServer server = builder.start();
                JanusClient janus = JanusClient.create(server.uri().toString())) {
            return Outcome.of(janus.doctor(new JournalCheckUp(janus, journal)))
                    .about("journal")
                    .get(0);
        } finally {
            listening.close();
        }
    }

    @Test
    void whatEndsTheMediaOfADeadProcessIsWarnedOf() {
        try (JanusServer server = JanusServer.builder()
                .adminSecret(SECRET)
                .set("janus.jcfg", "nat", "ice_keepalive_conncheck", true)
                .set("janus.jcfg", "nat", "ice_nomination", "regular")
                .set("janus.jcfg", "nat", "nat_1_1_mapping", "192.0.2.1")
                .plugins("echotest")
                .start()) {
            Diagnosis diagnosis = of(server, SECRET, JanusClientOptions.defaults());

            assertThat(diagnosis.about("ice_keepalive_conncheck"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.WARNING));
            assertThat(diagnosis.about("ice_nomination")).singleElement().satisfies(one -> assertThat(one.severity())
                    .isEqualTo(Severity.NOTE));
            assertThat(diagnosis.about("nat_1_1_mapping")).singleElement().satisfies(one -> assertThat(one.problem())
                    .contains("192.0.2.1"));
            assertThat(diagnosis.about("ice_consent_freshness")).isEmpty();
        }
    }

    @Test
    @SinceJanus("1.2.0")
    void aServerThatAsksForConsentIsWarnedOf() {
        try (JanusServer server = JanusServer.builder()
                .adminSecret(SECRET)
                .set("janus.jcfg", "nat", "ice_consent_freshness", true)
                .plugins("echotest")
                .start()) {
            assertThat(of(server, SECRET, JanusClientOptions.defaults()).about("ice_consent_freshness"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.WARNING));
        }
    }

    @Test
    void aServerThatIsSetUpWellHasNothingThatDefeatsAReclaim() {
        try (JanusServer server = JanusServer.builder()
                .adminSecret(SECRET)
                .apiSecret("a-secret")
                .reclaimSessionTimeout(60)
                .plugins("audiobridge", "echotest")
                .start()) {
            Diagnosis diagnosis = of(
                    server,
                    SECRET,
                    JanusClientOptions.builder().apiSecret("a-secret").build());

            // Which holes are published of the server's version is the one thing that no setting mends.
            assertThat(diagnosis.findings())
                    .as("%s", diagnosis)
                    .allMatch(one ->
                            one.severity() == Severity.NOTE || one.subject().equals("version"));
            for (String subject : new String[] {"ice_keepalive_conncheck", "ice_nomination", "nat_1_1_mapping"}) {
                assertThat(diagnosis.about(subject)).as(subject).isEmpty();
            }
            assertThat(diagnosis.isHealthy())
                    .isEqualTo(diagnosis.about("version").isEmpty());
            assertThat(diagnosis.about("slowlink_threshold"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.NOTE));
        }
    }
}
