// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Says which version this is, by the manifest of the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"janus command " + Objects.requireNonNullElse(version, "of no released version")};
    }
}
