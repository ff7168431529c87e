// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static dev.janusclient.system.faults.Ground.done;
import static org.awaitility.Awaitility.await;

import dev.janusclient.PluginType;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.testkit.ProxiedMessage;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody registers, is called, answers. */
final class SipScene implements Scene<JanusSipPlugin> {
    private final Ground ground;
    private final Moment moment;
    private final String user;
    private final Deque<SipCaller> callers = new ArrayDeque<>();

    SipScene(Ground ground, Moment moment) {
        this.ground = ground;
        this.moment = moment;
        this.user = "user" + ground.number();
    }

    @Override
    public PluginType<JanusSipPlugin> type() {
        return JanusSipPlugin.TYPE;
    }

    @Override
    public void settle(JanusSipPlugin handle) {
        if (moment.isAtRequest()) {
            return;
        }
        done(register(handle));
        call();
        await().until(() -> handle.offer().isPresent());
        if (moment == Moment.IN_CALL) {
            done(handle.accept(CannedSdp.answer(handle.offer().orElseThrow())));
            await().until(() -> Objects.requireNonNull(handle.state().call()).answered());
        }
    }

    @Override
    public CompletableFuture<?> act(JanusSipPlugin handle) {
        return register(handle);
    }

    @Override
    public boolean isNews(ProxiedMessage message) {
        return message.event().equals("registered");
    }

    @Override
    public @Nullable Class<?> happen() {
        if (callers.isEmpty()) {
            return null;
        }
        // The line is busy.
        call().awaitFinalStatus();
        return SipEvent.MissedCall.class;
    }

    @Override
    public CompletableFuture<?> goOn(JanusSipPlugin handle) {
        SipState.SipCall call = handle.state().call();
        if (call == null) {
            return handle.unregister();
        }
        return call.answered() ? handle.hangupCall() : handle.decline(486);
    }

    @Override
    public List<String> differences(JanusSipPlugin handle, HandleInfo janus) {
        RawJson there = Objects.requireNonNull(janus.pluginSpecific());
        SipState here = handle.state();
        String call = String.valueOf(there.string("call_status"));
        List<String> differences = new ArrayList<>();
        if ((here.call() != null) == call.equals("idle")) {
            differences.add("a call: " + here.call() + " here, " + call + " there");
        } else if (here.call() != null && here.call().answered() != call.equals("incall")) {
            differences.add("an answered call: " + here.call().answered() + " here, " + call + " there");
        }
        boolean registered = "registered".equals(there.string("registration_status"));
        if ((here.account() != null) != registered) {
            differences.add("an account: " + here.account() + " here, registered there: " + registered);
        }
        return differences;
    }

    @Override
    public void close() {
        callers.forEach(SipCaller::close);
    }

    private CompletableFuture<SipEvent.RegisterReply> register(JanusSipPlugin handle) {
        return handle.register(SipRequest.Register.builder()
                .username("sip:" + user + "@" + ground.registrar().address() + ":"
                        + ground.registrar().port())
                .secret(Secret.of("any"))
                .proxy(ground.registrar().proxy())
                .build());
    }

    private SipCaller call() {
        SipCaller caller = SipCaller.call(ground.registrar().awaitContact(user), SipMedia.none(Ground.ADDRESS));
        callers.push(caller);
        return caller;
    }
}
