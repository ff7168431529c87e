// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.ownplugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.JanusServerException;
import dev.janusclient.examples.ownplugin.EchoScriptEvent;
import dev.janusclient.examples.ownplugin.EchoScriptPlugin;
import dev.janusclient.examples.ownplugin.EchoScriptSettings;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example's handle class with the script that Janus ships, run by the real Duktape plugin. */
class EchoScriptTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("duktape"));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @Test
    void aScriptIsAPluginLikeAnyOther() {
        EchoScriptPlugin echo = stage.attach(EchoScriptPlugin.TYPE);
        stage.listen(echo);
        assertThat(stage.done(echo.configure(EchoScriptSettings.all(true))).result())
                .isEqualTo("ok");
        JanusPeer peer = stage.peer();
        DataChannel data = peer.createDataChannel("JanusDataChannel");
        CompletableFuture<String> text = new CompletableFuture<>();
        data.onText(text::complete);
        EchoScriptEvent.Started started = stage.done(echo.start(stage.done(peer.offer(OfferOptions.audioOnly()))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(started.jsep())));
        stage.done(peer.connected());
        stage.done(peer.audio().sendTone(440));
        stage.done(peer.receivedAudio().hears(440));
        stage.done(data.opened());
        stage.done(data.send("hello"));
        assertThat(stage.done(text)).isEqualTo("[echotest.js] --> hello");
        assertThat(stage.done(echo.configure(new EchoScriptSettings(false, null, null, 64_000)))
                        .result())
                .isEqualTo("ok");
    }

    @Test
    void aPluginThatIsNotThereCanNotBeAttached() {
        assertThat(stage.session().attach(JanusEchoTestPlugin.TYPE))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(JanusServerException.class)
                .withMessageContaining("460");
    }
}
