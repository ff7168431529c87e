// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.message.CoreError;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipState.SipCall;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.webrtc.JanusPeer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Process B: finds the ticket, claims the session, takes the existing handle, and goes on with the call. */
final class SecondOwner {
    private static final int BUSY_HERE = 486;
    private static final double OUR_TONE = Rescue.OUR_TONE_HERTZ;
    private static final double CALLERS_TONE = Rescue.CALLERS_TONE_HERTZ;

    private final FrameRecorder frames;
    private final JanusSession session;
    private final JanusSipPlugin sip;
    private final SipCall call;
    private final CompletableFuture<SipEvent.Hangup> over = new CompletableFuture<>();

    private SecondOwner(FrameRecorder frames, JanusSession session, JanusSipPlugin sip, SipCall call) {
        this.frames = frames;
        this.session = session;
        this.sip = sip;
        this.call = call;
        sip.on(SipEvent.Hangup.class, over::complete);
    }

    /** Arguments: Janus's URI, the ticket's file, and {@code answer} or {@code decline}. */
    public static void main(String[] args) {
        try {
            takeOver(args);
        } catch (IOException | RuntimeException e) {
            Step.tell("failed", e.toString());
            System.exit(1);
        }
    }

    private static void takeOver(String[] args) throws IOException {
        Step.tell("started", "process " + ProcessHandle.current().pid());
        boolean answer = args[2].equals("answer");
        // Loading the native library takes longer than claiming does, so both happen at once.
        CompletableFuture<JanusPeer> peer =
                answer ? CompletableFuture.supplyAsync(JanusPeer::create) : new CompletableFuture<>();

        HandoverTicket ticket = HandoverTicket.fromJson(Files.readString(Path.of(args[1])));
        HandleTicket handle = ticket.handle("janus.plugin.sip").orElseThrow();
        URI uri = URI.create(args[0]);
        FrameRecorder frames = new FrameRecorder(Transports.forUri(uri));
        JanusClient janus = JanusClient.create(uri, JanusClientOptions.defaults(), frames);

        JanusSession session = janus.claimSession(ticket.sessionId()).join();
        Step.tell("claimed", "session " + session.id());
        JanusSipPlugin sip =
                session.attach(JanusSipPlugin.TYPE, AttachOptions.from(handle)).join();
        SipCall call = sip.state().call();
        if (call == null) {
            throw new IllegalStateException("the ticket knows of no call");
        }
        Step.tell(
                "reattached",
                "handle " + sip.handleId() + ", " + call.peer() + " is ringing as far as the ticket knows");

        SecondOwner owner = new SecondOwner(frames, session, sip, call);
        if (answer) {
            owner.answer(peer.join());
        } else {
            owner.decline();
        }
        owner.finish();
    }

    private void answer(JanusPeer peer) throws IOException {
        CompletableFuture<Void> mediaUp = new CompletableFuture<>();
        sip.on(CoreEvent.WebRtcUp.class, up -> mediaUp.complete(null));
        Jsep offer = sip.offer().orElseThrow(() -> new IllegalStateException("the ticket has no offer to answer"));
        Jsep answer = peer.answer(offer).join();
        CompletableFuture<?> heard = peer.receivedAudio().hears(CALLERS_TONE);
        try {
            sip.accept(answer).join();
        } catch (CompletionException e) {
            Throwable refused = e.getCause();
            if (refused != null && nothingRings(refused)) {
                // Janus has dropped the event that the caller gave up, because the session had no owner then.
                Step.tell("missed", "missed call from " + call.peer() + " (" + refused.getMessage() + ")");
                return;
            }
            throw e;
        }
        Step.tell("answered", "call " + call.callId());
        mediaUp.orTimeout(Rescue.STEP_SECONDS, TimeUnit.SECONDS).join();
        Step.tell("media", "ICE and DTLS are done");
        peer.audio().sendTone(OUR_TONE).join();
        heard.orTimeout(Rescue.STEP_SECONDS, TimeUnit.SECONDS).join();
        Step.tell("heard", "the caller's tone of " + (int) CALLERS_TONE + " Hz");

        awaitWord("hangup");
        sip.hangupCall().join();
        Step.tell(
                "hungup",
                "status "
                        + over.orTimeout(Rescue.STEP_SECONDS, TimeUnit.SECONDS)
                                .join()
                                .code());
    }

    /** Janus's core knows of no offer any more (469), or the plugin of no call. */
    private static boolean nothingRings(Throwable refused) {
        return refused instanceof JanusPluginException
                || (refused instanceof JanusServerException core && core.code() == CoreError.UNEXPECTED_ANSWER.code());
    }

    private void decline() {
        try {
            sip.decline(BUSY_HERE).join();
        } catch (CompletionException e) {
            // A refusal in the wrong state is acknowledged and never answered: the call is over already.
            Step.tell("missed", "missed call from " + call.peer() + " (" + e.getMessage() + ")");
            return;
        }
        over.orTimeout(Rescue.STEP_SECONDS, TimeUnit.SECONDS).join();
        Step.tell("declined", "with " + BUSY_HERE);
    }

    private void finish() {
        long attaches = frames.sent().stream()
                .filter(frame -> frame.contains("\"janus\":\"attach\""))
                .count();
        Step.tell("frames", attaches + " attach requests among " + frames.sent().size() + " frames sent");
        session.destroy().join();
        Step.tell("done", "session destroyed");
        // The native WebRTC library wants the JVM to end this way.
        System.exit(0);
    }

    private static void awaitWord(String word) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(word)) {
                return;
            }
        }
        throw new IllegalStateException("the standard input ended without '" + word + "'");
    }
}
