// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.JanusSession;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The code of {@code docs/guides/sip.md}. */
public final class SipCalls {
    private SipCalls() {}

    /** An account. */
    public static JanusSipPlugin register(JanusSession session, String username, String password, String proxy)
            throws Exception {
        // tag::register[]
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();
        CompletableFuture<SipEvent.Registered> registered = new CompletableFuture<>();
        sip.on(SipEvent.Registered.class, registered::complete);
        sip.on(
                SipEvent.RegistrationFailed.class,
                failed -> registered.completeExceptionally(new IllegalStateException(failed.toString())));
        sip.register(SipRequest.Register.builder()
                        .username(username) // sip:alice@example.org
                        .secret(Secret.of(password)) // prints as ***
                        .proxy(proxy) // sip:example.org
                        .build())
                .join(); // Janus has begun to register
        registered.get(10, TimeUnit.SECONDS); // the registrar has answered
        // end::register[]
        return sip;
    }

    /** Events of calls. */
    public static void listen(JanusSipPlugin sip, Consumer<String> screen) {
        // tag::listen[]
        sip.on(SipEvent.IncomingCall.class, call -> screen.accept(call.username() + " is calling"));
        sip.on(SipEvent.Ringing.class, ringing -> screen.accept("it rings"));
        sip.on(SipEvent.Accepted.class, accepted -> screen.accept("they talk"));
        sip.on(SipEvent.Hangup.class, hangup -> screen.accept("ended: " + hangup.code()));
        sip.on(SipEvent.MissedCall.class, missed -> screen.accept("missed: " + missed.caller()));
        // end::listen[]
    }

    /** Calls somebody. */
    public static CompletableFuture<Jsep> call(JanusSipPlugin sip, String uri, Jsep offer) {
        // tag::call[]
        CompletableFuture<Jsep> answer = new CompletableFuture<>();
        sip.on(SipEvent.Progress.class, progress -> answer.complete(progress.jsep())); // early media
        sip.on(SipEvent.Accepted.class, accepted -> answer.complete(accepted.jsep()));
        sip.on(
                SipEvent.Hangup.class,
                refused -> answer.completeExceptionally(
                        new IllegalStateException(refused.code() + " " + refused.reason())));
        sip.call(uri, offer).join(); // sip:bob@example.org; Janus has begun to call
        // end::call[]
        return answer;
    }

    /** Puts a call on hold. */
    public static void hold(JanusSipPlugin sip) {
        // tag::hold[]
        sip.hold().join();
        // end::hold[]
    }

    /** Goes on with a call that was on hold. */
    public static void unhold(JanusSipPlugin sip) {
        // tag::unhold[]
        sip.unhold().join();
        // end::unhold[]
    }

    /** Presses a key and ends the call. */
    public static void end(JanusSipPlugin sip) {
        // tag::end[]
        sip.dtmfInfo(new SipRequest.DtmfInfo("5", null, null)).join();
        sip.hangupCall().join();
        // end::end[]
    }

    /** What a new owner of the handle knows. */
    public static String state(JanusSipPlugin sip) {
        // tag::state[]
        String account = sip.state().account(); // null if it is not registered
        String peer = sip.state().call() == null ? null : sip.state().call().peer();
        // end::state[]
        return account + " " + peer;
    }
}
