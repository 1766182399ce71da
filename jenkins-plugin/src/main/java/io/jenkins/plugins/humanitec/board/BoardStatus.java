package io.jenkins.plugins.humanitec.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.humanitec.client.runtime.EnvironmentStatus;
import io.jenkins.plugins.humanitec.record.ChangeState;

/** Whether the workloads of an environment are ready, for the page. */
public final class BoardStatus {

    private final EnvironmentStatus status;

    private BoardStatus(EnvironmentStatus status) {
        this.status = status;
    }

    /** Returns the status; null if there is none to show. */
    @CheckForNull
    static BoardStatus of(@CheckForNull EnvironmentStatus status) {
        return status == null
                        || status.state() == EnvironmentStatus.State.UNKNOWN
                                && status.problem().isEmpty()
                ? null
                : new BoardStatus(status);
    }

    /** {@return the name of a symbol of Jenkins} */
    @NonNull
    public String getSymbol() {
        return switch (status.state()) {
            case STOPPED, PAUSED -> "symbol-pause";
            default -> state().getSymbol();
        };
    }

    /** {@return the class of the symbol, which has a colour of the theme} */
    @NonNull
    public String getSymbolClass() {
        return state().getSymbolClass();
    }

    private ChangeState state() {
        return switch (status.state()) {
            case READY -> ChangeState.DONE;
            case NOT_READY -> ChangeState.ONGOING;
            case FAILED -> ChangeState.FAILED;
            case STOPPED, PAUSED, UNKNOWN -> ChangeState.UNKNOWN;
        };
    }

    /** {@return the status as text} */
    @NonNull
    public String getText() {
        return switch (status.state()) {
            case READY -> Messages.BoardStatus_ready();
            case NOT_READY -> Messages.BoardStatus_notReady();
            case FAILED -> Messages.BoardStatus_failed();
            case STOPPED -> Messages.BoardStatus_stopped();
            case PAUSED -> Messages.BoardStatus_paused();
            case UNKNOWN -> Messages.BoardStatus_unknown(status.problem());
        };
    }
}
