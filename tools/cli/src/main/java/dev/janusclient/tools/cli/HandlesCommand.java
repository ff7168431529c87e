// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.HandleSummary;
import dev.janusclient.tools.model.MediaSummary;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus handles}. */
@Command(name = "handles", description = "Lists the handles, all of them or those that fit.")
final class HandlesCommand extends Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "SEARCH",
            description =
                    "A part of a user's name, call id, opaque id, room, peer or of a handle's or session's number.")
    private @Nullable String search;

    @Option(names = "--plugin", paramLabel = "NAME", description = "Only those of a plugin, for example sip.")
    private @Nullable String plugin;

    @Override
    ExitCode run() {
        String wanted = search;
        List<HandleSummary> handles = janus().directory().read().handles().stream()
                .filter(handle -> wanted == null || handle.matches(wanted))
                .filter(handle -> plugin == null || plugin.equals(handle.plugin()))
                .toList();
        output().rows(
                        handles,
                        wanted == null ? "There are no handles." : "There is no handle that fits.",
                        Column.<HandleSummary>of("HANDLE", HandleSummary::handleId),
                        Column.of("SESSION", HandleSummary::sessionId),
                        Column.of("PLUGIN", HandleSummary::plugin),
                        Column.of("USER", HandleSummary::user),
                        Column.of("STATE", HandleSummary::state),
                        Column.of("PEER/ROOM", handle -> handle.peer() == null ? handle.room() : handle.peer()),
                        Column.of("OPAQUE ID", HandleSummary::opaqueId),
                        Column.<HandleSummary>of("ICE", HandleSummary::ice).styled(handle -> style(handle.ice())),
                        Column.<HandleSummary>of("DTLS", HandleSummary::dtls).styled(handle -> style(handle.dtls())),
                        Column.of("KBIT/S IN", handle -> media(handle, media -> media.bitsIn() / 1000)),
                        Column.of("OUT", handle -> media(handle, media -> media.bitsOut() / 1000)),
                        Column.of("LOST", handle -> media(handle, media -> media.lost() + media.lostByRemote())),
                        Column.of("RTT MS", handle -> media(handle, MediaSummary::rttMillis)));
        return ExitCode.OK;
    }

    private static @Nullable Long media(HandleSummary handle, ToLongFunction<MediaSummary> number) {
        MediaSummary media = handle.media();
        return media == null ? null : Long.valueOf(number.applyAsLong(media));
    }

    static Style style(@Nullable String state) {
        if (state == null) {
            return Style.PLAIN;
        }
        return switch (state) {
            case "ready", "connected" -> Style.GOOD;
            case "failed" -> Style.BAD;
            default -> Style.DOUBTFUL;
        };
    }
}
