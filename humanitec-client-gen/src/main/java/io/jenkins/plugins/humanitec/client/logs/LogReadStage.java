package io.jenkins.plugins.humanitec.client.logs;

import io.jenkins.plugins.humanitec.client.flow.Next;
import io.jenkins.plugins.humanitec.client.flow.OperationContext;
import io.jenkins.plugins.humanitec.client.flow.Stage;
import java.util.ArrayList;

/**
 * The stage that reads lines once and delivers them.
 *
 * @param request which lines to read
 */
record LogReadStage(LogRequest request) implements Stage<ArrayList<LogLine>> {

    private static final long serialVersionUID = 1L;

    @Override
    public Next<ArrayList<LogLine>> enter(OperationContext operation) {
        ArrayList<LogLine> lines = new ArrayList<>(new ContainerLogs(operation.client()).read(request));
        lines.forEach(line -> operation.log(line.toString()));
        if (request.since() != null && lines.size() == request.limit()) {
            operation.log("These are the newest " + lines.size() + " lines. Older ones since " + request.since()
                    + " may not have been read.");
        }
        return new Next.Done<>(lines);
    }

    @Override
    public String abandon(OperationContext operation) {
        return "Nothing was changed in Humanitec.";
    }
}
