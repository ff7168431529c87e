// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.plugin.PluginTableTest;

/** The echo test plugin against the table. */
class EchoTestTableTest extends PluginTableTest {
    EchoTestTableTest() {
        super(JanusEchoTestPlugin.TYPE, EchoTestErrorCode.values());
    }
}
