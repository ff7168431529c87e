// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

/** A step of the rescue was not seen. */
public final class RescueFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RescueFailed(String message) {
        super(message);
    }
}
