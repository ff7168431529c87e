// SPDX-License-Identifier: Apache-2.0
/** A store of session ownership in Redis: {@link dev.janusclient.cluster.redis.RedisStore}. */
@NullMarked
package dev.janusclient.cluster.redis;

import org.jspecify.annotations.NullMarked;
