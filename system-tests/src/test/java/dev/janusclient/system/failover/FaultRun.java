// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.ProxiedMessage;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Three members, two Janus and a store, with sessions that have live state, and faults that happen to them. Each member has ways of its
 * own to each Janus and to the store, which can be cut and are recorded.
 */
final class FaultRun implements AutoCloseable {
    static final int MEMBERS = 3;
    static final int SERVERS = 2;

    private static final Duration TICK_INTERVAL = Duration.ofMillis(400);

    /** How long Janus keeps a session without an owner. Nothing may be without one for that long. */
    private final Duration window;

    private final Duration lease;
    private final StoreUnderFault store;
    private final OwnershipStore view;
    private final List<JanusServer> servers = new ArrayList<>();
    private final List<RoomEvents> rooms = new ArrayList<>();
    private final List<List<FaultProxy>> ways = new ArrayList<>();
    private final List<MemberProcess> members = new ArrayList<>();
    private final List<SipCaller> callers = new ArrayList<>();
    private final SipRegistrar registrar;
    private final EventRelay events = new EventRelay();
    private final List<Checker.Command> wire = new ArrayList<>();
    private final List<RoomEvents.Tick> ticks = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor();
    private final Journals journals;
    private int sessions;

    /** @param storeName file, postgresql or redis */
    FaultRun(Path folder, String storeName, Duration lease) throws IOException {
        this.lease = lease;
        window = lease.multipliedBy(30);
        store = new StoreUnderFault(storeName, folder.resolve("store"), MEMBERS);
        view = StoreUnderFault.open(store.direct(), Duration.ofSeconds(30));
        registrar = SipRegistrar.start(PrivateNetwork.address());
        for (int i = 0; i < SERVERS; i++) {
            JanusServer server = JanusServer.builder()
                    .plugins("echotest", "audiobridge", "videoroom", "sip")
                    .adminSecret(MissedEvents.ADMIN_SECRET.reveal())
                    .eventHandler("sample", events.config())
                    .reclaimSessionTimeout((int) window.toSeconds())
                    .sessionTimeout((int) window.toSeconds())
                    .start();
            servers.add(server);
            rooms.add(new RoomEvents(server.uri().toString(), Member.server(i)));
        }
        for (int i = 0; i < MEMBERS; i++) {
            List<String> arguments = new ArrayList<>(
                    List.of(store.forMember(i), String.valueOf(lease.toMillis()), String.valueOf(events.port())));
            List<FaultProxy> own = new ArrayList<>();
            for (JanusServer server : servers) {
                FaultProxy proxy = FaultProxy.to(server.uri());
                own.add(proxy);
                arguments.addAll(List.of(
                        proxy.uri().toString(),
                        server.serverName(),
                        server.adminUri().toString()));
            }
            ways.add(own);
            members.add(new MemberProcess(folder, "m" + i, arguments));
        }
        journals = new Journals(members.stream().map(MemberProcess::journal).toList());
    }

    /** The faults that can be had here. */
    Set<FaultKind> kinds() {
        Set<FaultKind> kinds = EnumSet.copyOf(store.kinds());
        if (MemberProcess.faketime() == null) {
            kinds.remove(FaultKind.CLOCK_SET);
        }
        return kinds;
    }

