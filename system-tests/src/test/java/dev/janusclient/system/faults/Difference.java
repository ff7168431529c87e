// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what is noted here with what Janus says. */
final class Difference {
    private final List<String> found = new ArrayList<>();

    private Difference() {}

    static Difference list() {
        return new Difference();
    }

    /** A value by its text; what is not there is null on both sides. */
    Difference compare(String what, @Nullable Object here, @Nullable RawJson there) {
        String noted = here == null ? null : here.toString();
        String said = there == null ? null : there.asString();
        if (noted == null ? said != null : !noted.equals(said)) {
            found.add(what + ": " + noted + " here, " + said + " there");
        }
        return this;
    }

    List<String> found() {
        return found;
    }
}
