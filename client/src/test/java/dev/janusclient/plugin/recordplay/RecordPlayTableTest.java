// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.plugin.PluginTableTest;
import java.util.Set;

/** The record and play plugin against the table. */
class RecordPlayTableTest extends PluginTableTest {
    RecordPlayTableTest() {
        super(JanusRecordPlayPlugin.TYPE, RecordPlayErrorCode.values());
    }

    /** The end of a playout up to Janus 1.3.0, and the answer to what changed nothing. */
    @Override
    protected Set<String> otherRows() {
        return Set.of("result=done", "recordplay=event + !result");
    }
}
