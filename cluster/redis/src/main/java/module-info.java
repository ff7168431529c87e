// SPDX-License-Identifier: Apache-2.0
/** Who owns a session, kept in Redis. */
// Lettuce has an automatic module only.
@SuppressWarnings("requires-automatic")
module dev.janusclient.cluster.redis {
    requires transitive dev.janusclient.cluster;
    requires lettuce.core;
    requires static transitive org.jspecify;

    exports dev.janusclient.cluster.redis;
}
