package io.jenkins.plugins.humanitec.client.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs that tests start in a JVM of their own. */
public final class JavaProcess {

    /** For programs that run for a second or two. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private JavaProcess() {}

    /**
     * @param arguments the options of the JVM, the class or module, and the arguments of the program
     * @return the process, not yet started
     */
    public static ProcessBuilder of(List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                Stream.of(List.of(java), QUICK, arguments).flatMap(List::stream).toList());
    }
}
