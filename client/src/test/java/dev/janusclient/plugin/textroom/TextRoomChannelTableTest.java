// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import static dev.janusclient.ApiTable.object;

import dev.janusclient.ApiTable;
import dev.janusclient.PluginType;
import dev.janusclient.plugin.PluginTableTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The text room plugin's protocol over data channels against the table. */
class TextRoomChannelTableTest extends PluginTableTest {
    private static final PluginType<JanusTextRoomPlugin> TYPE = JanusTextRoomPlugin.TYPE;

    TextRoomChannelTableTest() {
        super(
                new PluginType<>(
                        TYPE.name(),
                        TYPE.factory(),
                        TextRoomChannelProtocol.REQUESTS,
                        TextRoomChannelProtocol.EVENTS,
                        TYPE.errorCodes()),
                table(),
                TextRoomErrorCode.values());
    }

    /** The plugin's, with the requests and events of the data channel. */
    private static Map<String, Object> table() {
        Map<String, Object> table = new HashMap<>(ApiTable.plugin(TYPE.name()));
        table.putAll(object(table, "datachannel"));
        return table;
    }

    @Override
    protected Set<String> envelope() {
        return Set.of("textroom", "transaction");
    }

    @Override
    protected Set<String> notTogether() {
        return Set.of("to", "tos");
    }
}
