// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

/** No kind of Janus that a test allows can be had on this machine. */
final class NoJanusException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NoJanusException(String message) {
        super(message);
    }
}
