package dev.janusclient.plugin.nosip;

import dev.janusclient.plugin.TableContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The NoSIP plugin against the table. */
class NoSipTableTest extends TableContract {
    NoSipTableTest() {
        super(JanusNoSipPlugin.TYPE);
    }

    @Override
    protected Map<String, Object> words() {
        return Map.of("process.type", "offer", "action", "start");
    }

    @Test
    void errorCodesAreThoseOfTheTable() {
        assertErrorCodes(NoSipErrorCode.values(), NoSipErrorCode::nameOf);
    }
}
