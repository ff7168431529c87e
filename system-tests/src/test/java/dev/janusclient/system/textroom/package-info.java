/** The text room plugin against the real Janus. */
package dev.janusclient.system.textroom;
