// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.recovery.Resync;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Compares what a text room handle knows of a room with what Janus says of it now; a pure function. */
final class TextRoomResync {
    private TextRoomResync() {}

    /**
     * What is different in one room.
     *
     * @param there who is in the room; null if it could not be asked
     * @param failure why it could not be asked
     */
    static void compare(
            TextRoomState.Membership ours,
            TextRoomReply.@Nullable Participants there,
            @Nullable Throwable failure,
            Resync.Builder said) {
        String room = "room " + ours.room();
        if (there == null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof JanusPluginException refused
                    && refused.errorCode() == TextRoomErrorCode.NO_SUCH_ROOM) {
                said.inferred(Map.of("textroom", "destroyed", "room", ours.room()))
                        .finding(room + " is gone");
            } else {
                said.unresolved("who is in " + room + (cause == null ? "" : ": " + cause.getMessage()));
            }
            return;
        }
        int others = there.participants().size();
        if (there.participants().stream().anyMatch(one -> one.username().equals(ours.username()))) {
            said.finding("in " + room + " we still are, and " + (others - 1) + " others");
        } else {
            said.inferred(Map.of("textroom", "leave", "room", ours.room(), "username", ours.username()))
                    .finding("in " + room + " we are not any more; " + others + " others are")
                    .unresolved("whether we left " + room + " or were removed");
        }
        said.unresolved("what was said in " + room + ", and who came and went");
    }
}
