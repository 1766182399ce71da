package io.jenkins.plugins.humanitec.bench;

import java.util.Collection;
import java.util.Locale;

/** Statistics, and numbers as text. */
final class Numbers {

    private Numbers() {}

    static double median(Collection<Double> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2fx", ratio);
    }

    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
