package dev.janusclient.plugin.textroom;

import static dev.janusclient.ApiTable.object;

import dev.janusclient.ApiTable;
import dev.janusclient.plugin.TableContract;
import java.util.List;
import java.util.Map;

/** The text room plugin's protocol over data channels against the table. */
class TextRoomChannelTableTest extends TableContract {
    private static final Map<String, Object> TABLE = ApiTable.plugin("janus.plugin.textroom");

    TextRoomChannelTableTest() {
        super(TABLE, object(TABLE, "datachannel"), TextRoomChannelProtocol.REQUESTS, TextRoomChannelProtocol.EVENTS);
    }

    @Override
    protected Map<String, Object> words() {
        return Map.of("action", "enable");
    }

    @Override
    protected List<String> notInTheBody() {
        return List.of("textroom", "transaction");
    }

    @Override
    protected List<String> notTogether() {
        return List.of("to", "tos");
    }
}