    /** Starts the members, and has them create sessions: a third of each kind; a few calls ring. */
    void begin(int wanted, int calls) throws IOException, InterruptedException {
        for (MemberProcess member : members) {
            member.start();
        }
        eventually("three members have joined", () -> view.members().size() == MEMBERS);
        for (int i = 0; i < wanted; i++) {
            Kind kind = List.of(Kind.ECHOTEST, Kind.AUDIOBRIDGE, Kind.VIDEOROOM).get(i % 3);
            members.get(i / 3 % MEMBERS).say(kind + " s-" + i + " " + RoomEvents.room(i / 3));
        }
        for (int i = 0; i < calls; i++) {
            String user = "user" + i;
            members.get(i % MEMBERS)
                    .say(Kind.SIP + " " + user + " sip:" + user + "@" + registrar.address() + ":" + registrar.port()
                            + " " + registrar.proxy());
            eventually(user + " is registered", () -> journals.joined().values().stream()
                    .anyMatch(line -> line.detail().contains(" " + user + " ")));
            callers.add(SipCaller.call(registrar.awaitContact(user), SipMedia.none(PrivateNetwork.address())));
            callers.get(i).awaitRinging();
        }
        sessions = wanted + callers.size();
        eventually("all sessions are created and saved", () -> created() == sessions);
        for (RoomEvents one : rooms) {
            int[] number = {0};
            var unused = ticking.scheduleWithFixedDelay(
                    () -> cause(one, number[0]++), 0, TICK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** An event of which it is not known whether it happened, because Janus did not answer in time, is not looked for. */
    @SuppressWarnings("SystemOut") // beside the faults
    private void cause(RoomEvents room, int number) {
        try {
            ticks.add(room.tick(number));
        } catch (AssertionError e) {
            System.out.println("not caused in time: event " + number + ", " + e);
        }
    }

    /** The sessions that were created and whose tickets have what a later owner needs. */
    private long created() throws IOException {
        Set<Long> complete = new HashSet<>();
        Map<Long, Journal.Line> joined = journals.joined();
        for (Journal.Line line : journals.all()) {
            Journal.Line where = joined.get(line.session());
            if (where != null
                    && line.what().equals("saved")
                    && isComplete(line, where.detail().contains(" " + Kind.SIP + " "))) {
                complete.add(line.session());
            }
        }
        return complete.size();
    }

    private static boolean isComplete(Journal.Line saved, boolean calling) {
        return calling ? saved.detail().equals("ringing") : !saved.detail().equals("nothing");
    }

    /** Has one fault happen, and waits until all sessions are commanded again, unless the next one is to come before. */
    void inflict(FaultPlan.Step step) throws IOException, InterruptedException {
        MemberProcess member = members.get(step.member());
        FaultProxy way = ways.get(step.member()).get(step.server());
        boolean odd = step.number() % 2 == 1;
        switch (step.kind()) {
            case KILLED -> restart(member);
            case STOPPED -> {
                member.signal("STOP");
                StoreUnderFault.pass(step.lasts());
                member.signal("CONT");
            }
            case STORE_RESTARTED -> store.restart(odd ? step.lasts() : Duration.ZERO);
            case STORE_CUT_OFF -> store.cutOff(step.member(), step.lasts(), odd);
            case REPLY_LOST -> {
                store.loseReplies();
                restart(member);
            }
            case JANUS_CUT_OFF -> {
                way.refuse();
                way.inflict(odd ? new LinkFault.Reset() : new LinkFault.Cut());
                StoreUnderFault.pass(step.lasts());
                way.accept();
            }
            case JANUS_SILENT -> way.inflict(LinkFault.HalfOpen.both());
            case CLOCK_SET ->
                setClock(member, Duration.ofHours(odd ? 1 + step.number() % 23 : -1 - step.number() % 23));
        }
        if (!step.overlaps()) {
            awaitAnswers("after " + step);
        }
        takeMessages();
    }

    /** Returns once the process reads the time from that clock. */
    private void setClock(MemberProcess member, Duration offset) throws IOException, InterruptedException {
        member.setClock(offset);
        eventually(member + " has its clock set", () -> {
            Long clock = journals.clocks().get(member.life());
            return clock != null && Math.abs(clock - Member.wallClock() - offset.toSeconds()) < 60;
        });
    }

    private static void restart(MemberProcess member) throws IOException, InterruptedException {
        member.kill();
        member.start();
    }

    /**
     * Waits until three members live, and each session's owner has had an answer for it, sent or received from now on, at the session's
     * present epoch. Janus would end a session that waits longer.
     */
    void awaitAnswers(String when) throws InterruptedException, IOException {
        long from = System.nanoTime();
        Set<Long> done = new HashSet<>();
        eventually(
                "each session is owned and commanded " + when,
                () -> view.members().size() == MEMBERS && unanswered(from, done).isEmpty());
    }

    /**
     * The sessions that have no answer since then at their present epoch, and where they are.
     *
     * @param done those that had one
     */
    private Map<Long, String> unanswered(long from, Set<Long> done) throws IOException {
        Map<Long, String> missing = new TreeMap<>();
        Map<Long, Journal.Line> answers = journals.answered();
        for (Journal.Line joined : journals.joined().values()) {
            long session = joined.session();
            Journal.Line answer = answers.get(session);
            if (done.contains(session)) {
                continue;
            }
            if (answer != null && answer.nanoTime() - from > 0 && isPresent(joined, answer)) {
                done.add(session);
            } else {
                missing.put(session, joined.detail() + ", last answer " + answer);
            }
        }
        return missing;
    }

    private boolean isPresent(Journal.Line joined, Journal.Line answer) {
        Ownership row = view.find(new SessionKey(joined.detail().split(" ", 2)[0], joined.session()));
        return row != null
                && answer.detail().startsWith(row.epoch() + " ")
                && !answer.detail().endsWith(" silent");
    }

    /** Ends the events in the rooms, and compares all that was written down with the wires. */
    Checker check() throws IOException, InterruptedException {
        ticking.shutdown();
        if (!ticking.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the events in the rooms do not end");
        }
        awaitAnswers("at the end");
        members.forEach(MemberProcess::close);
        takeMessages();
        Checker checker = new Checker(journals.all(), lease);
        checker.checkOwners(wire);
        checker.checkEvents(ticks);
        return checker;
    }

    private void takeMessages() {
        store.forgetMessages();
        for (int i = 0; i < MEMBERS; i++) {
            for (FaultProxy way : ways.get(i)) {
                for (ProxiedMessage message : way.takeMessages()) {
                    boolean arrived = message.direction() == FaultProxy.Direction.TO_JANUS
                            && message.passage() != ProxiedMessage.Passage.NOTHING;
                    if (arrived && message.json().has("session_id")) {
                        wire.add(new Checker.Command(
                                message.nanoTime(),
                                "m" + i,
                                Objects.requireNonNull(message.json().member("session_id"))
                                        .asLong(),
                                message.transaction()));
                    }
                }
            }
        }
    }

    /** What is waited for. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void eventually(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + window.toNanos();
        StoreException last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (StoreException e) {
                last = e;
            }
            for (MemberProcess member : members) {
                if (!member.isAlive()) {
                    throw new AssertionError(member + " has ended by itself");
                }
            }
            if (!journals.failures().isEmpty()) {
                throw new AssertionError("sessions were not created or were lost: " + journals.failures());
            }
            StoreUnderFault.pass(lease.dividedBy(5));
        }
        throw new AssertionError(
                "not within " + window.toSeconds() + " s: " + what + "; the members are " + view.members()
                        + ", free are " + view.free(10) + ", without an answer since then "
                        + unanswered(deadline - window.toNanos(), new HashSet<>()),
                last);
    }

    int sessions() {
        return sessions;
    }

    @Override
    public String toString() {
        return MEMBERS + " members, " + servers + ", store " + store + ", lease " + lease.toMillis() + " ms";
    }

    @Override
    public void close() {
        ticking.shutdownNow();
        members.forEach(MemberProcess::close);
        callers.forEach(SipCaller::close);
        rooms.forEach(RoomEvents::close);
        ways.forEach(own -> own.forEach(FaultProxy::close));
        servers.forEach(JanusServer::close);
        events.close();
        registrar.close();
        view.close();
        store.close();
    }
}
