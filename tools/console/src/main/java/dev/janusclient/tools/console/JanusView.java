// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.tools.model.CallSummary;
import dev.janusclient.tools.model.DirectoryReader;
import dev.janusclient.tools.model.EventFollower;
import dev.janusclient.tools.model.Observations;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.Rooms;
import dev.janusclient.tools.model.SafeText;
import dev.janusclient.tools.model.Server;
import dev.janusclient.tools.model.ServerSummary;
import dev.janusclient.tools.model.TimeLine;
import dev.janusclient.tools.model.Unseen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Janus server, with the events that {@code janus serve-events} keeps and the ownership store. */
public final class JanusView implements View {
    /** The doctor tries a session of its own: not too often. */
    private static final Duration DIAGNOSIS_INTERVAL = Duration.ofMinutes(10);

    private static final Duration TREND_INTERVAL = Duration.ofSeconds(10);

    /** What a page can show of the calls. */
    private static final int MAX_CALLS = 500;

    private final Server server;
    private final @Nullable Owners owners;
    private final Observations observed = new Observations();
    private final EventFollower events;
    private final Listings listings;
    private final Trend trend = new Trend(TREND_INTERVAL);
    private @Nullable Diagnosis diagnosis;
    private long diagnosed;

    /**
     * @param events the file of events, which need not be there (yet)
     * @param owners null if there is no ownership store
     */
    public JanusView(Server server, Path events, @Nullable Owners owners) {
        this.server = server;
        this.owners = owners;
        this.events = new EventFollower(events, true);
        // Without the owners, who are asked for what is shown only.
        this.listings = new Listings(() -> new DirectoryReader(server, observed, null), owners);
    }

    /** What the doctor found. */
    private record CheckedUp(boolean adminAsked, List<Finding> findings) {}

    private record Finding(Diagnosis.Severity severity, String subject, String problem, String advice) {}

    /** @param unseen why there can be none; null if there can */
    private record Calls(List<CallSummary> calls, @Nullable String unseen) {}

    /** @param reading another number if the sessions at Janus were read again */
    private record Ownership(List<Owners.Member> members, long reading) {}

    /** @param ending null if the call goes on */
    private record Call(TimeLine line, @Nullable String ending) {}

    @Override
    public List<Topic> topics() {
        return List.of(
                new Topic("server", () -> ServerSummary.of(server)),
                new Topic("calls", this::calls),
                new Topic("directory", this::directory),
                new Topic("trend", trend::shown),
                new Topic("rooms", () -> new Rooms(server).list()),
                new Topic("owners", this::ownership),
                // Takes longest: it waits for a session of its own to be lost and claimed.
                new Topic("doctor", this::doctor));
    }

    private Listings.Counts directory() {
        Listings.Counts counts = listings.refresh();
        trend.add(counts, server.traffic());
        return counts;
    }

    private Calls calls() {
        follow();
        List<CallSummary> calls = observed.calls();
        String unseen =
                observed.isFed() ? null : Unseen.noEvents("The list of calls").getMessage();
        return new Calls(calls.subList(0, Math.min(MAX_CALLS, calls.size())), unseen);
    }

    /** Events come from one file, and are to be taken in their order. */
    private synchronized void follow() {
        events.poll().forEach(observed::accept);
    }

    private Ownership ownership() {
        Owners store = owners;
        return store == null ? new Ownership(List.of(), 0) : new Ownership(store.members(), listings.reading());
    }

    private CheckedUp doctor() {
        Diagnosis last = diagnosis;
        if (last == null || System.nanoTime() - diagnosed > DIAGNOSIS_INTERVAL.toNanos()) {
            last = server.diagnose();
            diagnosis = last;
            diagnosed = System.nanoTime();
        }
        List<Finding> findings = last.findings().stream()
                .map(finding -> new Finding(
                        finding.severity(),
                        SafeText.of(finding.subject()),
                        SafeText.of(finding.problem()),
                        SafeText.of(finding.advice())))
                .toList();
        return new CheckedUp(server.hasAdminSecret(), findings);
    }

    @Override
    public Object handle(long session, long handle) {
        return new DirectoryReader(server, observed, owners).detail(session, handle);
    }

    @Override
    public Listing list(ListQuery query) {
        return listings.part(query);
    }

    @Override
    public Object call(String callId) {
        follow();
        TimeLine line = observed.timeLine(callId);
        if (line == null) {
            throw new ProblemException(Kind.NOT_FOUND, "No event named a call '" + callId + "'.");
        }
        return new Call(line, line.ending());
    }

    @Override
    public Object room(String plugin, String room) {
        return rooms(plugin).participants(plugin, room);
    }

    private Rooms rooms(String plugin) {
        if (!Rooms.PLUGINS.contains(plugin)) {
            throw new ProblemException(Kind.BAD_INPUT, "The plugin '" + plugin + "' has no rooms.");
        }
        return new Rooms(server);
    }

    @Override
    public String moderate(Moderation wanted) {
        String plugin = wanted.plugin();
        String who = wanted.participant();
        Rooms rooms = rooms(plugin);
        return switch (wanted.wish()) {
            case KICK -> {
                rooms.kick(plugin, wanted.room(), who, wanted.secret());
                yield who + " was put out.";
            }
            case MUTE -> {
                rooms.mute(plugin, wanted.room(), who, true, wanted.secret());
                yield who + " was muted.";
            }
            case UNMUTE -> {
                rooms.mute(plugin, wanted.room(), who, false, wanted.secret());
                yield who + " is not muted any more.";
            }
        };
    }

    @Override
    public String handOver(Handover wanted) {
        Owners store = owners;
        if (store == null) {
            throw new ProblemException(
                    Kind.NOT_CONFIGURED, "No ownership store is named: start the console with --store.");
        }
        return store.requestHandover(wanted.session(), wanted.to());
    }

    @Override
    public String act(Action action) {
        JanusAdmin admin = server.admin();
        String done =
                switch (action.verb()) {
                    case HANGUP -> {
                        server.admin(admin.hangupWebrtc(action.session(), action.handle()));
                        yield "The PeerConnection of handle " + action.handle() + " was ended.";
                    }
                    case DETACH -> {
                        server.admin(admin.detachHandle(action.session(), action.handle()));
                        yield "Handle " + action.handle() + " was detached.";
                    }
                    case DESTROY -> {
                        server.admin(admin.destroySession(action.session()));
                        yield "Session " + action.session() + " was destroyed.";
                    }
                };
        listings.expire();
        return done;
    }
}
