// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.message.Secret;
import dev.janusclient.tools.model.Rooms;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus record}. */
@Command(
        name = "record",
        description = "Has Janus record a room of the audio bridge or the video room, or ends that.",
        footer = {
            "The files are at the server: a WAV file of the mix of an audio bridge, and .mjr files of each participant of a"
                    + " video room, in its rec_dir, which janus-pp-rec turns into others.",
            "A call is recorded by its owner: 'janus send sip recording --fields' lists what that takes."
        })
final class RecordCommand extends Subcommand {
    @Parameters(paramLabel = "PLUGIN/ROOM", description = "Which room, for example audiobridge/1234.")
    private String room = "";

    @Option(names = "--stop", description = "Ends the recording.")
    private boolean stop;

    @Option(
            names = "--file",
            paramLabel = "NAME",
            description = "The WAV file at the server; Janus makes a name up if absent. Audio bridge only.")
    private @Nullable String file;

    @Option(
            names = "--folder",
            paramLabel = "PATH",
            description = "The folder of the WAV file at the server. Audio bridge only.")
    private @Nullable String folder;

    @Option(names = "--room-secret-file", paramLabel = "FILE", description = "Has the room's secret.")
    private @Nullable Path secretFile;

    @Override
    ExitCode run() {
        RoomName name = RoomName.of(room, Rooms.RECORDED);
        Secret secret = secretFile == null ? null : Settings.read(secretFile);
        new Rooms(janus().server(), RoomName.SECRET_ADVICE)
                .record(name.plugin(), name.room(), !stop, file, folder, secret);
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("plugin", name.plugin());
        done.put("room", name.room());
        done.put("recorded", !stop);
        output().done(
                        "Room " + name.room() + " of the " + name.plugin()
                                + (stop ? " is not recorded any more." : " is recorded, at the server."),
                        done);
        return ExitCode.OK;
    }
}
