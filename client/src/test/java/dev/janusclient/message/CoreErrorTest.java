// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.error.ErrorCode;
import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusUnauthorizedException;
import org.junit.jupiter.api.Test;

class CoreErrorTest {
    @Test
    void everyCodeOfJanusIsNamedAsInItsSource() {
        assertThat(ApiTable.coreErrors()).hasSameSizeAs(CoreError.values()).allSatisfy(row -> assertThat(
                        ErrorCode.nameOf(CoreError.of(ApiTable.number(row, "code"))))
                .isEqualTo(ApiTable.text(row, "name")));
        assertThat(ErrorCode.nameOf(CoreError.of(1))).isEqualTo("UNKNOWN");
    }

    @Test
    void theCodesThatCallersTellApartHaveTypesOfTheirOwn() {
        assertThat(JanusServerException.of("r", 403, null, "w")).isInstanceOf(JanusUnauthorizedException.class);
        assertThat(JanusServerException.of("r", 458, null, "w")).isInstanceOf(JanusSessionNotFoundException.class);
        assertThat(JanusServerException.of("r", 459, null, "w")).isInstanceOf(JanusHandleNotFoundException.class);
        JanusServerException other = JanusServerException.of("attach", 460, CoreError.of(460), "No such plugin");
        assertThat(other.getClass()).isEqualTo(JanusServerException.class);
        assertThat(other).hasMessage("Janus refused 'attach': 460 JANUS_ERROR_PLUGIN_NOT_FOUND (No such plugin)");
        assertThat(other.code()).isEqualTo(460);
        assertThat(other.errorCode()).isSameAs(CoreError.PLUGIN_NOT_FOUND);
        assertThat(other.codeName()).isEqualTo("JANUS_ERROR_PLUGIN_NOT_FOUND");
        assertThat(other.reason()).isEqualTo("No such plugin");
    }
}
