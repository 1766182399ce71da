package io.jenkins.plugins.humanitec.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A plot of lines with logarithmic axes, as SVG.
 *
 * @param across the label of the horizontal axis
 * @param up the label of the vertical axis
 * @param xs the horizontal positions of the points
 * @param lines the vertical positions of the points, by the name of the line
 */
record Plot(String across, String up, int[] xs, Map<String, List<Double>> lines) {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int EDGE = 60;
    private static final String[] COLORS = {"#888888", "#0b6aa2", "#b3541e", "#3f7d20"};

    private double lowest() {
        return Math.pow(10, Math.floor(Math.log10(all().min().orElse(1))));
    }

    private double highest() {
        return Math.pow(10, Math.ceil(Math.log10(all().max().orElse(1))));
    }

    private DoubleStream all() {
        return lines.values().stream().flatMap(List::stream).mapToDouble(Double::doubleValue);
    }

    private double x(double value) {
        double part = Math.log(value / xs[0]) / Math.log((double) xs[xs.length - 1] / xs[0]);
        return EDGE + part * (WIDTH - 2 * EDGE);
    }

    private double y(double value) {
        double part = Math.log(value / lowest()) / Math.log(highest() / lowest());
        return HEIGHT - EDGE - part * (HEIGHT - 2 * EDGE);
    }

    String svg() {
        StringBuilder svg = new StringBuilder(Numbers.text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, HEIGHT));
        for (int size : xs) {
            text(svg, x(size), HEIGHT - EDGE + 18, "middle", Numbers.text("%,d", size));
            line(svg, x(size), EDGE, x(size), HEIGHT - EDGE);
        }
        for (double mark = lowest(); mark <= highest() * 1.01; mark *= 10) {
            text(svg, EDGE - 6, y(mark) + 4, "end", Numbers.text(mark < 1 ? "%.2g" : "%,.0f", mark));
            line(svg, EDGE, y(mark), WIDTH - EDGE, y(mark));
        }
        text(svg, WIDTH / 2.0, HEIGHT - 20, "middle", across);
        text(svg, EDGE, 20, "start", up);
        int index = 0;
        for (Map.Entry<String, List<Double>> each : lines.entrySet()) {
            String color = COLORS[index % COLORS.length];
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < xs.length; i++) {
                points.append(
                        Numbers.text("%.1f,%.1f ", x(xs[i]), y(each.getValue().get(i))));
            }
            svg.append(Numbers.text(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    points.toString().trim(), color));
            svg.append(Numbers.text(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"%s\">%s</text>%n",
                    WIDTH - EDGE, 14 + 14 * index, color, each.getKey()));
            index++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(Numbers.text("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(Numbers.text(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n", x1, y1, x2, y2));
    }
}
