package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/**
 * A bar of a plot, with its place in the plot's coordinates.
 *
 * @param x the left edge
 * @param y the upper edge
 * @param width the width
 * @param height the height
 * @param middle the middle between the left and the right edge
 * @param css the class in CSS, which has the colour
 * @param label a text above the bar
 */
public record PlotBar(
        @NonNull String x,
        @NonNull String y,
        @NonNull String width,
        @NonNull String height,
        @NonNull String middle,
        @NonNull String css,
        @NonNull String label) {

    /** The size of a plot, which is also in the page. */
    private static final double WIDTH = 600;

    private static final double HEIGHT = 120;
    private static final double SPACE_ABOVE = 16;
    private static final double WIDEST = 40;

    /** Returns a bar whose height is a part of the highest. */
    @NonNull
    static PlotBar of(int index, int count, double part, boolean isFailed, @NonNull String label) {
        double step = Math.min(WIDEST, WIDTH / Math.max(1, count));
        double height = Math.max(1, part * (HEIGHT - SPACE_ABOVE));
        return new PlotBar(
                text(index * step + step * 0.1),
                text(HEIGHT - height),
                text(step * 0.8),
                text(height),
                text(index * step + step / 2),
                isFailed ? "humanitec-bar-failed" : "humanitec-bar-done",
                label);
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    /** {@return the left edge} */
    public String getX() {
        return x;
    }

    /** {@return the upper edge} */
    public String getY() {
        return y;
    }

    /** {@return the width} */
    public String getWidth() {
        return width;
    }

    /** {@return the height} */
    public String getHeight() {
        return height;
    }

    /** {@return the middle between the left and the right edge} */
    public String getMiddle() {
        return middle;
    }

    /** {@return the class in CSS} */
    public String getCss() {
        return css;
    }

    /** {@return the upper edge of the bar, where its label ends} */
    public String getTop() {
        return text(Double.parseDouble(y) - 3);
    }

    /** {@return a text above the bar} */
    public String getLabel() {
        return label;
    }
}
