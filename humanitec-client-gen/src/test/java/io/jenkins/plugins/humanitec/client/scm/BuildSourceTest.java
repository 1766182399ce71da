package io.jenkins.plugins.humanitec.client.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Checkout;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Head;
import io.jenkins.plugins.humanitec.client.scm.ScmFacts.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The commit and ref of a build, for what SCM plugins say of it in public. */
class BuildSourceTest {

    private static final String HEAD = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678";
    private static final String BASE = "0123456789abcdef0123456789abcdef01234567";
    private static final String MERGE = "ffffffffffffffffffffffffffffffffffffffff";

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : text.isEmpty() ? new String[0] : text.split(" ")) {
            String[] parts = assignment.split("=", 2);
            variables.put(parts[0], parts[1].replace("HEAD_HASH", HEAD).replace("MERGE_HASH", MERGE));
        }
        return variables;
    }

    private static BuildSource of(Head head, Checkout checkout, String variables) {
        return BuildSource.of(new ScmFacts(head, checkout, variables(variables)), null, null);
    }

    private static Head branch(String name) {
        return new Head(Kind.BRANCH, name, null, HEAD, null);
    }

    private static Head change(String id, String revision) {
        return new Head(Kind.CHANGE_REQUEST, id, null, revision, BASE);
    }

    /** Only variables: a build that nothing else is known of. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=origin/main,                 head, refs/heads/main
                    GIT_COMMIT=a1b2c3d GIT_BRANCH=upstream/feature/login,        a1b2c3d, refs/heads/feature/login
                    GIT_COMMIT=A1B2C3D GIT_BRANCH=main,                          a1b2c3d, refs/heads/main
                    GIT_BRANCH=refs/remotes/fork/feature/login,                  none, refs/heads/feature/login
                    GIT_BRANCH=remotes/fork/main,                                none, refs/heads/main
                    GIT_BRANCH=company/feature/x GIT_LOCAL_BRANCH=feature/x,     none, refs/heads/feature/x
                    GIT_BRANCH=feature/login,                                    none, none
                    GIT_BRANCH=hotfix/main,                                      none, none
                    GIT_BRANCH=origin/feature/main GIT_LOCAL_BRANCH=main,        none, refs/heads/feature/main
                    GIT_BRANCH=refs/tags/1.0,                                    none, refs/tags/1.0
                    GIT_BRANCH=tags/1.0,                                         none, refs/tags/1.0
                    GIT_BRANCH=detached,                                         none, none
                    GIT_BRANCH=detached GIT_LOCAL_BRANCH=main,                   none, none
                    GIT_BRANCH=HEAD,                                             none, none
                    GIT_BRANCH=origin/HEAD,                                      none, none
                    GIT_BRANCH=FETCH_HEAD,                                       none, none
                    GIT_BRANCH=origin/pr/12/merge,                               none, refs/pull/12/merge
                    GIT_BRANCH=origin/pr/12,                                     none, refs/pull/12/head
                    GIT_BRANCH=origin/merge-requests/12/head,                    none, refs/merge-requests/12/head
                    GIT_BRANCH=origin/pull-requests/12/from,                     none, refs/pull-requests/12/from
                    GIT_BRANCH=origin/changes/34/1234/5,                         none, refs/changes/34/1234/5
                    GIT_BRANCH=origin/changes/2026,                              none, refs/heads/changes/2026
                    BRANCH_NAME=origin/main,                                     none, refs/heads/origin/main
                    BRANCH_NAME=main GIT_BRANCH=detached,                        none, refs/heads/main
                    TAG_NAME=v1.2 BRANCH_NAME=v1.2,                              none, refs/tags/v1.2
                    MERCURIAL_REVISION=HEAD_HASH,                                head, none
                    SVN_REVISION=1234,                                           none, none
                    SVN_REVISION=12345,                                          none, none
                    GIT_COMMIT=abcd,                                             none, none
                    GIT_COMMIT=no-hash,                                          none, none
                    CHANGE_ID=7 CHANGE_FORK=x CHANGE_BRANCH=main,                none, refs/changes/7
                    CHANGE_ID=7 GIT_COMMIT=MERGE_HASH GIT_BRANCH=main,           none, refs/changes/7
                    CHANGE_ID=7 TAG_NAME=v1.2,                                   none, refs/changes/7
                    gitlabMergeRequestIid=7 gitlabMergeRequestLastCommit=HEAD_HASH GIT_BRANCH=fork/main GIT_COMMIT=MERGE_HASH, head, refs/merge-requests/7/head
                    ghprbPullId=7 ghprbActualCommit=HEAD_HASH GIT_BRANCH=detached, head, refs/pull/7/head
                    BITBUCKET_PULL_REQUEST_ID=7 GIT_BRANCH=fork/main GIT_COMMIT=MERGE_HASH, none, refs/pull-requests/7/from
                    BITBUCKET_PULL_REQUEST_ID=7 BITBUCKET_PULL_REQUEST_LATEST_COMMIT_FROM_SOURCE_BRANCH=HEAD_HASH GIT_BRANCH=main, head, refs/pull-requests/7/from
                    pullRequestId=7 sourceRepositoryName=shop sourceCommitHash=HEAD_HASH GIT_BRANCH=origin/main, head, refs/pull-requests/7/from
                    pullRequestId=7 GIT_BRANCH=origin/main GIT_COMMIT=HEAD_HASH,  head, refs/heads/main
                    GERRIT_REFSPEC=refs/changes/34/1234/5 GERRIT_PATCHSET_REVISION=HEAD_HASH GIT_BRANCH=main, head, refs/changes/34/1234/5
                    GERRIT_REFSPEC=refs/changes/34/1234/5 GERRIT_EVENT_TYPE=change-merged GIT_BRANCH=origin/main, none, refs/heads/main
                    gitlabMergeRequestIid= GIT_BRANCH=origin/main,               none, refs/heads/main
                    """)
    void ofVariables(String variables, String commit, String ref) {
        BuildSource source = of(null, null, variables);

        assertThat(source.commit()).isEqualTo("head".equals(commit) ? HEAD : commit);
        assertThat(source.ref()).isEqualTo(ref);
        assertSaid(source);
    }

    /** Whatever is left out is said, in a sentence that tells how to give it. */
    private static void assertSaid(BuildSource source) {
        assertThat(source.notes().stream()
                        .anyMatch(note -> note.matches("The commit is left out: .+\\. Give it with 'commit'\\.")))
                .isEqualTo(source.commit() == null);
        assertThat(source.notes().stream()
                        .anyMatch(note -> note.matches("The ref is left out: .+\\. Give it with 'ref'\\.")))
                .isEqualTo(source.ref() == null);
        assertThat(source.notes()).noneMatch(note -> note.contains("null"));
    }

    /** The first checkout, of which the SCM plugin says what it documents; the build's variables are of somebody else. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=origin/main,             GIT_BRANCH=develop GIT_COMMIT=MERGE_HASH, head, refs/heads/main
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=fork/feature/login,      '',                                       head, refs/heads/feature/login
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=origin/main GIT_LOCAL_BRANCH=work, '',                             head, refs/heads/main
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=origin/main,             TAG_NAME=1.2.3,                           head, refs/heads/main
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=detached,                TAG_NAME=1.2.3,                           head, refs/tags/1.2.3
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=detached,                GIT_BRANCH=main,                          head, none
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=v1.0,                    '',                                       head, none
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=refs/tags/v1.0,          '',                                       head, refs/tags/v1.0
                    GIT_COMMIT=HEAD_HASH GIT_BRANCH=origin/main,             CHANGE_ID=7,                              head, refs/changes/7
                    SVN_REVISION=1234,                                       GIT_COMMIT=MERGE_HASH,                    none, none
                    P4_CHANGELIST=1234,                                      GIT_COMMIT=HEAD_HASH,                     head, none
                    """)
    void ofTheFirstCheckout(String checkout, String variables, String commit, String ref) {
        BuildSource source = of(null, new Checkout(variables(checkout), false, false), variables);

        assertThat(source.commit()).isEqualTo("head".equals(commit) ? HEAD : commit);
        assertThat(source.ref()).isEqualTo(ref);
        assertSaid(source);
    }

    @Test
    void aMergeOfTheBuildItselfIsNowhereElse() {
        Checkout merged = new Checkout(variables("GIT_COMMIT=MERGE_HASH GIT_BRANCH=origin/main"), true, false);

        BuildSource source = of(null, merged, "GIT_COMMIT=MERGE_HASH GIT_BRANCH=origin/main");

        assertThat(source.commit()).isNull();
        assertThat(source.ref()).isNull();
        assertThat(source.notes())
                .containsExactly(
                        "The commit is left out: the build merged what it checked out, and no repository contains the merge"
                                + " commit. Give it with 'commit'.",
                        "The ref is left out: the build merged what it checked out into another branch."
                                + " Give it with 'ref'.");
    }

    @Test
    void ofSeveralRepositoriesItIsTheFirstAndThatIsSaid() {
        Checkout first = new Checkout(variables("GIT_COMMIT=HEAD_HASH GIT_BRANCH=origin/main"), false, true);

        assertThat(of(null, first, "").notes())
                .containsExactly(
                        "The build checked out several repositories. Commit and ref are those of the first one;"
                                + " give others with 'commit' and 'ref'.");
        assertThat(of(branch("main"), first, "").notes()).isEmpty();
        assertThat(BuildSource.of(new ScmFacts(null, first, Map.of()), HEAD, "refs/heads/main")
                        .notes())
                .isEmpty();
    }

    /** What the branch sources write of a change request that is merged, or not: the target comes first or last. */
    static Stream<Arguments> changeRequests() {
        String github = "https://github.com/acme/shop/pull/7";
        return Stream.of(
                arguments(HEAD + "+" + BASE + " (" + MERGE + ")", github, "refs/pull/7/head"),
                arguments(HEAD + "+" + BASE + " (UNKNOWN_MERGE_STATE)", github, "refs/pull/7/head"),
                arguments(HEAD, github, "refs/pull/7/head"),
                arguments(BASE + "+" + HEAD, "https://gitea.example.com/acme/shop/pulls/7", "refs/pull/7/head"),
                arguments(
                        HEAD + "+" + BASE,
                        "https://gitlab.example.com/acme/shop/-/merge_requests/7",
                        "refs/merge-requests/7/head"),
                arguments(
                        HEAD + "+" + BASE,
                        "https://bitbucket.example.com/projects/ACME/repos/shop/pull-requests/7",
                        "refs/pull-requests/7/from"),
                arguments(HEAD, "https://scm.example.com/acme/7", "refs/changes/7"));
    }

    @ParameterizedTest
    @MethodSource("changeRequests")
    void aChangeRequestHasARefOfItsOwnAndItsLastCommit(String revision, String url, String ref) {
        BuildSource source = of(
                change("7", revision),
                new Checkout(variables("GIT_COMMIT=MERGE_HASH GIT_BRANCH=PR-7"), true, false),
                "CHANGE_ID=7 CHANGE_FORK=x CHANGE_BRANCH=main BRANCH_NAME=PR-7 GIT_COMMIT=MERGE_HASH CHANGE_URL="
                        + url);

        assertThat(source).isEqualTo(new BuildSource(HEAD, ref, source.notes()));
        assertThat(source.notes()).isEmpty();
    }

    @Test
    void aChangeOfGerritHasTheRefOfItsPatchSet() {
        BuildSource source = of(change("C-1234/5", HEAD), null, "BRANCH_NAME=34/1234/5 CHANGE_ID=C-1234/5");

        assertThat(source.ref()).isEqualTo("refs/changes/34/1234/5");
    }

    @Test
    void aChangeRequestWhoseRevisionIsNotKnownHasNoCommit() {
        BuildSource source = of(change("7", null), null, "GIT_COMMIT=MERGE_HASH");

        assertThat(source.ref()).isEqualTo("refs/changes/7");
        assertThat(source.commit()).isNull();
        assertSaid(source);
    }

    @Test
    void aBranchSourceIsBelievedBeforeVariables() {
        String variables = "GIT_COMMIT=MERGE_HASH GIT_BRANCH=origin/other TAG_NAME=1.2.3 BRANCH_NAME=other";

        assertThat(of(branch("origin/main"), null, variables).ref()).isEqualTo("refs/heads/origin/main");
        assertThat(of(branch("main"), null, variables).commit()).isEqualTo(HEAD);
        assertThat(of(new Head(Kind.TAG, "v1.2", null, HEAD, null), null, variables)
                        .ref())
                .isEqualTo("refs/tags/v1.2");
        assertThat(of(new Head(Kind.BRANCH, "pull-7", "refs/pull/7/head", HEAD, null), null, variables)
                        .ref())
                .isEqualTo("refs/pull/7/head");
    }

    @Test
    void aRevisionThatIsNoHashIsLeftOutWithoutQuotingIt() {
        BuildSource source =
                of(new Head(Kind.BRANCH, "trunk", null, "https://u:secret@svn.example.com/shop@1234", null), null, "");

        assertThat(source.commit()).isNull();
        assertThat(source.notes()).hasSize(1).noneMatch(note -> note.contains("secret"));
    }

    @Test
    void whatSomebodyNamesIsTakenAsItIs() {
        BuildSource source =
                BuildSource.of(new ScmFacts(change("7", HEAD), null, Map.of()), "deadbee", "refs/heads/main");

        assertThat(source.commit()).isEqualTo("deadbee");
        assertThat(source.ref()).isEqualTo("refs/heads/main");
        assertThat(source.notes()).isEmpty();
    }
}
