package dev.janusclient.plugin.voicemail;

import dev.janusclient.plugin.TableContract;
import org.junit.jupiter.api.Test;

/** The voice mail plugin against the table. */
class VoicemailTableTest extends TableContract {
    VoicemailTableTest() {
        super(JanusVoicemailPlugin.TYPE);
    }

    @Test
    void errorCodesAreThoseOfTheTable() {
        assertErrorCodes(VoicemailErrorCode.values(), VoicemailErrorCode::nameOf);
    }
}
