// SPDX-License-Identifier: Apache-2.0
/** A client of Janus as beans of a Spring Boot application. */
// Spring and Micrometer have automatic modules only.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.janusclient.spring {
    requires transitive dev.janusclient;
    requires dev.janusclient.netty;
    requires org.slf4j;
    requires transitive spring.beans;
    requires transitive spring.boot;
    requires transitive spring.boot.autoconfigure;
    requires transitive spring.context;
    requires spring.core;
    // What is configured if the application has it.
    requires static transitive dev.janusclient.cluster;
    requires static dev.janusclient.cluster.jdbc;
    requires static dev.janusclient.cluster.redis;
    requires static transitive dev.janusclient.micrometer;
    requires static java.sql;
    requires static transitive micrometer.core;
    requires static transitive micrometer.observation;
    requires static transitive spring.boot.health;
    // What the classes of Spring Boot's health are annotated with: without it the compiler warns.
    requires static com.fasterxml.jackson.annotation;
    requires static transitive org.jspecify;

    exports dev.janusclient.spring;

    opens dev.janusclient.spring to
            spring.beans,
            spring.boot,
            spring.context,
            spring.core;
}
