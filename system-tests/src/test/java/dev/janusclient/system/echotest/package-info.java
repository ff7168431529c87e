// SPDX-License-Identifier: Apache-2.0
/** The echo test plugin against the real Janus. */
package dev.janusclient.system.echotest;
