// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.doctor;

import static dev.janusclient.doctor.Diagnosis.Severity.FATAL;
import static dev.janusclient.doctor.Diagnosis.Severity.NOTE;
import static dev.janusclient.doctor.Diagnosis.Severity.WARNING;

import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.doctor.Diagnosis.Severity;
import dev.janusclient.internal.handoff.HandoffSender;
import dev.janusclient.internal.message.Version;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One examination of a server and a client's options. */
final class Examination {
    private final ServerInfo server;
    private final ServerCheck.Options options;
    private final List<Finding> findings = new ArrayList<>();

    Examination(ServerInfo server, ServerCheck.Options options) {
        this.server = server;
        this.options = options;
    }

    List<Finding> findings() {
        timeouts();
        lossDetection();
        access();
        version();
        publishedHoles();
        eventSources();
        media();
        return findings;
    }

    private void timeouts() {
        int reclaim = server.reclaimSessionTimeout();
        if (!server.versionKnown()) {
            return;
        }
        if (reclaim == 0) {
            add(
                    FATAL,
                    "reclaim_session_timeout",
                    "it is 0: a session ends with its connection, and can't be reclaimed after a crash",
                    "set it in janus.jcfg, for example to 60");
        } else {
            Duration keepalive = keepaliveInterval();
            Duration certain = server.guaranteedReclaimWindow(keepalive);
            add(
                    certain.toMillis() < 5000 ? WARNING : NOTE,
                    "reclaim_session_timeout",
                    "it says " + reclaim + " s, but it runs from a session's last activity and not from the loss of its"
                            + " owner: " + seconds(certain) + " are certain with keepalives every "
                            + seconds(keepalive)
                            + (Version.atLeast(server.versionString(), "1.4.2") ? "" : " (so before Janus 1.4.2)"),
                    certain.toMillis() < 5000 ? "raise it; a process needs seconds to start" : "");
        }
        if (server.sessionTimeout() > 0 && server.sessionTimeout() < reclaim) {
            add(
                    WARNING,
                    "session_timeout",
                    "it is " + server.sessionTimeout() + " s and shorter than reclaim_session_timeout " + reclaim
                            + " s: it ends orphaned sessions first",
                    "make it at least as long");
        }
        if (server.sessionTimeout() == 0) {
            add(
                    WARNING,
                    "session_timeout",
                    "it is 0: a session whose owner's connection is half open lives on for ever",
                    "set it in janus.jcfg, for example to 60");
        }
    }

    /** The one that is used with this server. */
    private Duration keepaliveInterval() {
        Duration asked = options.keepaliveInterval();
        Duration longest = server.maxKeepaliveInterval();
        return asked != null && asked.compareTo(longest) < 0 ? asked : longest;
    }

    private void lossDetection() {
        Duration idle = options.idleTimeout();
        if (options.pingInterval().isZero() || idle.isZero()) {
            add(
                    WARNING,
                    "pingInterval",
                    "this client does not ping: a connection that is half open is found out only when a request is not"
                            + " answered in time",
                    "leave pingInterval and idleTimeout at their defaults");
        } else if (server.reclaimEnabled()
                && idle.compareTo(server.guaranteedReclaimWindow(keepaliveInterval())) >= 0) {
            add(
                    WARNING,
                    "idleTimeout",
                    "a half-open connection is found out after " + seconds(idle) + ", and a session may be gone after "
                            + seconds(server.guaranteedReclaimWindow(keepaliveInterval())),
                    "make it shorter, or the server's timeouts longer");
        }
        Duration keepalive = options.keepaliveInterval();
        if (keepalive != null && keepalive.compareTo(server.maxKeepaliveInterval()) > 0) {
            add(
                    WARNING,
                    "keepaliveInterval",
                    seconds(keepalive) + " is longer than is safe with this server; "
                            + seconds(server.maxKeepaliveInterval()) + " is used",
                    "leave it out");
        }
        if (!options.recovers()) {
            add(NOTE, "recovery", "this client does not take its sessions back after a lost connection", "");
        }
    }

