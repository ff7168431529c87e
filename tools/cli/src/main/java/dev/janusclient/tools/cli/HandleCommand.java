// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.tools.model.DirectoryReader;
import dev.janusclient.tools.model.Server;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus handle}. */
@Command(name = "handle", description = "Shows everything about one handle, or ends it.")
final class HandleCommand extends Subcommand {
    @Parameters(paramLabel = "HANDLE", description = "The handle's id.")
    private long handleId;

    @Option(names = "--session", paramLabel = "SESSION", description = "Its session; looked for if absent.")
    private long sessionId;

    @Option(names = "--hangup", description = "Ends its PeerConnection; several plugins end their call with it.")
    private boolean hangup;

    @Option(names = "--detach", description = "Ends the handle.")
    private boolean detach;

    @Option(names = "--yes", description = "Does not ask before it ends something.")
    private boolean yes;

    @Override
    ExitCode run() {
        Server server = janus().server();
        DirectoryReader directory = janus().directory();
        long session = sessionId == 0 ? directory.sessionOf(handleId) : sessionId;
        if (hangup || detach) {
            String what = detach ? "Detach handle " : "End the PeerConnection of handle ";
            Terminal.confirm(what + handleId + "?", yes);
            JanusAdmin admin = server.admin();
            server.admin(detach ? admin.detachHandle(session, handleId) : admin.hangupWebrtc(session, handleId));
            output().done("It was done.", Map.of(detach ? "detached" : "hung_up", handleId));
        } else {
            output().object(directory.detail(session, handleId));
        }
        return ExitCode.OK;
    }
}
