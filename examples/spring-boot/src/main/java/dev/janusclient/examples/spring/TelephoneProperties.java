// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.spring;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The account, and where the ticket is kept between two lives of the application.
 *
 * @param ticketFile whoever can read it can take the calls
 * @param username as {@code sip:alice@example.org}
 * @param proxy as {@code sip:example.org}
 * @param password of the account
 */
@ConfigurationProperties("telephone")
public record TelephoneProperties(Path ticketFile, String username, String proxy, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "TelephoneProperties[" + username + "]";
    }
}
