// SPDX-License-Identifier: Apache-2.0
/**
 * Where a cluster keeps who owns which session: {@link dev.janusclient.cluster.store.OwnershipStore} and its values, a store in
 * memory and one in files. A store of one's own is tested with {@code OwnershipStoreContract} of the test kit.
 */
@NullMarked
package dev.janusclient.cluster.store;

import org.jspecify.annotations.NullMarked;
