/** The voice mail plugin against the real Janus. */
package dev.janusclient.system.voicemail;
