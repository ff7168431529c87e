// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/** What is stored has another format than this library reads. Nothing was changed. */
public class StoreSchemaException extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes the difference.
     *
     * @param where the store, without secrets
     * @param found the version that is stored, as text
     * @param required the version that this library reads
     */
    public StoreSchemaException(String where, String found, int required) {
        super(where + ": the stored schema has version " + found + "; this library needs version " + required, null);
    }
}
