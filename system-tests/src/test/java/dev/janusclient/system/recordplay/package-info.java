/** The record and play plugin against the real Janus. */
package dev.janusclient.system.recordplay;
