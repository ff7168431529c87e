// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.admin;

import static dev.janusclient.system.admin.Wait.done;
import static dev.janusclient.system.admin.Wait.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.admin.AdminReply;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.admin.SignedToken;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.testkit.JanusServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stored tokens and signed ones. */
class TokensTest {
    private static final Secret ADMIN = Secret.of("the admin's");
    private static final Secret KEY = Secret.of("the key of both sides");
    private static final String ECHO = "janus.plugin.echotest";
    private static final String VIDEOROOM = "janus.plugin.videoroom";

    private static JanusClient client(JanusServer server, Secret token) {
        return JanusClient.create(
                server.uri().toString(),
                JanusClientOptions.builder().token(token.reveal()).build());
    }

    @Test
    void storedTokensAreKept() {
        Secret token = Secret.of("hunter2");
        try (JanusServer server = JanusServer.builder()
                        .adminSecret(ADMIN.reveal())
                        .tokenAuth()
                        .plugins("echotest", "videoroom")
                        .start();
                JanusAdmin admin = JanusAdmin.create(server.adminUri().toString(), ADMIN);
                JanusClient client = client(server, token)) {
            assertThat(done(admin.status()).tokenAuth()).isTrue();
            refused(403, client.createSession());

            assertThat(done(admin.addToken(token, List.of(ECHO)))).containsExactly(ECHO);
            assertThat(done(admin.addToken(Secret.of("all")))).containsExactlyInAnyOrder(ECHO, VIDEOROOM);
            JanusSession session = done(client.createSession());
            done(session.attach(JanusEchoTestPlugin.TYPE));
            refused(405, session.attach(JanusVideoRoomPlugin.TYPE));

            assertThat(done(admin.allowToken(token, List.of(VIDEOROOM)))).containsExactlyInAnyOrder(ECHO, VIDEOROOM);
            done(session.attach(JanusVideoRoomPlugin.TYPE));
            assertThat(done(admin.disallowToken(token, List.of(ECHO)))).containsExactly(VIDEOROOM);
            refused(405, session.attach(JanusEchoTestPlugin.TYPE));

            List<AdminReply.StoredToken> stored = done(admin.listTokens());
            stored.forEach(Wait::understood);
            assertThat(stored)
                    .anySatisfy(one -> {
                        assertThat(one.token()).isEqualTo(token);
                        assertThat(one.allowedPlugins()).containsExactly(VIDEOROOM);
                    })
                    .anySatisfy(one -> assertThat(one.token()).isEqualTo(Secret.of("all")));
            assertThat(stored.toString()).doesNotContain("hunter2");

            done(admin.removeToken(token));
            refused(403, client.createSession());
            refused(490, admin.removeToken(token));
            refused(470, admin.allowToken(token, List.of(ECHO)));
        }
    }

    @Test
    void aSignedTokenOpensWhatItSaysAndNothingElse() {
        try (JanusServer server = JanusServer.builder()
                .signedTokens(KEY.reveal())
                .plugins("echotest", "videoroom")
                .start()) {
            Instant later = Clock.systemUTC().instant().plusSeconds(60);
            Secret good = SignedToken.forPlugins(later, ECHO).sign(KEY);
            assertThat(SignedToken.check(good, KEY, SignedToken.JANUS, Clock.systemUTC()))
                    .isEqualTo(SignedToken.Verdict.GOOD);
            try (JanusClient client = client(server, good)) {
                JanusSession session = done(client.createSession());
                done(session.attach(JanusEchoTestPlugin.TYPE));
                refused(405, session.attach(JanusVideoRoomPlugin.TYPE));
            }

            String altered = good.reveal().replace("echotest", "videoroom");
            Map<String, Secret> bad = Map.of(
                    "expired",
                    SignedToken.forPlugins(Clock.systemUTC().instant().minusSeconds(2), ECHO)
                            .sign(KEY),
                    "altered",
                    Secret.of(altered),
                    "of another key",
                    SignedToken.forPlugins(later, ECHO).sign(Secret.of("another key")),
                    "of another realm",
                    new SignedToken(later, "elsewhere", List.of(ECHO)).sign(KEY),
                    "no token",
                    Secret.of("nonsense"));
            bad.forEach((why, token) -> {
                assertThat(SignedToken.check(token, KEY, SignedToken.JANUS, Clock.systemUTC()))
                        .as(why)
                        .isNotEqualTo(SignedToken.Verdict.GOOD);
                try (JanusClient client = client(server, token)) {
                    refused(403, client.createSession());
                }
            });
            try (JanusClient client = JanusClient.create(server.uri().toString())) {
                refused(403, client.createSession());
            }
        }
    }

    @Test
    void aSignedTokenOpensItsRoom() {
        try (JanusServer server = JanusServer.builder()
                .signedTokens(KEY.reveal())
                .adminSecret(ADMIN.reveal())
                .plugins("videoroom")
                .start()) {
            Instant later = Clock.systemUTC().instant().plusSeconds(60);
            try (JanusAdmin admin = JanusAdmin.create(server.adminUri().toString(), ADMIN);
                    JanusClient client = client(
                            server, SignedToken.forPlugins(later, VIDEOROOM).sign(KEY))) {
                done(admin.messagePlugin(VIDEOROOM, "create", Map.of("room", 1234, "signed_tokens", true)));
                JanusVideoRoomPlugin handle = done(done(client.createSession()).attach(JanusVideoRoomPlugin.TYPE));
                assertThat(Wait.moduleRefused(handle.joinAsPublisher(
                                        publisher(SignedToken.forRoom(later, VIDEOROOM, JanusId.of(99))
                                                .sign(KEY))))
                                .code())
                        .isEqualTo(433);
                done(handle.joinAsPublisher(publisher(
                        SignedToken.forRoom(later, VIDEOROOM, JanusId.of(1234)).sign(KEY))));
            }
        }
    }

    private static VideoRoomPublisherRequest.Join publisher(Secret token) {
        return VideoRoomPublisherRequest.Join.builder()
                .room(JanusId.of(1234))
                .token(token)
                .build();
    }
}
