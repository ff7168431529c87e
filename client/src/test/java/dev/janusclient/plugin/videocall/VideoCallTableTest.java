package dev.janusclient.plugin.videocall;

import dev.janusclient.plugin.TableContract;
import org.junit.jupiter.api.Test;

/** The video call plugin against the table. */
class VideoCallTableTest extends TableContract {
    VideoCallTableTest() {
        super(JanusVideoCallPlugin.TYPE);
    }

    @Test
    void errorCodesAreThoseOfTheTable() {
        assertErrorCodes(VideoCallErrorCode.values(), VideoCallErrorCode::nameOf);
    }
}
