package dev.janusclient.plugin.echotest;

import dev.janusclient.plugin.TableContract;
import org.junit.jupiter.api.Test;

/** The echo test plugin against the table. */
class EchoTestTableTest extends TableContract {
    EchoTestTableTest() {
        super(JanusEchoTestPlugin.TYPE);
    }

    @Test
    void errorCodesAreThoseOfTheTable() {
        assertErrorCodes(EchoTestErrorCode.values(), EchoTestErrorCode::nameOf);
    }
}
