// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.ReclaimPlan;
import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.handover.TicketRecipient;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.plugin.sip.SipCallReplacement;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.LostReason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a ticket names, and tells the truth about it:
 *
 * <pre>{@code
 * ReclaimOutcome outcome = Reclaim.with(janus).source(journal).take(ticket).join();
 * }</pre>
 *
 * <p>Without further ado it claims the session, probes each handle, and lets the plugins find out what they can. With a
 * {@link GapSource} it finds out more, up to everything. Nothing is made anew unless {@link #allowRebuild} allows it.
 *
 * <p>Not thread-safe; one is made for each session to be taken back.
 */
public final class Reclaim {
    /** How far the clocks of a ticket's issuer and its reader may differ. */
    private static final long MAX_SKEW_SECONDS = 2;

    private final JanusClient janus;
    private final List<PluginType<?>> types = new ArrayList<>(PluginTypes.ALL);
    private final List<GapSource> sources = new ArrayList<>();
    private boolean allowRebuild;
    private Duration handoffTimeout = Duration.ofSeconds(2);
    private @Nullable Duration maxAge;
    private BooleanSupplier gate = () -> true;
    private @Nullable MediaContinuation media;
    private @Nullable SipCallReplacement calls;
    private TicketRecipient recipient = TicketRecipient.ANYONE;
    private final Clock clock = Clock.systemUTC();

    private Reclaim(JanusClient janus) {
        this.janus = janus;
    }

    /** Takes back over this client's connection. */
    public static Reclaim with(JanusClient janus) {
        return new Reclaim(janus);
    }

    /** Asks one more source what happened meanwhile: an {@link AdminSource}, an {@link EventJournal}, one of your own. */
    public Reclaim source(GapSource source) {
        sources.add(source);
        return this;
    }

    /** Knows handles of one more plugin, beside the ten of Janus's own. */
    public Reclaim pluginType(PluginType<?> type) {
        types.add(0, type);
        return this;
    }

    /**
     * Passes each handle of a plugin to a function before anything is delivered to it: listeners that it registers get
     * everything, what was missed and what comes live.
     *
     * @param listen called once for each handle, before the session is claimed
     */
    public <P extends JanusPlugin> Reclaim listen(PluginType<P> type, Consumer<? super P> listen) {
        return pluginType(type.listening(listen));
    }

    /** Allows a new session with new handles if the old one is lost; {@link ReclaimOutcome.Rebuilt} says so then. */
    public Reclaim allowRebuild() {
        allowRebuild = true;
        return this;
    }

    /**
     * Refuses tickets that are older than this, and those that were issued more than {@value #MAX_SKEW_SECONDS} seconds from
     * now; without it the server decides, which knows how long it keeps sessions. It compares the clocks of two processes.
     */
    public Reclaim maxAge(Duration age) {
        maxAge = age;
        return this;
    }

    /**
     * How long a last owner that let go in an orderly way has time to pass on what came after its ticket; 2 seconds. One
     * that is still there needs less than a tenth of that.
     */
    public Reclaim handoffTimeout(Duration time) {
        handoffTimeout = time;
        return this;
    }

    /**
     * Has something decide, from the claim on, whether this process owns the session, so that something may be sent; as {@link
     * dev.janusclient.JanusSession#commandGate} does for a session that is there already. What is refused fails with {@link
     * dev.janusclient.error.JanusNotSentException}; if that is the claim, so does what {@link #take} gives.
     *
     * @param mayCommand called by any thread, often; it must be quick and must not block
     */
    public Reclaim commandGate(BooleanSupplier mayCommand) {
        gate = mayCommand;
        return this;
    }

    /**
     * Continues the media of handles whose tickets allow it, before anything else is done: {@link HandleOutcome#mediaRecovery()} is
     * {@link dev.janusclient.recovery.MediaRecovery.Continued} then. Where that fails, the handle's findings say why.
     *
     * <p>The outcome waits for what the continuation says, and comes where that does.
     *
     * @param continuation asked for each such handle, before {@link #take} does anything else
     */
    public Reclaim media(MediaContinuation continuation) {
        media = continuation;
        return this;
    }

    /**
     * Goes on with answered SIP calls whose media is not continued otherwise, by another call between the same two: {@link
     * HandleOutcome#mediaRecovery()} is {@link dev.janusclient.recovery.MediaRecovery.Continued} then, and otherwise says why the call
     * is over: it was ended. Without this such a call stays as it is, and the application decides.
     *
     * @param replacement asked once the session is taken back; the outcome waits for what it says
     */
    public Reclaim replaceCalls(SipCallReplacement replacement) {
        calls = replacement;
        return this;
    }

    /** Reads signed and encrypted tickets as somebody: with a name, or with a memory of the tickets that were used. */
    public Reclaim as(TicketRecipient reader) {
        recipient = reader;
        return this;
    }

    /**
     * Takes the session back. What its last owner forwards is believed as it is: whoever has read the ticket and reaches Janus can
     * forge it. {@link #take(String, TicketForm)} believes only what is authenticated.
     *
     * @return an outcome, {@link ReclaimOutcome.Lost} included; a failure only if no connection could be had, with {@link
     *     dev.janusclient.error.JanusConnectException}: the ticket is good for another attempt; if the connection ended before the
     *     outcome was known, or if a plugin's factory or a listener throws. A session of that id that is active
     *     here stays so unless it was taken back
     */
    public CompletableFuture<ReclaimOutcome> take(HandoverTicket ticket) {
        return take(ticket, null);
    }

    private CompletableFuture<ReclaimOutcome> take(HandoverTicket ticket, @Nullable HandoverKeys keys) {
        Duration age = Duration.between(ticket.issuedAt(), clock.instant());
        Duration limit = maxAge;
        if (limit != null && age.compareTo(limit) > 0) {
            return invalid(
                    ticket.sessionId(),
                    "the ticket is " + Durations.text(age) + " old; " + Durations.text(limit) + " are allowed");
        } else if (limit != null && age.compareTo(Duration.ofSeconds(-MAX_SKEW_SECONDS)) < 0) {
            return invalid(ticket.sessionId(), "the ticket was issued " + Durations.text(age.negated()) + " from now");
        }
        ReclaimPlan plan = new ReclaimPlan(types, sources, allowRebuild, handoffTimeout, gate, keys);
        MediaAttempts attempts = MediaAttempts.begin(media, ticket, gate);
        SipCallReplacement replacement = calls;
        if (replacement == null && media == null) {
            return janus.reclaim(ticket, plan);
        }
        MediaReport report = new MediaReport(janus.observer(), ticket);
        CompletableFuture<ReclaimOutcome> settled = attempts.settle(janus.reclaim(ticket, plan));
        if (replacement != null) {
            settled = settled.thenCompose(new CallReplacements(replacement, ticket, sources)::settle);
        }
        return settled.whenComplete((outcome, failure) -> report.send(outcome));
    }

    /**
     * Takes the session of a signed or encrypted ticket back. What its last owner forwards is believed only if it is
     * authenticated with the keys of the form, as {@code session.handOff(form.keys())} does it.
     *
     * @param text as {@link TicketForm#write} wrote it; one that was altered, is of another key, or whose terms do not allow
     *     its use ends as {@link LostReason#INVALID_TICKET}
     */
    public CompletableFuture<ReclaimOutcome> take(String text, TicketForm form) {
        HandoverTicket ticket;
        try {
            ticket = form.read(text, recipient);
        } catch (JanusHandoverTicketException e) {
            return invalid(0, String.valueOf(e.getMessage()));
        }
        return take(ticket, form.keys());
    }

    private static CompletableFuture<ReclaimOutcome> invalid(long sessionId, String why) {
        return CompletableFuture.completedFuture(new ReclaimOutcome.Lost(sessionId, LostReason.INVALID_TICKET, why));
    }
}
