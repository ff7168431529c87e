/** The video call plugin against the real Janus. */
package dev.janusclient.system.videocall;
