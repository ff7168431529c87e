package dev.janusclient.plugin.recordplay;

import dev.janusclient.plugin.TableContract;
import org.junit.jupiter.api.Test;

/** The record and play plugin against the table. */
class RecordPlayTableTest extends TableContract {
    RecordPlayTableTest() {
        super(JanusRecordPlayPlugin.TYPE);
    }

    @Test
    void errorCodesAreThoseOfTheTable() {
        assertErrorCodes(RecordPlayErrorCode.values(), RecordPlayErrorCode::nameOf);
    }
}
