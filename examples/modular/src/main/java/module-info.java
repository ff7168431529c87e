// SPDX-License-Identifier: Apache-2.0
/** A program of modules only, for jlink. */
module dev.janusclient.examples.modular {
    requires dev.janusclient;
    // Nothing here calls it; naming it brings it into the image, where the client finds it as a service.
    requires dev.janusclient.netty;
    requires static org.jspecify;
}
