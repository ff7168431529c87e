// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.testkit.RabbitMq;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract over RabbitMQ. */
@Tag("rabbitmq-server")
class RabbitMqContractTest extends TransportContract {
    // Here, as the class of the contract starts Janus before a method of this class could be asked.
    private static final RabbitMq BROKER = RabbitMq.start();

    RabbitMqContractTest() {
        super(Way.amqp(BROKER));
    }

    @AfterAll
    static void stopBroker() {
        BROKER.close();
    }
}
