// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.kotlin

import dev.janusclient.ConnectionState
import dev.janusclient.CoreEvent
import dev.janusclient.EventDelivery
import dev.janusclient.JanusClient
import dev.janusclient.JanusPlugin
import dev.janusclient.JanusSession
import dev.janusclient.Subscription
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.trySendBlocking
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow

/**
 * A handle's events of one type and its subtypes, in order: `sip.events<SipEvent.IncomingCall>()`.
 *
 * The listener is registered when the flow is collected, and taken away when the collection ends. Events that came before wait for the
 * first listener of their type. A collector that is too slow blocks the listener, and no other handle's; then
 * `JanusClientOptions.backlog` decides.
 */
public inline fun <reified E : Any> JanusPlugin.events(): Flow<E> = events(E::class.java)

/** As [events], for a type that is known when the program runs. */
public fun <E : Any> JanusPlugin.events(type: Class<E>): Flow<E> = flowOf { send -> on(type, send) }

/** As [events], with how each event came: live, or replayed. */
public inline fun <reified E : Any> JanusPlugin.deliveries(): Flow<EventDelivery<E>> = deliveries(E::class.java)

/** As [deliveries], for a type that is known when the program runs. */
public fun <E : Any> JanusPlugin.deliveries(type: Class<E>): Flow<EventDelivery<E>> =
    flowOf { send -> onDelivery(type, send) }

/** The events of a session as a whole. */
public inline fun <reified E : CoreEvent> JanusSession.events(): Flow<E> = events(E::class.java)

/** As [events], for a type that is known when the program runs. */
public fun <E : CoreEvent> JanusSession.events(type: Class<E>): Flow<E> = flowOf { send -> on(type, send) }

/** The changes of the client's connection from when the flow is collected. */
public fun JanusClient.connectionStates(): Flow<ConnectionState> =
    flowOf { send -> on(ConnectionState::class.java, send) }

// Not a callbackFlow: that registers later than collect() is called, and what a request causes meanwhile would be missed.
private fun <E : Any> flowOf(listen: ((E) -> Unit) -> Subscription): Flow<E> = flow {
    val events = Channel<E>(Channel.BUFFERED)
    // The listener may block: the client goes on with others. What comes after the end of the collection has no receiver.
    val subscription = listen { event -> events.trySendBlocking(event) }
    try {
        emitAll(events)
    } finally {
        subscription.close()
        events.cancel()
    }
}
