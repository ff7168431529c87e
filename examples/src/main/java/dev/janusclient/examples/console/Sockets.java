// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.console;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * The Unix sockets, in one folder, through which what is outside of the private network reaches what listens inside of it, and the file with
 * the secret of the Admin API.
 */
record Sockets(Path folder) {
    UnixDomainSocketAddress console() {
        return UnixDomainSocketAddress.of(folder.resolve("console"));
    }

    /** Of Janus's API. */
    UnixDomainSocketAddress api() {
        return UnixDomainSocketAddress.of(folder.resolve("api"));
    }

    /** Of Janus's Admin API. */
    UnixDomainSocketAddress admin() {
        return UnixDomainSocketAddress.of(folder.resolve("admin"));
    }

    Path adminSecret() {
        return folder.resolve("admin-secret");
    }
}
