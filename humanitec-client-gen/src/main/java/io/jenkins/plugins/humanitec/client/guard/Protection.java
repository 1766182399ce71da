package io.jenkins.plugins.humanitec.client.guard;

import io.jenkins.plugins.humanitec.client.AppRef;
import io.jenkins.plugins.humanitec.client.EnvRef;
import io.jenkins.plugins.humanitec.client.InvalidInputException;
import io.jenkins.plugins.humanitec.client.ValueScope;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule that forbids acts on applications and environments. Its pattern is {@code application/environment} or just
 * {@code application}, where {@code *} stands for any characters but a slash.
 *
 * <p>A pattern with an environment also forbids the deletion of an application that it fits, since the environment would go
 * with it. A pattern without one is about the application and all of its environments.
 *
 * @param pattern what is protected, such as {@code shop/prod*}
 * @param acts what must not be done to it
 */
public record Protection(String pattern, Set<ProtectedAction> acts) implements Guard {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9*-]+(/[a-z0-9*-]+)?");

    /** @throws InvalidInputException if the pattern is not one */
    public Protection {
        if (pattern == null || !SHAPE.matcher(pattern).matches()) {
            throw new InvalidInputException("'" + pattern + "' is no pattern for what to protect: give application or "
                    + "application/environment, with * for any characters, as in */production.");
        }
        acts = Set.copyOf(acts);
    }

    @Override
    public void check(ProtectedAction act, ValueScope target) {
        if (acts.contains(act) && fits(target)) {
            throw new ProtectedException("The " + act.noun() + " of " + target.kind() + " " + target
                    + " is forbidden by the protection rule '" + pattern + "' of the connection.");
        }
    }

    @Override
    public List<Protection> rules(ProtectedAction act) {
        return acts.contains(act) ? List.of(this) : List.of();
    }

    /**
     * @param app an application
     * @return whether the rule is about the application or an environment that it has or could have
     */
    public boolean isAbout(AppRef app) {
        return glob(pattern.split("/")[0]).matcher(app.appId()).matches();
    }

    private boolean fits(ValueScope target) {
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
