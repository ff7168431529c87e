// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import org.jspecify.annotations.Nullable;

/** A store can't be reached or failed. Whether the change was made is not known; each call may be repeated. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
