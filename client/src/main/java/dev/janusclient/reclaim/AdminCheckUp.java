// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import static dev.janusclient.doctor.Diagnosis.Severity.FATAL;
import static dev.janusclient.doctor.Diagnosis.Severity.NOTE;
import static dev.janusclient.doctor.Diagnosis.Severity.WARNING;

import dev.janusclient.admin.AdminReply;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.message.Secret;
import dev.janusclient.message.ServerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the Admin API shows to the doctor: whether its secret is the default, and what was changed while the server ran. */
public final class AdminCheckUp implements CheckUp {
    /** The secret of every fresh installation (janus.jcfg.sample). */
    private static final Secret DEFAULT_SECRET = Secret.of("janusoverlord");

    private final String uri;
    private final Secret adminSecret;

    /**
     * Makes a check-up.
     *
     * @param uri where the Admin API listens
     */
    public AdminCheckUp(String uri, Secret adminSecret) {
        this.uri = uri;
        this.adminSecret = adminSecret;
    }

    @Override
    public CompletableFuture<List<Finding>> examine(ServerInfo server) {
        List<Finding> findings = new ArrayList<>();
        JanusAdmin admin = JanusAdmin.create(uri, adminSecret);
        JanusAdmin withDefaultSecret = JanusAdmin.create(uri, DEFAULT_SECRET);
        CompletableFuture<List<Finding>> examined = admin.status()
                .thenAccept(status -> compare(server, status, findings))
                .thenCompose(done -> withDefaultSecret.status().handle((status, refused) -> refused == null))
                .thenApply(open -> {
                    if (open) {
                        findings.add(new Finding(
                                WARNING,
                                "admin_secret",
                                "it is the one of every fresh installation (CVE-2026-108831): whoever reaches the Admin API can"
                                        + " end any session",
                                "set another one in janus.jcfg"));
                    }
                    return findings;
                });
        return examined.whenComplete((done, failure) -> {
            admin.close();
            withDefaultSecret.close();
        });
    }

    private static void compare(ServerInfo server, AdminReply.Status status, List<Finding> findings) {
        if (status.reclaimSessionTimeout() == 0 && server.reclaimEnabled()) {
            findings.add(new Finding(
                    FATAL, "reclaim_session_timeout", "it was set to 0 while the server ran", "set it back"));
        }
        if (status.sessionTimeout() != server.sessionTimeout()) {
            findings.add(new Finding(
                    NOTE,
                    "session_timeout",
                    "it was changed while the server ran: " + status.sessionTimeout() + " s and not "
                            + server.sessionTimeout() + " s",
                    ""));
        }
        if (status.noMediaTimer() == 0) {
            findings.add(new Finding(
                    NOTE,
                    "no_media_timer",
                    "it is 0: no media event reports that the media of a dead owner has stopped",
                    ""));
        }
        if (status.slowlinkThreshold() == 0) {
            findings.add(
                    new Finding(
                            NOTE,
                            "slowlink_threshold",
                            "it is 0, as by default: no SlowLink event reports that packets are lost",
                            "set it in janus.jcfg, or with JanusAdmin.setSlowlinkThreshold, if a program shows the quality of calls"));
        }
    }
}
