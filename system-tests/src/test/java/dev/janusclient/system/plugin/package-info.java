/** What the tests of several plugins have in common. */
package dev.janusclient.system.plugin;
