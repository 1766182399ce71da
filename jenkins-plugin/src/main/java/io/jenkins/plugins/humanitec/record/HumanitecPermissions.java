package io.jenkins.plugins.humanitec.record;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;

/** The permissions of the plugin. */
public final class HumanitecPermissions {

    /** The group of the permissions. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(HumanitecPermissions.class, Messages._HumanitecPermissions_group());

    /** To answer the requests for approval of Humanitec's pipelines that a build waits for, with the token of the build. */
    public static final Permission APPROVE = new Permission(
            GROUP,
            "Approve",
            Messages._HumanitecPermissions_approve(),
            Jenkins.ADMINISTER,
            true,
            new PermissionScope[] {PermissionScope.RUN, PermissionScope.ITEM, PermissionScope.JENKINS});

    private HumanitecPermissions() {}

    /** Creates the permissions before the configuration, which can grant them, is read. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        // Loading this class creates them.
    }
}
