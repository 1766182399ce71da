package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule that forbids actions on applications and environments. Its pattern is {@code application/environment} or
 * {@code application}; {@code *} matches any characters except a slash.
 *
 * <p>A pattern with an environment also forbids the deletion of a matching application, since this would delete the
 * environment. A pattern without an environment applies to the application and all of its environments.
 *
 * @param pattern the protected applications and environments, such as {@code shop/prod*}
 * @param acts the forbidden actions
 */
public record Protection(String pattern, Set<ProtectedAction> acts) implements Guard {

    private static final Pattern VALID = Pattern.compile("[a-z0-9*-]+(/[a-z0-9*-]+)?");

    /**
     * Checks the pattern.
     *
     * @throws InvalidInputException if the pattern is invalid
     */
    public Protection {
        if (pattern == null || !VALID.matcher(pattern).matches()) {
            throw new InvalidInputException(
                    "'" + (pattern == null ? "" : pattern) + "' is not a valid protection pattern. "
                            + "Use application or application/environment, with * for any characters, "
                            + "such as */production.");
        }
        acts = Set.copyOf(acts);
    }

    @Override
    public void check(ProtectedAction action, ValueScope target) {
        if (acts.contains(action) && matches(target)) {
            throw new ProtectedException("The " + action.noun() + " of " + target.kind() + " " + target
                    + " is forbidden by the protection rule '" + pattern + "' of the connection.");
        }
    }

    @Override
    public List<Protection> rules(ProtectedAction action) {
        return acts.contains(action) ? List.of(this) : List.of();
    }

    /**
     * {@return whether the rule applies to an application, or to an environment that it has or could have}
     *
     * @param app the application
     */
    public boolean isAbout(AppRef app) {
        return glob(pattern.split("/")[0]).matcher(app.appId()).matches();
    }

    private boolean matches(ValueScope target) {
        String[] parts = pattern.split("/");
        return isAbout(target.app())
                && (parts.length == 1
                        || !(target instanceof EnvRef env)
                        || glob(parts[1]).matcher(env.envId()).matches());
    }

    private static Pattern glob(String text) {
        return Pattern.compile(text.replaceAll("\\*+", ".*"));
    }
}
