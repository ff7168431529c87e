// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One rescue: a registrar and a caller, process A that hears the call, process B that goes on with it. */
public final class Rescue {
    static final double CALLERS_TONE_HERTZ = 1000;
    static final double OUR_TONE_HERTZ = 440;

    /** How long any single step may take. */
    static final int STEP_SECONDS = 60;

    /** What happens to the call. */
    public enum Story {
        /** A is killed while it rings; B answers and talks. */
        CRASH,
        /** A lets go while it is alive; B answers and talks. */
        GRACEFUL,
        /** A is killed; B refuses the call. */
        DECLINE,
        /** A is killed, and the caller gives up before B comes. */
        HANGUP_IN_GAP
    }

    private final String janusUri;
    private final String sipAddress;
    private final Story story;
    private final List<Step> steps = new ArrayList<>();

    private Rescue(String janusUri, String sipAddress, Story story) {
        this.janusUri = janusUri;
        this.sipAddress = sipAddress;
        this.story = story;
    }

    /**
     * Runs one.
     *
     * @param janusUri the Janus to use
     * @param sipAddress an IPv4 address of this machine that Janus can send SIP and RTP to
     * @throws RescueFailed if a step was not seen
     */
    public static RescueReport run(String janusUri, String sipAddress, Story story) {
        return new Rescue(janusUri, sipAddress, story).run();
    }

    private RescueReport run() {
        Path folder = newFolder();
        Path ticket = folder.resolve("ticket.json");
        note("begin", story.name());
        try (SipRegistrar registrar = SipRegistrar.start(sipAddress);
                RtpTonePeer voice = new RtpTonePeer(sipAddress, CALLERS_TONE_HERTZ);
                Worker a = startFirst(registrar, ticket)) {
            steps.add(a.await("attached"));
            steps.add(a.await("registered"));
            CompletableFuture<Long> callerHears = voice.hears(OUR_TONE_HERTZ);
            try (SipCaller caller = SipCaller.call(
                    registrar.awaitContact("alice"), "Bob Tester", "bob", SipMedia.of(voice), "X-Order: 4711\n")) {
                note("calling", "sip:bob@" + sipAddress + " calls sip:alice@" + sipAddress);
                steps.add(a.await("ticket"));
                caller.awaitRinging();
                leave(a, caller);
                takeOver(ticket, caller, callerHears);
            }
        } catch (IllegalStateException e) {
            // The peers say it this way when something did not come.
            throw new RescueFailed(String.valueOf(e.getMessage()));
        } finally {
            delete(folder);
        }
        return new RescueReport(story, steps);
    }

    private Worker startFirst(SipRegistrar registrar, Path ticket) {
        return Worker.start(
                "A",
                FirstOwner.class,
                janusUri,
                "sip:alice@" + sipAddress,
                registrar.proxy(),
                ticket.toString(),
                String.valueOf(story == Story.GRACEFUL));
    }

    private void leave(Worker a, SipCaller caller) {
        if (story == Story.GRACEFUL) {
            note("released", "process A has let go and lives on");
            return;
        }
        steps.add(a.kill());
        if (story == Story.HANGUP_IN_GAP) {
            caller.cancel();
            note("cancelled", "the caller gave up while the session had no owner");
        }
    }

    private void takeOver(Path ticket, SipCaller caller, CompletableFuture<Long> callerHears) {
        String action = story == Story.DECLINE ? "decline" : "answer";
        try (Worker b = Worker.start("B", SecondOwner.class, janusUri, ticket.toString(), action)) {
            for (String step : List.of("started", "claimed", "reattached")) {
                steps.add(b.await(step));
            }
            switch (story) {
                case CRASH, GRACEFUL -> talk(b, caller, callerHears);
                case DECLINE -> {
                    steps.add(b.await("declined"));
                    note("refused", "the caller received " + caller.awaitFinalStatus());
                }
                case HANGUP_IN_GAP -> steps.add(b.await("missed"));
            }
            Step frames = b.await("frames");
            steps.add(frames);
            if (!frames.detail().startsWith("0 attach requests")) {
                throw new RescueFailed("B must not send an attach request: " + frames.detail());
            }
            steps.add(b.await("done"));
            int exit = b.awaitEnd();
            if (exit != 0) {
                throw new RescueFailed("process B ended with " + exit);
            }
        }
    }

    private void talk(Worker b, SipCaller caller, CompletableFuture<Long> callerHears) {
        steps.add(b.await("answered"));
        steps.add(b.await("media"));
        steps.add(b.await("heard"));
        steps.add(new Step("heard-by-caller", heard(callerHears), "B's tone of " + (int) OUR_TONE_HERTZ + " Hz"));
        b.say("hangup");
        steps.add(b.await("hungup"));
        caller.awaitHungUp();
        note("bye", "the caller got BYE");
    }

    private static long heard(CompletableFuture<Long> callerHears) {
        try {
            return callerHears.orTimeout(STEP_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new RescueFailed("the caller did not hear B's tone within " + STEP_SECONDS + " s");
        }
    }

    private void note(String name, String detail) {
        steps.add(Step.now(name, detail));
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("janus-rescue");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        for (String name : List.of("ticket.json", "ticket.json.part", "")) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
