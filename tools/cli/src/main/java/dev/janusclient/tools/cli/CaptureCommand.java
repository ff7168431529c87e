// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.admin.AdminRequest;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.tools.model.Server;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus capture}. */
@Command(
        name = "capture",
        description = "Has Janus write a handle's packets, decrypted, into a file on the server, until Ctrl-C.",
        footer = "The file holds what people said: have a reason, and delete it.")
final class CaptureCommand extends Subcommand {
    @Parameters(paramLabel = "HANDLE", description = "The handle's id.")
    private long handleId;

    @Option(names = "--session", paramLabel = "SESSION", description = "Its session; looked for if absent.")
    private long sessionId;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "On the server; its current one by default.")
    private @Nullable String folder;

    @Option(names = "--file", paramLabel = "NAME", description = "On the server; Janus makes one up by default.")
    private @Nullable String file;

    @Option(
            names = "--truncate",
            paramLabel = "BYTES",
            description = "How much of each packet is kept; all by default.")
    private @Nullable Integer truncate;

    @Option(names = "--text", description = "As text for text2pcap, instead of a pcap file.")
    private boolean text;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    @Override
    ExitCode run() {
        Server server = janus().server();
        JanusAdmin admin = server.admin();
        long session = sessionId == 0 ? janus().directory().sessionOf(handleId) : sessionId;
        AdminRequest.PacketDump where = new AdminRequest.PacketDump(folder, file, truncate);
        try (Stop stop = new Stop(seconds)) {
            server.admin(
                    text ? admin.startText2pcap(session, handleId, where) : admin.startPcap(session, handleId, where));
            try {
                String written = janus().directory().detail(session, handleId).pcapFile();
                output().done(
                                "The packets of handle " + handleId + " go into " + written + " on the server.",
                                Map.of("file", String.valueOf(written)));
                stop.await();
            } finally {
                server.admin(text ? admin.stopText2pcap(session, handleId) : admin.stopPcap(session, handleId));
            }
        }
        return ExitCode.OK;
    }
}
