// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.message.Secret;
import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.Rooms;
import dev.janusclient.tools.model.Rooms.Participant;
import dev.janusclient.tools.model.Rooms.Room;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus rooms}. */
@Command(
        name = "rooms",
        description = "Lists the rooms of the video room, audio bridge and text room; or who is in one of them.")
final class RoomsCommand extends Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PLUGIN/ROOM",
            description = "Whose participants to list, for example videoroom/1234.")
    private @Nullable String room;

    @Option(names = "--kick", paramLabel = "ID", description = "Puts a participant out of the room.")
    private @Nullable String kick;

    @Option(names = "--mute", paramLabel = "ID", description = "Mutes a participant of an audio bridge or video room.")
    private @Nullable String mute;

    @Option(names = "--unmute", paramLabel = "ID", description = "Ends that.")
    private @Nullable String unmute;

    @Option(names = "--room-secret-file", paramLabel = "FILE", description = "Has the room's secret.")
    private @Nullable Path secretFile;

    @Option(names = "--yes", description = "Does not ask before it kicks.")
    private boolean yes;

    @Override
    ExitCode run() {
        Rooms rooms = new Rooms(janus().server(), RoomName.SECRET_ADVICE);
        String named = room;
        if (named == null) {
            output().rows(
                            rooms.list(),
                            "There are no rooms that are not private.",
                            Column.<Room>of("PLUGIN", Room::plugin),
                            Column.of("ROOM", Room::room),
                            Column.of("DESCRIPTION", Room::description),
                            Column.of("PARTICIPANTS", Room::participants),
                            Column.of("PIN", each -> each.pinRequired() ? "needed" : "-"));
            return ExitCode.OK;
        }
        RoomName name = RoomName.of(named, Rooms.PLUGINS);
        return inRoom(rooms, name.plugin(), name.room());
    }

    private ExitCode inRoom(Rooms rooms, String plugin, String name) {
        Secret secret = secretFile == null ? null : Settings.read(secretFile);
        if (kick != null) {
            Terminal.confirm("Put " + kick + " out of room " + name + "?", yes);
            rooms.kick(plugin, name, kick, secret);
            output().done(kick + " was put out.", Map.of("kicked", kick));
        } else if (mute != null) {
            rooms.mute(plugin, name, mute, true, secret);
            output().done(mute + " was muted.", Map.of("muted", mute));
        } else if (unmute != null) {
            rooms.mute(plugin, name, unmute, false, secret);
            output().done(unmute + " is not muted any more.", Map.of("unmuted", unmute));
        } else {
            output().rows(
                            rooms.participants(plugin, name),
                            "The room is empty.",
                            Column.<Participant>of("ID", Participant::id),
                            Column.of("DISPLAY", Participant::display),
                            Column.of("PUBLISHER", Participant::publisher),
                            Column.of("MUTED", Participant::muted),
                            Column.of("TALKING", Participant::talking));
        }
        return ExitCode.OK;
    }
}
