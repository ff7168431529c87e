// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/** Writes what {@link GenerateRequiredMembers} asks for. */
@SupportedAnnotationTypes("dev.janusclient.processor.GenerateRequiredMembers")
public final class RequiredMembersProcessor extends AbstractProcessor {
    private static final String GENERATED = "GeneratedRequiredMembers";

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element annotated : round.getElementsAnnotatedWith(GenerateRequiredMembers.class)) {
            write((PackageElement) annotated);
        }
        return false;
    }

    private void write(PackageElement in) {
        Map<TypeElement, List<String>> required = new PackageRecords(in).required();
        String rows = required.entrySet().stream()
                .filter(row -> !row.getValue().isEmpty())
                .map(row -> row(row.getKey(), row.getValue()))
                .collect(Collectors.joining());
        String source =
                """
                package %1$s;

                import dev.janusclient.message.RequiredMembers;
                import io.avaje.jsonb.spi.Generated;

                /** The members without which JSON can't become a record of this package. */
                @Generated("%2$s")
                final class %3$s {
                    static final RequiredMembers ALL = RequiredMembers.builder()
                %4$s            .build();

                    private %3$s() {}
                }
                """
                        .formatted(in.getQualifiedName(), RequiredMembersProcessor.class.getName(), GENERATED, rows);
        try (Writer out = processingEnv
                .getFiler()
                .createSourceFile(in.getQualifiedName() + "." + GENERATED, in)
                .openWriter()) {
            out.write(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(TypeElement type, List<String> members) {
        String quoted = members.stream().map(member -> "\"" + member + "\"").collect(Collectors.joining(", "));
        return "            .add(%s.class, %s)%n".formatted(type.getQualifiedName(), quoted);
    }
}
