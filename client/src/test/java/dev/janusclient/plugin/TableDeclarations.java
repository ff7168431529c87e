// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.ApiTable;
import java.util.Map;
import java.util.Set;

/** What a plugin's table test declares: where the plugin or its library differs from the usual. */
public abstract class TableDeclarations {
    final Map<String, Object> table;

    TableDeclarations(Map<String, Object> table) {
        this.table = table;
    }

    /** How many rows the library has for a request of the table: one for every shape of its body. */
    protected int shapes(String request) {
        return 1;
    }

    /** Components of which a body has one only. */
    protected Set<String> notTogether() {
        return Set.of();
    }

    /** The type that the wire really wants for a field, where the table's own needs a comment. */
    protected String typeOf(String request, String field, String typeInTable) {
        return typeInTable;
    }

    /** Members of a body that Janus reads although the table has them elsewhere. */
    protected Set<String> alsoRead(String request) {
        return Set.of();
    }

    /** Members of a body, or of objects in it, that Janus checks and never reads. */
    protected Set<String> neverRead() {
        return Set.of();
    }

    /** Members of the plugin's data that are not a body's or a record's own. */
    protected Set<String> envelope() {
        return Set.of(ApiTable.text(table, "data_key"));
    }

    /** Members that any event may have beside its result. */
    protected Set<String> besideTheResult() {
        return Set.of();
    }

    /** The library's tag for one of the table, which may have remarks in brackets. */
    protected String rowOf(String tag) {
        return withoutRemarks(tag);
    }

    static String withoutRemarks(String tag) {
        return tag.replaceAll(" \\(.*\\)", "");
    }

    /** Tags of rows for what the table tells elsewhere than among the events. */
    protected Set<String> otherRows() {
        return Set.of();
    }
}
