/** Tests of all modules together, against the real Janus. */
package dev.janusclient.system;
