// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TelephoneApplication {
    /** Runs until it is ended. */
    public static void main(String[] args) {
        SpringApplication.run(TelephoneApplication.class, args);
    }
}
