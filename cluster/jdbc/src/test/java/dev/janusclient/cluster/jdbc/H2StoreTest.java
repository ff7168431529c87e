// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

class H2StoreTest extends JdbcStoreContract {
    @Override
    String url() {
        return "jdbc:h2:mem:janus;DB_CLOSE_DELAY=-1";
    }
}
