// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are not as they should be: each of them is told, or logged, and the next one is as any. */
class OddMessagesTest {
    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();
    private final List<Object> heard = new ArrayList<>();
    private JanusSession session;
    private JanusSipPlugin sip;

    @BeforeEach
    void attach() {
        session = Outcome.of(client.createSession());
        sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        sip.on(Object.class, heard::add);
    }

    @AfterEach
    void theNextEventIsDeliveredAsAnyAndNothingIsLeft() {
        heard.clear();
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        assertThat(heard).hasSize(1).hasOnlyElementsOfType(SipEvent.Ringing.class);
        janus.assertNothingLeft();
    }

    private void say(String members) {
        janus.push(
                "{'janus':'event','session_id':" + session.id() + ",'sender':" + sip.handleId() + "," + members + "}");
    }

    private static String incoming(String jsep) {
        return "'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','result':{'event':'incomingcall',"
                + "'username':'sip:a@b','callee':'sip:c@d'}}},'jsep':" + jsep;
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "'v=0'", "[]", "{'type':7,'sdp':{}}", "{'type':'offer','sdp':['v=0']}", "{}"})
    void anEventWhoseDescriptionCannotBeReadIsUnknown(String jsep) {
        say(incoming(jsep));
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).isInstanceOfAny(SipEvent.Unknown.class, SipEvent.IncomingCall.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'plugindata':null",
                "'plugindata':5",
                "'plugindata':{'plugin':'janus.plugin.sip'}",
                "'plugindata':{'plugin':'janus.plugin.sip','data':null}",
                "'plugindata':{'plugin':'janus.plugin.sip','data':5}",
                "'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','result':'x'}}",
                "'x':1"
            })
    void anEventWithoutAnObjectWhereOneBelongsIsUnknown(String members) {
        say(members);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).isInstanceOfAny(CoreEvent.Unknown.class, SipEvent.Unknown.class);
    }

    @Test
    void whatJanusRefusesWithoutATransactionIsLoggedInItsOwnWordsAndOnce() {
        String logged = logOf(() -> {
            for (int n = 0; n < 1_000; n++) {
                janus.push("{'janus':'error','error':{'code':454,'reason':'Invalid JSON\\n object " + "x".repeat(10_000)
                        + "'}}");
            }
        });
        assertThat(logged.lines().filter(line -> line.contains("454"))).hasSize(1);
        assertThat(logged).contains("Invalid JSON").hasSizeLessThan(2_000);
    }

    @Test
    void aListenerThatFailsATenThousandTimesIsLoggedOnce() {
        sip.on(SipEvent.Ringing.class, event -> {
            throw new IllegalStateException("on purpose");
        });
        String logged = logOf(() -> {
            for (int n = 0; n < 10_000; n++) {
                janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
            }
        });
        assertThat(logged.lines().filter(line -> line.contains("ERROR"))).hasSize(1);
        assertThat(heard).hasSize(10_000);
    }
}
