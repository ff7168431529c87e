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
            "'janus send --admin audiobridge enable_mjrs' has each participant of an audio bridge recorded, as an .mjr file.",
            "A mountpoint of the streaming plugin is no room. It is recorded by whoever has the Admin API, and its secret if it has"
                    + " one, secret=@FILE: janus send --admin streaming recording action=start id=1 media='[{\"mid\":\"v\"}]'. With"
                    + " action=stop that ends; janus send --admin streaming info id=1 shows the mids.",
            "What one handle sends and receives can be recorded by its session's owner alone. The requests are 'recording' of sip"
                    + " and nosip, 'set' of videocall with record=true, 'message' of echotest with record=true, 'configure' of a"
                    + " participant of the video room or the audio bridge with record=true, and 'record' of recordplay and voicemail."
                    + " 'janus send --handle HANDLE' sends one, and takes the session from its owner for that."
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
