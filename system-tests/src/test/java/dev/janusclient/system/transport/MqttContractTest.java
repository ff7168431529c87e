// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.testkit.Mosquitto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract over MQTT, in both of its versions. */
@Tag("mosquitto")
class MqttContractTest {
    private static Mosquitto broker;

    @BeforeAll
    static void startBroker() {
        broker = Mosquitto.start("max_inflight_messages 1000");
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Nested
    class Version5 extends TransportContract {
        Version5() {
            super(Way.mqtt(broker, "5"));
        }
    }

    @Nested
    class Version311 extends TransportContract {
        Version311() {
            super(Way.mqtt(broker, "3.1.1"));
        }
    }
}
