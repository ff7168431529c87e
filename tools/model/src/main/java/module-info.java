// SPDX-License-Identifier: Apache-2.0
/** What an operator sees of a Janus server, independent of how it is shown. */
module dev.janusclient.tools.model {
    requires transitive dev.janusclient;
    requires transitive dev.janusclient.cluster;
    requires static transitive org.jspecify;

    exports dev.janusclient.tools.model;
}
