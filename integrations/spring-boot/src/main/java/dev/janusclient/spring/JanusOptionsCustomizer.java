// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.JanusClientOptions;

/** A bean that sets options of the client after the properties have; several are called in their {@code @Order}. */
@FunctionalInterface
public interface JanusOptionsCustomizer {
    /** Sets options. Called once, when the options are made. */
    void customize(JanusClientOptions.Builder options);
}
