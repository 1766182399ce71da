package io.jenkins.plugins.humanitec.client.workloads;

import java.util.ArrayList;
import java.util.List;

/** Writes a runtime as the API returns it. */
final class ObservedRuntime {

    private ObservedRuntime() {}

    /** Controllers as {@code Kind replicas revision}, and pods as {@code phase revision container}, each in a line. */
    static String of(String lines) {
        List<String> controllers = new ArrayList<>();
        List<String> pods = new ArrayList<>();
        String head = "";
        for (String line : (lines.strip() + "\nend 0 0").split("\n")) {
            String[] parts = line.strip().split(" ", 3);
            if (!parts[2].startsWith("{") && !parts[2].equals("-")) {
                if (!head.isEmpty()) {
                    controllers.add(head + String.join(", ", pods) + "]}");
                }
                pods.clear();
                head = "\"" + parts[0] + "-x\": {\"kind\": \"" + parts[0] + "\", \"replicas\": " + parts[1]
                        + ", \"status\": \"s\", \"message\": \"m\", \"revision\": " + parts[2] + ", \"pods\": [";
            } else {
                pods.add("{\"podName\": \"p" + pods.size() + "\", \"phase\": \"" + parts[0] + "\", \"revision\": "
                        + parts[1] + ", \"status\": \"s\", \"containerStatuses\": ["
                        + (parts[2].equals("-") ? "" : parts[2]) + "]}");
            }
        }
        return "{\"namespace\": \"n\", \"modules\": {\"backend\": {" + String.join(", ", controllers) + "}}}";
    }
}
