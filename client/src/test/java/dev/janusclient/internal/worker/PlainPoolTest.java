// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

class PlainPoolTest extends WorkersContract {
    PlainPoolTest() {
        super(PlainPool::new);
    }
}
