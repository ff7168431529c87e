// SPDX-License-Identifier: Apache-2.0
/** What a store of session ownership has to do, as tests to extend. */
@NullMarked
package dev.janusclient.testkit.store;

import org.jspecify.annotations.NullMarked;
