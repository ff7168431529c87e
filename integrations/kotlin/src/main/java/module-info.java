// SPDX-License-Identifier: Apache-2.0
/** Suspending requests, and flows of events. */
module dev.janusclient.kotlin {
    requires transitive dev.janusclient;
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;

    exports dev.janusclient.kotlin;
}
