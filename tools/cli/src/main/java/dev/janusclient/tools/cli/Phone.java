// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaException;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.SafeText;
import dev.janusclient.tools.model.Server;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A telephone: one account, one call at a time. Commands block and come from one thread; what happens is printed as it happens. */
final class Phone implements AutoCloseable {
    private final Server server;
    private final Output output;
    private final CallSound sound;
    private final boolean answersItself;
    private final MediaEngine engine = MediaEngine.create();
    private final JanusSession session;
    private final SessionWatch watch;
    private final JanusSipPlugin sip;
    private @Nullable Line line;

    /** The sound of one call. */
    private record Line(MediaLeg leg, AudioSender voice) {}

    /** A key that the other side pressed. */
    private record KeyPressed(String key) {}

    /** The sound is there. */
    private record Connected(@Nullable String problem) {}

    /** @param answersItself whether each call is answered at once */
    Phone(Server server, Output output, CallSound sound, boolean answersItself) {
        this.server = server;
        this.output = output;
        this.sound = sound;
        this.answersItself = answersItself;
        session = server.api(server.api().createSession());
        watch = new SessionWatch(session);
        session.on(CoreEvent.ClaimedElsewhere.class, event -> {
            if (!output.isTable()) {
                output.item(EventRow.of(session.id(), event), "", Style.PLAIN);
            }
        });
        sip = server.api(session.attach(JanusSipPlugin.TYPE));
        sip.on(SipEvent.class, this::happened);
    }

    void register(SipRequest.Register account) {
        var unused = server.api(sip.registerConfirmed(account));
        String ready = account.type() == SipRequest.Register.Type.GUEST
                ? " can call, and can't be called: a guest registers nowhere."
                : " can be called.";
        output.item(
                new EventRow(sip.handleId(), "Ready", account.username()),
                SafeText.of(account.username()) + ready,
                Style.GOOD);
    }

    /** To be called again and again: fails when the session is not this process's any more. */
    void check() {
        watch.check();
    }

    /** Answers the call that rings. */
    void answer() {
        Jsep offer = sip.offer().orElseThrow(() -> new ProblemException(Kind.BAD_INPUT, "No call rings."));
        Line made = newLine();
        Jsep answer = media(made.leg().answer(offer));
        var unused = server.api(sip.accept(answer));
    }

    /** Refuses the call that rings. */
    void decline(int code) {
        var unused = server.api(sip.decline(code));
    }

    /** Calls a SIP URI. */
    void dial(String uri) {
        if (sip.state().call() != null) {
            throw new ProblemException(Kind.BAD_INPUT, "There is a call already: 'hangup' ends it.");
        }
        Line made = newLine();
        Jsep offer = media(made.leg().offer());
        var unused = server.api(sip.call(uri, offer));
    }

    /** Presses keys in the call. */
    void press(String keys) {
        Line now = current();
        if (now == null) {
            throw new ProblemException(Kind.BAD_INPUT, "There is no call to press keys in.");
        }
        try {
            now.voice().press(keys).join();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Kind.BAD_INPUT, "Keys are 0 to 9, *, # and A to D.");
        } catch (CompletionException e) {
            throw new ProblemException(
                    Kind.REFUSED, "The keys were not sent: " + SafeText.of(String.valueOf(e.getCause())));
        }
    }

    /** Ends the call, or takes it back while it rings elsewhere. */
    void hangUp() {
        if (sip.state().call() == null) {
            throw new ProblemException(Kind.BAD_INPUT, "There is no call.");
        }
        var unused = server.api(sip.hangupCall());
    }

    private synchronized @Nullable Line current() {
        return line;
    }

    private Line newLine() {
        Line made = new Line(engine.newLeg(), sound.sender());
        made.leg().send(made.voice());
        made.leg().receive(sound.receiver(key -> report(new KeyPressed(String.valueOf(key)), "key " + key)));
        var unused = made.leg().connected().whenComplete((up, failure) -> connected(made, failure));
        replace(made);
        return made;
    }

    private void connected(Line of, @Nullable Throwable failure) {
        if (failure == null) {
            report(new Connected(null), "the sound is there");
        } else if (of.equals(current())) {
            String why = SafeText.of(String.valueOf(failure.getMessage()));
            report(new Connected(why), "there is no sound: " + why);
        }
    }

    private void replace(@Nullable Line next) {
        Line before;
        synchronized (this) {
            before = line;
            line = next;
        }
        if (before != null) {
            before.leg().close();
        }
    }

    /** Waits for a leg. */
    private static <T> T media(CompletableFuture<T> step) {
        try {
            return step.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MediaException) {
                throw new ProblemException(
                        Kind.REFUSED, "There can be no sound: " + e.getCause().getMessage() + ".");
            }
            throw e;
        }
    }

    private void happened(SipEvent event) {
        if (event instanceof SipEvent.Hangup) {
            replace(null);
        } else if (event instanceof SipEvent.Progress early) {
            answered(early.jsep());
        } else if (event instanceof SipEvent.Accepted accepted) {
            answered(accepted.jsep());
        }
        report(event, sentence(event));
        if (answersItself && event instanceof SipEvent.IncomingCall) {
            answer();
        }
    }

    /** The other side's answer to our offer; there is none in the reply to our own. */
    private void answered(@Nullable Jsep answer) {
        Line now = current();
        if (now != null && answer != null && answer.isAnswer()) {
            var unused = now.leg().acceptAnswer(answer).whenComplete((done, failure) -> {
                if (failure != null) {
                    connected(now, failure);
                }
            });
        }
    }

    private void report(Object event, @Nullable String sentence) {
        if (sentence != null || !output.isTable()) {
            output.item(EventRow.of(sip.handleId(), event), String.valueOf(sentence), Style.PLAIN);
        }
    }

    /** For people; null for events that are only shown to programs. */
    private static @Nullable String sentence(SipEvent event) {
        if (event instanceof SipEvent.IncomingCall call) {
            return caller(call.username(), call.displayname()) + " calls: answer or decline";
        } else if (event instanceof SipEvent.MissedCall missed) {
            return "missed a call of " + caller(missed.caller(), missed.displayname());
        } else if (event instanceof SipEvent.Ringing) {
            return "it rings there";
        } else if (event instanceof SipEvent.Accepted) {
            return "the call is answered";
        } else if (event instanceof SipEvent.Hangup hangup) {
            return "the call is over: " + hangup.code() + " " + SafeText.of(String.valueOf(hangup.reason()));
        } else if (event instanceof SipEvent.RegistrationFailed failed) {
            return "the registration failed: " + failed.code() + " " + SafeText.of(String.valueOf(failed.reason()));
        }
        return null;
    }

    private static String caller(@Nullable String uri, @Nullable String name) {
        return (name == null ? "" : SafeText.of(name) + " ") + SafeText.of(String.valueOf(uri));
    }

    /** Ends the call there may be, and the registration with it; fails if they are another process's by now. */
    @Override
    public void close() {
        try {
            watch.confirm();
            var unused = server.api(session.destroy());
        } finally {
            engine.close();
        }
    }
}
