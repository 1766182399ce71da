package io.jenkins.plugins.humanitec.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void aLineIsOneLineAndNotTooLong() {
        assertThat(LogSanitizer.inOneLine(" a\r\n\tb\u001b[2J\u009bc ", 100)).isEqualTo("a b [2J c");
        assertThat(LogSanitizer.inOneLine("abcdef", 6)).isEqualTo("abcdef");
        assertThat(LogSanitizer.inOneLine("abcdefg", 6)).isEqualTo("abcdef…");
    }

    @Test
    void laterLinesAreIndented() {
        assertThat(LogSanitizer.indented("a\r\nFinished: SUCCESS\nb\u0007\u001bc\td\u0085e"))
                .isEqualTo("a\n  Finished: SUCCESS\n  b  c\td\n  e");
    }
}
