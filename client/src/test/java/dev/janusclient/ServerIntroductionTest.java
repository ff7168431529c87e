// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.error.JanusException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.doctor.ServerCheck;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says of itself is advisory. */
class ServerIntroductionTest {
    /** As a proxy in front of several servers answers: no version, other names. */
    private static final String OF_A_PROXY = "{'janus':'server_info','transaction':'$T','name':'Janus-Cloud Proxy',"
            + "'author':'x','email':'y','website':'z','server_name':'p1','session-timeout':60,'plugins':{"
            + "'janus.plugin.videoroom':{'version_string':'0.0.9','description':'d','author':'a','name':'n','version':9}}}";

    private static final String REFUSED =
            "{'janus':'error','transaction':'$T','error':{'code':457,'reason':'Unhandled request'}}";

    private final FakeJanus janus = new FakeJanus();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    /** A session works, with a request that only newer versions have. */
    private static void works(JanusSession session) {
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        sip.rtpForward(SipRequest.RtpForward.builder()
                .streams(List.of(SipRequest.RtpForwardStream.builder()
                        .type("audio")
                        .host("h")
                        .port(1)
                        .build()))
                .build());
        Outcome.of(session.keepalive());
    }

    @Test
    void aProxyWithoutAVersionHasSessions() {
        janus.answer("info", OF_A_PROXY);
        JanusClient client = janus.client();
        String log = logOf(() -> works(Outcome.of(client.createSession())));
        assertThat(log).contains("WARN", "'Janus-Cloud Proxy' does not say its version");
        assertThat(janus.frames("message:rtp_forward")).hasSize(1);
        assertThat(Outcome.of(client.info()).versionKnown()).isFalse();
        assertThat(Outcome.of(client.info()).extra()).containsEntry("server_name", "p1");
    }

    @Test
    void aProxyThatRefusesInfoHasSessions() {
        janus.answer("info", REFUSED);
        JanusClient client = janus.client();
        String log = logOf(() -> works(Outcome.of(client.createSession())));
        assertThat(log).contains("WARN", "does not say what it is", "457").doesNotContain("reclaim_session_timeout of");
        // Whoever asks is told.
        failure(client.info(), JanusException.class);
    }

    @Test
    void anAnswerThatMakesNoSenseIsNoAnswer() {
        janus.answer("info", "{'janus':'server_info','transaction':'$T','version':'one','session-timeout':[]}");
        works(Outcome.of(janus.client().createSession()));
    }

    @Test
    void aServerThatDoesNotAnswerIsNotUsed() {
        janus.silent("info");
        JanusClient client = janus.client();
        var connected = client.connect();
        janus.scheduler().advance(Duration.ofSeconds(30));
        failure(connected, RuntimeException.class);
    }

    @Test
    void anOldServerIsWarnedOfOnce() {
        janus.version("0.11.8");
        JanusClient client = janus.client();
        assertThat(logOf(() -> Outcome.of(client.createSession()))).containsOnlyOnce("Janus 0.11.8 is older than 1.0");
        janus.lose(CloseReason.Kind.IO_ERROR);
        assertThat(logOf(() -> Outcome.of(client.createSession()))).doesNotContain("older than 1.0");
        assertThat(janus.connects()).isEqualTo(2);
    }

    @Test
    void aTicketOfAServerWithoutANameIsTakenThere() {
        janus.answer("info", REFUSED);
        JanusSession session = Outcome.of(janus.client().createSession());
        HandoverTicket ticket = session.handOff();
        assertThat(ticket.server().name()).isEmpty();
        ReclaimPlan plan = new ReclaimPlan(List.of(JanusSipPlugin.TYPE), List.of(), false, Duration.ofSeconds(1));
        assertThat(Outcome.of(janus.client().reclaim(ticket, plan)).session()).isNotNull();
    }

    private Diagnosis diagnosis(JanusClientOptions options) {
        ServerInfo server = Outcome.of(janus.client().info());
        return new Diagnosis(server, Outcome.of(new ServerCheck(ClientSettings.doctor(options)).examine(server)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.9.1, CVE-2020-10577 CVE-2020-13898 CVE-2020-14033 PR-3636 CVE-2026-108830",
        "0.10.0, CVE-2020-13898 CVE-2020-14033 PR-3636 CVE-2026-108830",
        "0.10.1, PR-3636 CVE-2026-108830",
        "1.4.0, PR-3636 CVE-2026-108830",
        "1.4.2-dev, CVE-2026-108830",
        "1.4.3, ''"
    })
    void theDoctorKnowsPublishedHoles(String version, String holes) {
        janus.version(version);
        List<String> found = diagnosis(JanusClientOptions.defaults()).about("version").stream()
                .map(Diagnosis.Finding::problem)
                .filter(problem -> problem.contains("published"))
                .toList();
        List<String> expected = holes.isEmpty() ? List.of() : List.of(holes.split(" "));
        assertThat(found).hasSameSizeAs(expected);
        assertThat(expected).allSatisfy(hole -> assertThat(found).anyMatch(problem -> problem.contains(hole)));
    }

    @ParameterizedTest
    @CsvSource({"0.11.8, true", "1.0.0, false"})
    void theDoctorWarnsOfServersOlderThan1(String version, boolean older) {
        janus.version(version);
        assertThat(diagnosis(JanusClientOptions.defaults()).about("version"))
                .filteredOn(one -> one.problem().contains("older than 1.0"))
                .hasSize(older ? 1 : 0)
                .allMatch(one -> one.severity() == Diagnosis.Severity.WARNING);
    }

    @Test
    void whatIsCertainOfTheReclaimWindowDependsOnTheKeepalives() {
        janus.timeouts(60, 60);
        assertThat(diagnosis(JanusClientOptions.defaults()).about("reclaim_session_timeout"))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.problem()).contains("38.0 s are certain with keepalives every 20.0 s"));
        JanusClientOptions often = JanusClientOptions.builder()
                .keepaliveInterval(Duration.ofSeconds(5))
                .build();
        assertThat(diagnosis(often).about("reclaim_session_timeout"))
                .singleElement()
                .satisfies(one -> assertThat(one.problem()).contains("53.0 s are certain with keepalives every 5.0 s"));
    }

    @Test
    void theDoctorSaysThatTheVersionIsNotKnown() {
        janus.answer("info", OF_A_PROXY);
        ServerInfo server = Outcome.of(janus.client().info());
        Diagnosis diagnosis = new Diagnosis(
                server,
                Outcome.of(new ServerCheck(ClientSettings.doctor(JanusClientOptions.defaults())).examine(server)));
        assertThat(diagnosis.about("version")).singleElement().satisfies(finding -> assertThat(finding.problem())
                .contains("does not say its version"));
        assertThat(diagnosis.about("reclaim_session_timeout")).isEmpty();
        assertThat(diagnosis.toString()).contains("of an unknown version");
    }
}
