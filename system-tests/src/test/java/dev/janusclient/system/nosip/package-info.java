/** The NoSIP plugin against the real Janus. */
package dev.janusclient.system.nosip;
