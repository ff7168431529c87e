// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.micrometer;

import dev.janusclient.error.JanusRefusedException;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Names an observed request after OpenTelemetry's stable conventions for RPC clients (semantic conventions 1.45.0). A
 * subclass, given to {@link MicrometerObserver}, may name it otherwise.
 *
 * <p>Low cardinality, so labels of the timer, too: {@code rpc.system.name}, {@code rpc.method}, {@code
 * rpc.response.status_code} ({@code OK}, or Janus's or the plugin's error code), {@code error.type} (that code, or the class of
 * another failure), {@code server.address}, {@code server.port}. What does not apply is {@code none}: meters of one name need
 * the same labels. High cardinality, so for spans only: {@code janus.session.id}, {@code janus.handle.id}.
 */
public class JanusRequestConvention implements ObservationConvention<JanusRequestContext> {
    /** The convention as described. */
    public static final JanusRequestConvention DEFAULT = new JanusRequestConvention();

    /** For subclasses. */
    protected JanusRequestConvention() {}

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof JanusRequestContext;
    }

    @Override
    public String getName() {
        return "rpc.client.call.duration";
    }

    @Override
    public String getContextualName(JanusRequestContext context) {
        return context.method();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(JanusRequestContext context) {
        URI server = context.server();
        Throwable failure = context.getError();
        return KeyValues.of(
                KeyValue.of("rpc.system.name", "janus"),
                KeyValue.of("rpc.method", context.method()),
                KeyValue.of("rpc.response.status_code", statusCode(failure)),
                KeyValue.of("error.type", errorType(failure)),
                KeyValue.of("server.address", server.getHost() == null ? KeyValue.NONE_VALUE : server.getHost()),
                KeyValue.of(
                        "server.port",
                        server.getPort() < 0 ? KeyValue.NONE_VALUE : Integer.toString(server.getPort())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(JanusRequestContext context) {
        KeyValues ids = KeyValues.empty();
        if (context.sessionId() != 0) {
            ids = ids.and("janus.session.id", Long.toString(context.sessionId()));
        }
        return context.handleId() == 0 ? ids : ids.and("janus.handle.id", Long.toString(context.handleId()));
    }

    private static String statusCode(@Nullable Throwable failure) {
        if (failure == null) {
            return "OK";
        }
        return failure instanceof JanusRefusedException refused
                ? Integer.toString(refused.code())
                : KeyValue.NONE_VALUE;
    }

    private static String errorType(@Nullable Throwable failure) {
        if (failure == null) {
            return KeyValue.NONE_VALUE;
        }
        return failure instanceof JanusRefusedException
                ? statusCode(failure)
                : failure.getClass().getName();
    }
}
