// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.connection.Observed;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.message.Check;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.plugin.SideChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A side channel of one handle. */
final class HandleSideChannel implements SideChannel {
    private final HandleCore handle;
    private final EventTable<?> table;
    private final String verb;
    private final Consumer<String> send;

    /**
     * @param table decodes what comes
     * @param verb the member that names a request
     * @param send sends a text
     */
    HandleSideChannel(HandleCore handle, EventTable<?> table, String verb, Consumer<String> send) {
        this.handle = handle;
        this.table = table;
        this.verb = verb;
        this.send = send;
    }

    @Override
    public <Q, R> CompletableFuture<R> request(PluginRequest<Q, R> request, Q body) {
        ClientObserver.RequestEnd end =
                handle.session().requests().started(handle.plugin(), request.label(), handle.handleId());
        CompletableFuture<R> answer = handle.session()
                .requests()
                .exchange(request.label(), transaction -> send.accept(text(request, body, transaction)))
                .thenApply(reply -> table.decodeReply(
                        request.reply(), RequestCodec.data(handle.kind(), request.label(), reply), null));
        return Observed.until(answer, end);
    }

    @Override
    public <Q> void tell(PluginRequest<Q, ?> request, Q body) {
        send.accept(text(request, body, handle.session().binding().connection().newTransaction()));
    }

    private <Q> String text(PluginRequest<Q, ?> request, Q body, String transaction) {
        RawJson encoded = Json.encode(request.body(), body);
        Check.readable("", encoded);
        RawJson members = Json.withMember("transaction", transaction, encoded);
        return Json.withMember(verb, request.name(), members).toString();
    }

    @Override
    public void receive(String text) {
        RawJson data = objectIn(text);
        JanusMessage message = new JanusMessage(
                MessageKind.EVENT,
                data.string("transaction"),
                handle.session().id(),
                handle.handleId(),
                data,
                null,
                data);
        if (!handle.session().binding().connection().answer(message)) {
            handle.emit(EventEmission.ofPlugin(table, message, data, false));
        }
    }

    private static RawJson objectIn(String text) {
        try {
            RawJson json = RawJson.of(text);
            return json.isObject() ? json : Json.flatten(RawJson.of("{}"), null, Set.of(), Map.of("text", json));
        } catch (JanusProtocolException e) {
            return Json.withMember("text", text, null);
        }
    }
}