    private void access() {
        if (!Boolean.TRUE.equals(server.apiSecret()) && !Boolean.TRUE.equals(server.authToken())) {
            add(
                    WARNING,
                    "api_secret",
                    "the server has neither an API secret nor tokens: whoever reaches it can claim any session",
                    "set api_secret, or token_auth with token_auth_secret, in janus.jcfg");
        }
        if ("MyJanusInstance".equals(server.serverName()) || server.serverName().isEmpty()) {
            add(
                    WARNING,
                    "server_name",
                    "it is the default: a ticket can't be distinguished from one of another server",
                    "give each server a name of its own in janus.jcfg");
        }
    }

    private void version() {
        String version = server.versionString();
        if (!server.versionKnown()) {
            add(
                    WARNING,
                    "version",
                    "the server does not say its version and its timeouts: a proxy, or no Janus",
                    "find out what reclaim_session_timeout and session_timeout are at the Janus behind it");
        } else if (!Version.atLeast(version, "1.0.0")) {
            add(
                    WARNING,
                    "version",
                    "Janus " + version
                            + " is older than 1.0: its events name no streams, and requests that came later are"
                            + " refused by it",
                    "update");
        }
        if (!Version.atLeast(version, "1.4.0") && has("janus.plugin.sip")) {
            add(
                    WARNING,
                    "version",
                    "Janus before 1.4.0 may crash when a SIP handle that has helpers is detached or destroyed: a crash"
                            + " takes every session with it",
                    "update, or do without helpers");
        }
        if (!Version.atLeast(version, "1.2.0") && has("janus.plugin.streaming")) {
            add(
                    NOTE,
                    "version",
                    "Janus 1.1.2 crashes on 'disable' of a mountpoint that does not record",
                    "do not disable such mountpoints, or update");
        }
    }

    private void publishedHoles() {
        for (PublishedHole hole : PublishedHole.ALL) {
            if (server.versionKnown()
                    && hole.isIn(server.versionString())
                    && (hole.plugin() == null || has(hole.plugin()))) {
                add(
                        WARNING,
                        "version",
                        "Janus " + server.versionString() + " has a published security hole, unless its distributor has"
                                + " mended it: " + hole.what() + "; a crash takes every session with it",
                        "update to " + hole.until() + " or later");
            }
        }
    }

    private void eventSources() {
        if (Boolean.FALSE.equals(server.eventHandlers())) {
            add(
                    NOTE,
                    "event_handlers",
                    "event handlers are off: no journal can record what is missed while a session has no owner",
                    "switch one on, for example sampleevh, and let an EventJournal listen");
        }
        if (server.plugins() != null && !HandoffSender.possible(server)) {
            add(
                    NOTE,
                    "plugins",
                    "none of echotest, nosip, videocall, voicemail is loaded: an owner that lets go can't pass on what"
                            + " comes after its ticket",
                    "load echotest");
        }
    }

    /** What ends the media of a call, and with it the call, between the death of its process and its takeover. */
    private void media() {
        if (Boolean.TRUE.equals(server.iceConsentFreshness())) {
            add(
                    WARNING,
                    "ice_consent_freshness",
                    "it is on: Janus ends the ICE of a process that has died after some seconds, and hangs the call up 5 s later",
                    "switch it off in janus.jcfg, or take sessions over within 6 s");
        }
        if (Boolean.TRUE.equals(server.iceKeepaliveConncheck())) {
            add(
                    WARNING,
                    "ice_keepalive_conncheck",
                    "it is on: Janus finds out that a process has died after some 40 s, and hangs its calls up",
                    "switch it off in janus.jcfg, or take sessions over within 40 s");
        }
        if ("regular".equals(server.iceNomination())) {
            add(
                    NOTE,
                    "ice_nomination",
                    "it is regular: where Janus has made the offer, it alone chooses addresses, and a process that continues the"
                            + " media has to claim that role, as janus-client-media does",
                    "");
        }
        String announced = server.publicIp();
        if (announced != null && !announced.isEmpty() && !announced.equals(server.localIp())) {
            add(
                    NOTE,
                    "nat_1_1_mapping",
                    "Janus says that it is at " + announced + " instead of " + server.localIp()
                            + ": media goes on at the address that its last owner used, which has to be in reach of the next one",
                    "try a takeover from where the next owner will run");
        }
    }

    private boolean has(String plugin) {
        Map<String, ServerInfo.Module> plugins = server.plugins();
        return plugins == null || plugins.containsKey(plugin);
    }

    private void add(Severity severity, String subject, String problem, String advice) {
        findings.add(new Finding(severity, subject, problem, advice));
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
