// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<Cell> ALL =
            Cell.all().stream().filter(cell -> cell.meaningless().isEmpty()).toList();

    @Test
    void theSpreadHasEveryPairThatTheWholeMatrixHas() {
        List<Cell> spread = Selection.spread(ALL);
        Set<Object> there = new HashSet<>();
        spread.forEach(cell -> there.addAll(Selection.meetings(cell)));
        Set<Object> possible = new HashSet<>();
        ALL.forEach(cell -> possible.addAll(Selection.meetings(cell)));
        assertThat(there).isEqualTo(possible);
        assertThat(spread).doesNotHaveDuplicates().hasSizeLessThan(ALL.size() / 3);
    }

    @Test
    void theSpreadIsTheSameEveryTime() {
        assertThat(Selection.spread(ALL)).isEqualTo(Selection.spread(ALL));
    }
}
