// SPDX-License-Identifier: Apache-2.0
/** Requests as observations, events and reclaims as meters, with Micrometer. */
// Micrometer has automatic modules only.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.janusclient.micrometer {
    requires transitive dev.janusclient;
    requires transitive micrometer.commons;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires static transitive org.jspecify;

    exports dev.janusclient.micrometer;
}
