package io.jenkins.plugins.humanitec.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/** A state as the pages show it: by a symbol, its colour and a text. The most urgent state is the first. */
public enum ChangeState {
    /** It has failed. */
    FAILED("symbol-close-circle", "error-color"),
    /** It is in progress. */
    ONGOING("symbol-hourglass", "info-color"),
    /** It was planned, and nothing was changed. */
    PLANNED("symbol-document-text", "info-color"),
    /** It is complete. */
    DONE("symbol-check", "success-color"),
    /** Nobody can tell. */
    UNKNOWN("symbol-help-circle", "skipped-color");

    private final String symbol;
    private final String color;

    ChangeState(String symbol, String color) {
        this.symbol = symbol;
        this.color = color;
    }

    /**
     * {@return the state of a deployment}
     *
     * @param status the status of the deployment in the API; null if there is none
     */
    @NonNull
    public static ChangeState ofDeployment(@CheckForNull String status) {
        return status == null || "-".equals(status)
                ? UNKNOWN
                : switch (status) {
                    case "failed" -> FAILED;
                    case "succeeded" -> DONE;
                    default -> ONGOING;
                };
    }

    /** {@return the name of a symbol of Jenkins} */
    @NonNull
    public String getSymbol() {
        return symbol;
    }

    /** {@return the class of the symbol, which has a colour of the theme} */
    @NonNull
    public String getSymbolClass() {
        return "icon-sm jenkins-!-" + color;
    }

    /** {@return the name of the state in CSS} */
    @NonNull
    public String getCss() {
        return "humanitec-" + name().toLowerCase(Locale.ROOT);
    }

    /** {@return the state as text, for who does not see the symbol} */
    @NonNull
    public String getLabel() {
        return switch (this) {
            case FAILED -> Messages.ChangeState_failed();
            case ONGOING -> Messages.ChangeState_ongoing();
            case PLANNED -> Messages.ChangeState_planned();
            case DONE -> Messages.ChangeState_done();
            case UNKNOWN -> Messages.ChangeState_unknown();
        };
    }
}
