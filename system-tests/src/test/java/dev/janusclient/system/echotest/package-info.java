/** The echo test plugin against the real Janus. */
package dev.janusclient.system.echotest;
