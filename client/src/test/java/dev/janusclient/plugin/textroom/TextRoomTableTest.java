// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.plugin.PluginTableTest;
import java.util.Set;

/** The text room plugin against the table. */
class TextRoomTableTest extends PluginTableTest {
    TextRoomTableTest() {
        super(JanusTextRoomPlugin.TYPE, TextRoomErrorCode.values());
    }

    /** A refusal as the other plugins word theirs, and what is told over the data channel. */
    @Override
    protected Set<String> otherRows() {
        return Set.of(
                "textroom=event + error_code",
                "textroom=message",
                "textroom=announcement",
                "textroom=join",
                "textroom=leave",
                "textroom=kicked",
                "textroom=destroyed");
    }
}
