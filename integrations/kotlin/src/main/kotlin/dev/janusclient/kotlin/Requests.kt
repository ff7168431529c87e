// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.kotlin

import dev.janusclient.AttachOptions
import dev.janusclient.JanusClient
import dev.janusclient.JanusPlugin
import dev.janusclient.JanusSession
import dev.janusclient.PluginType
import dev.janusclient.ReclaimOutcome
import dev.janusclient.handover.HandoverTicket
import dev.janusclient.reclaim.Reclaim
import kotlinx.coroutines.future.await

/**
 * A new session. If the coroutine is cancelled before it is there, none is left at Janus.
 *
 * For every other request, `kotlinx.coroutines.future.await` does the same: `sip.register(account).await()`.
 */
public suspend fun JanusClient.newSession(): JanusSession = createSession().await()

/** Takes control of a session that is there already: [JanusClient.claimSession]. */
public suspend fun JanusClient.claim(sessionId: Long): JanusSession = claimSession(sessionId).await()

/** A handle of a plugin: [JanusSession.attach]. */
public suspend fun <P : JanusPlugin> JanusSession.handle(
    type: PluginType<P>,
    options: AttachOptions = AttachOptions.NONE,
): P = attach(type, options).await()

/**
 * Takes a ticket's session back: [Reclaim.take].
 *
 * @param configure names sources and listeners, as `Reclaim` has them
 */
public suspend fun JanusClient.takeBack(
    ticket: HandoverTicket,
    configure: Reclaim.() -> Unit = {},
): ReclaimOutcome = Reclaim.with(this).apply(configure).take(ticket).await()
