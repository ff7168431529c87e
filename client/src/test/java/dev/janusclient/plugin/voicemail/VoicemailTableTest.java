// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

import dev.janusclient.plugin.PluginTableTest;

/** The voice mail plugin against the table. */
class VoicemailTableTest extends PluginTableTest {
    VoicemailTableTest() {
        super(JanusVoicemailPlugin.TYPE, VoicemailErrorCode.values());
    }
}
