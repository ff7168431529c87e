// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.kotlin

import dev.janusclient.ConnectionState
import dev.janusclient.CoreEvent
import dev.janusclient.JanusClient
import dev.janusclient.ReclaimOutcome
import dev.janusclient.message.Jsep
import dev.janusclient.plugin.echotest.EchoTestEvent
import dev.janusclient.plugin.echotest.EchoTestRequest
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin
import dev.janusclient.testkit.JanusServer
import dev.janusclient.testkit.JanusTest
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

@JanusTest(plugins = ["echotest"])
class KotlinTest {
    private fun <T> within30Seconds(block: suspend kotlinx.coroutines.CoroutineScope.() -> T): T = runBlocking { withTimeout(30_000, block) }

    @Test
    fun `events of a real Janus come as a flow`(client: JanusClient, janus: JanusServer) {
        within30Seconds {
            val echo = client.newSession().handle(JanusEchoTestPlugin.TYPE)
            // An event that no request has caused: Janus says that the handle is gone.
            val detached = async(start = CoroutineStart.UNDISPATCHED) { echo.events<CoreEvent.Detached>().first() }
            echo.detach().await()
            assertThat(detached.await()).isNotNull()
            assertThat(janus.isAlive).isTrue()
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
