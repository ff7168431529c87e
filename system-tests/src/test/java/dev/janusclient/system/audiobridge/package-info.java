/** The AudioBridge plugin against the real Janus. */
package dev.janusclient.system.audiobridge;
