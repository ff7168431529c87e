// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.dependencies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What a Maven POM says, as it is written. */
final class Pom {
    /** What is named by these has the version of this project. */
    private static final String OWN = "${project.version}";

    private static final String PLUGINS = "org.apache.maven.plugins";

    private final Element project;

    private Pom(Element project) {
        this.project = project;
    }

    static Pom read(Path file) {
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file + " can't be read", e);
        }
    }

    /** The names of its licences, one after the other; empty if its parent has them. */
    String licences() {
        List<String> names = new ArrayList<>();
        child(project, "licenses").ifPresent(all -> children(all)
                .forEach(each -> text(each, "name").ifPresent(names::add)));
        return String.join(", ", names);
    }

    /** Where its parent is, as {@code group:artifact:version}. */
    Optional<String> parent() {
        return child(project, "parent")
                .map(parent -> text(parent, "groupId").orElseThrow() + ":"
                        + text(parent, "artifactId").orElseThrow() + ":"
                        + text(parent, "version").orElseThrow());
    }

    Map<String, String> properties() {
        Map<String, String> all = new HashMap<>();
        child(project, "properties").ifPresent(named -> children(named)
                .forEach(each -> all.put(
                        "${" + each.getTagName() + "}", each.getTextContent().trim())));
        return all;
    }

    /** What it names together with a version: {@code group:artifact} and the version, with a space between. */
    Set<String> declared(Map<String, String> properties) {
        Set<String> found = new TreeSet<>();
        collect(project, properties, found);
        return found;
    }

    private static void collect(Element element, Map<String, String> properties, Set<String> found) {
        for (Element each : children(element)) {
            if (each.getTagName().equals("parent")) {
                continue;
            }
            Optional<String> version = text(each, "version").filter(given -> !given.equals(OWN));
            Optional<String> artifact = text(each, "artifactId");
            if (version.isPresent() && artifact.isPresent()) {
                found.add(text(each, "groupId").orElse(PLUGINS) + ":" + artifact.get() + " "
                        + properties.getOrDefault(version.get(), version.get()));
            }
            collect(each, properties, found);
        }
    }

    private static List<Element> children(Element of) {
        List<Element> found = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static Optional<Element> child(Element of, String name) {
        return children(of).stream()
                .filter(each -> each.getTagName().equals(name))
                .findFirst();
    }

    private static Optional<String> text(Element of, String name) {
        return child(of, name).map(each -> each.getTextContent().trim().replaceAll("\\s+", " "));
    }
}
