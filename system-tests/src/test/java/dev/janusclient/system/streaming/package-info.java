/** The Streaming plugin against the real Janus. */
package dev.janusclient.system.streaming;
