// SPDX-License-Identifier: Apache-2.0
/** The example of a plugin of one's own against the real Janus. */
package dev.janusclient.system.ownplugin;
