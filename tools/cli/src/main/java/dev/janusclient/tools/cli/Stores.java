// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.cluster.jdbc.JdbcStore;
import dev.janusclient.cluster.redis.RedisStore;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the ownership store that a URL names. */
final class Stores {
    private static final String FILE = "file:";

    private Stores() {}

    /** @param server the name by which the store knows the server */
    static Owners open(String url, String server) {
        try {
            return new Owners(store(url), server);
        } catch (StoreException | IllegalArgumentException e) {
            throw new ProblemException(
                    Kind.UNREACHABLE, "The ownership store can't be opened: " + e.getMessage() + ".");
        }
    }

    private static OwnershipStore store(String url) {
        if (url.startsWith(FILE)) {
            Path folder = Path.of(url.substring(FILE.length()).replaceFirst("^//", ""));
            if (!Files.isDirectory(folder)) {
                throw new ProblemException(Kind.NOT_FOUND, "There is no ownership store in the folder " + folder + ".");
            }
            return FileStore.open(folder);
        } else if (url.startsWith("jdbc:")) {
            return JdbcStore.builder(url).build();
        } else if (url.startsWith("redis:") || url.startsWith("rediss:")) {
            return new RedisStore(url);
        }
        throw new ProblemException(
                Kind.BAD_INPUT,
                "--store: it begins with file:, jdbc:, redis: or rediss:, for example file:/var/lib/owners.");
    }
}
