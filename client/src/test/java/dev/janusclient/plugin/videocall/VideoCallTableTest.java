// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.plugin.PluginTableTest;

/** The video call plugin against the table. */
class VideoCallTableTest extends PluginTableTest {
    VideoCallTableTest() {
        super(JanusVideoCallPlugin.TYPE, VideoCallErrorCode.values());
    }
}
