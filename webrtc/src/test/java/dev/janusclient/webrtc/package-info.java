@NullMarked
package dev.janusclient.webrtc;

import org.jspecify.annotations.NullMarked;
