// SPDX-License-Identifier: Apache-2.0
/** Who owns a session: members, leases, epochs and takeover, with stores in memory and in files. */
module dev.janusclient.cluster {
    requires org.slf4j;
    requires transitive dev.janusclient;
    requires static transitive org.jspecify;

    exports dev.janusclient.cluster;
    exports dev.janusclient.cluster.store;
}
