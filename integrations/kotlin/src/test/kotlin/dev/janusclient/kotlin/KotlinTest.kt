// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.kotlin

import dev.janusclient.ConnectionState
import dev.janusclient.JanusClient
import dev.janusclient.ReclaimOutcome
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin
import dev.janusclient.testkit.JanusTest
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

@JanusTest(plugins = ["audiobridge", "echotest"])
class KotlinTest {
    private fun <T> within30Seconds(block: suspend CoroutineScope.() -> T): T = runBlocking { withTimeout(30_000, block) }

    @Test
    fun `events of a real Janus come as a flow`(client: JanusClient) {
        within30Seconds {
            // tag::flow[]
            val session = client.newSession()
            val alice = session.handle(JanusAudioBridgePlugin.TYPE)
            val bob = session.handle(JanusAudioBridgePlugin.TYPE)
            val room = alice.create(AudioBridgeRequest.Create.builder().build()).await().room()
            alice.join(room, "alice").await()
            val joined = async(start = CoroutineStart.UNDISPATCHED) { alice.events<AudioBridgeEvent.PeerJoined>().first() }
            bob.join(room, "bob").await()
            // end::flow[]
            assertThat(joined.await().participants().map { it.display() }).containsExactly("bob")
        }
    }

    @Test
    fun `a session goes on with another client`(first: JanusClient, second: JanusClient) {
        within30Seconds {
            val session = first.newSession()
            val echo = session.handle(JanusEchoTestPlugin.TYPE)
            val ticket = session.ticket()
            first.close()
            val outcome = second.takeBack(ticket)
            assertThat(outcome).isNotInstanceOf(ReclaimOutcome.Lost::class.java)
            assertThat(outcome.handle(echo.handleId())).isPresent()
        }
    }

    @Test
    fun `the end of a collection takes its listener away`(client: JanusClient) {
        within30Seconds {
            val states = async(start = CoroutineStart.UNDISPATCHED) {
                client.connectionStates().filterIsInstance<ConnectionState.Connected>().first()
            }
            client.newSession()
            assertThat(states.await().server().serverName()).isNotEmpty()
        }
    }
}
