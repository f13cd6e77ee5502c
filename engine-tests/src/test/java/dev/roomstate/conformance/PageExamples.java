package dev.roomstate.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java examples of a page, and how they become classes of this package. */
final class PageExamples {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private PageExamples() {}

  /** The examples of a page of the project, in their order. */
  static List<String> of(String page) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    return JAVA_BLOCK.matcher(text).results().map(block -> block.group(1).strip()).toList();
  }

  /** Compiles a source file with one class, and loads that. */
  static Class<?> compile(Path folder, String name, String text) throws Exception {
    Path source = Files.writeString(folder.resolve(name + ".java"), text);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertTrue(compiled, complaints::toString);
    }
    Path made = folder.resolve("dev/roomstate/conformance/" + name + ".class");
    return MethodHandles.lookup().defineClass(Files.readAllBytes(made));
  }
}
