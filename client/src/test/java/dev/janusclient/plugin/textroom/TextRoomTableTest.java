package dev.janusclient.plugin.textroom;

import dev.janusclient.plugin.TableContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text room plugin against the table. */
class TextRoomTableTest extends TableContract {
    TextRoomTableTest() {
        super(JanusTextRoomPlugin.TYPE);
    }

    @Override
    protected Map<String, Object> words() {
        return Map.of("action", "enable");
    }

    @Test
    void errorCodesAreThoseOfTheTable() {
        assertErrorCodes(TextRoomErrorCode.values(), TextRoomErrorCode::nameOf);
    }
}
