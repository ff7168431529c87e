// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import java.util.concurrent.CompletableFuture;

/**
 * Requests and events of a handle that travel beside the signalling, such as over a data channel: texts of JSON, matched by
 * their {@code transaction}. They share the timeout, the executor, the listeners and the end of the handle's own.
 *
 * <p>Threading: any thread may call, one of a WebRTC library too; no user code runs on it but the function that sends.
 */
public interface SideChannel {
    /** Sends a request and waits for what carries its transaction. */
    <Q, R> CompletableFuture<R> request(PluginRequest<Q, R> request, Q body);

    /** Sends a request that is not answered; a refusal comes as an event. */
    <Q> void tell(PluginRequest<Q, ?> request, Q body);

    /** Takes a text that came. What answers no request is an event; what is no JSON object is an unknown one. */
    void receive(String text);
}
