// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.janusclient.internal.transport.RedeliveryFilter;
import dev.janusclient.transport.TransportListener;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Receives what Janus sends. It sends everything to all clients at once: answers carry the correlation id of their request, by
 * which a client recognizes its own; events carry none and are for all clients.
 *
 * <p>With a durable queue, answers come over another one, of this connection alone: an answer must not queue up behind events
 * that wait for a listener.
 */
final class RabbitMqInbox {
    /** Something to say to the broker. */
    interface Task {
        void run() throws IOException;
    }

    /** Whose inbox it is. */
    interface Owner {
        boolean isOpen();

        TransportListener listener();

        /** Does something on the thread that talks to the broker. */
        void onIo(Task task);

        /** Janus has answered one of our requests. */
        void answered();

        void tooLarge(int bytes);

        void queueDeleted(String queue);
    }

    private enum Part {
        ANSWERS,
        EVENTS,
        BOTH
    }

    /** Ends the correlation id of a request whose answer is for us alone. */
    static final String PULSE = "pulse";

    private final RabbitMqAddress address;
    private final int prefetch;
    private final int maxMessageBytes;
    private final RedeliveryFilter redelivery;
    private final Owner owner;
    private final String correlationPrefix = UUID.randomUUID() + "/";
    private @Nullable Channel opened;

    RabbitMqInbox(
            RabbitMqAddress address, int prefetch, int maxMessageBytes, RedeliveryFilter redelivery, Owner owner) {
        this.address = address;
        this.prefetch = prefetch;
        this.maxMessageBytes = maxMessageBytes;
        this.redelivery = redelivery;
        this.owner = owner;
    }

    /** What the correlation id of every request of this connection begins with. */
    String correlationPrefix() {
        return correlationPrefix;
    }

    /** Hears answers from now on; over a queue that is for both, events too. */
    void openAnswers(Channel channel) throws IOException {
        opened = channel;
        String exchange = address.exchange();
        if (exchange == null) {
            channel.queueDeclarePassive(address.from());
            consume(channel, address.from(), Part.BOTH);
            return;
        }
        String ownQueue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
        channel.queueBind(ownQueue, exchange, address.from());
        Part part = address.queue() == null ? Part.BOTH : Part.ANSWERS;
        channel.basicConsume(ownQueue, true, new Consumer(channel, ownQueue, part, false));
    }

    /** Hears what the durable queue has kept, if there is one, and what comes there. */
    void openEvents() throws IOException {
        Channel channel = opened;
        String exchange = address.exchange();
        String durable = address.queue();
        if (channel != null && exchange != null && durable != null) {
            channel.queueDeclare(durable, true, false, false, Map.of());
            channel.queueBind(durable, exchange, address.from());
            // For each consumer that follows.
            channel.basicQos(prefetch);
            consume(channel, durable, Part.EVENTS);
        }
    }

    /** Exclusively: with two readers each would hear half. */
    private void consume(Channel channel, String queue, Part part) throws IOException {
        channel.basicConsume(queue, false, "", false, true, Map.of(), new Consumer(channel, queue, part, true));
    }

    private final class Consumer extends DefaultConsumer {
        private final String queue;
        private final Part part;
        private final boolean acknowledges;

        Consumer(Channel channel, String queue, Part part, boolean acknowledges) {
            super(channel);
            this.queue = queue;
            this.part = part;
            this.acknowledges = acknowledges;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            if (!owner.isOpen()) {
                return;
            }
            String correlation = properties.getCorrelationId();
            if (body.length > maxMessageBytes) {
                // Otherwise it would come again with the next connection.
                acknowledge(envelope);
                owner.tooLarge(body.length);
            } else if (correlation != null) {
                if (part != Part.EVENTS && correlation.startsWith(correlationPrefix)) {
                    answer(correlation, body);
                }
                acknowledge(envelope);
            } else if (part == Part.ANSWERS) {
                // It comes over the durable queue, too.
                return;
            } else if (!acknowledges) {
                owner.listener().onMessage(body);
            } else {
                event(envelope, body);
            }
        }

        private void answer(String correlation, byte[] body) {
            owner.answered();
            if (!correlation.endsWith(PULSE)) {
                owner.listener().onMessage(body);
            }
        }

        private void event(Envelope envelope, byte[] body) {
            if (!envelope.isRedeliver() || !redelivery.isRepeated(body, () -> acknowledge(envelope))) {
                owner.listener().onMessage(body, redelivery.acknowledgement(body, () -> acknowledge(envelope)));
            }
        }

        private void acknowledge(Envelope envelope) {
            if (acknowledges) {
                owner.onIo(() -> getChannel().basicAck(envelope.getDeliveryTag(), false));
            }
        }

        @Override
        public void handleCancel(String tag) {
            owner.queueDeleted(queue);
        }
    }
}
