// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.plugin.PluginTableTest;

/** The NoSIP plugin against the table. */
class NoSipTableTest extends PluginTableTest {
    NoSipTableTest() {
        super(JanusNoSipPlugin.TYPE, NoSipErrorCode.values());
    }
}
