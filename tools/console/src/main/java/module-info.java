// SPDX-License-Identifier: Apache-2.0
/** A page in the browser that shows a Janus server, and the HTTP server for it. */
module dev.janusclient.tools.console {
    requires transitive dev.janusclient.tools.model;
    requires jdk.httpserver;
    requires static transitive org.jspecify;

    exports dev.janusclient.tools.console;
}
