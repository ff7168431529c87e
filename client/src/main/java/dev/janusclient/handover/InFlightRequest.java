// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import io.avaje.jsonb.Json;
import java.util.Objects;

/**
 * A request that may change something and was not answered when a {@link HandoverTicket} was taken, or when its connection
 * ended: whether Janus carried it out is not known.
 *
 * @param handleId whose it is; 0 for the session's own
 * @param request what errors call it: {@code join}, {@code attach}
 * @param transaction what its answer will carry, should it come
 */
@Json
public record InFlightRequest(long handleId, String request, String transaction) {
    public InFlightRequest {
        Objects.requireNonNull(request, "inFlight.request");
        Objects.requireNonNull(transaction, "inFlight.transaction");
    }

    /** Names the request, and leaves out the ids. */
    @Override
    public String toString() {
        return "InFlightRequest[" + request + "]";
    }
}
