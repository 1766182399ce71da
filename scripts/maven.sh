# Sourced by ./test, ./run and ./bench: finds out whether the plugin can be built here, and with which Maven.

JENKINS_PARENT=$(sed -n '/<parent>/,/<\/parent>/p' jenkins-plugin/pom.xml |
    sed -n 's/.*<groupId>\(.*\)<\/groupId>.*/\1/p; s/.*<artifactId>\(.*\)<\/artifactId>.*/\1/p; s/.*<version>\(.*\)<\/version>.*/\1/p' |
    paste -sd:)
JENKINS_REPOSITORY=$(sed -n '/<repositories>/,/<\/repositories>/s/.*<url>\(.*\)<\/url>.*/\1/p' jenkins-plugin/pom.xml)
# What the parent POM asks for at least, and what is fetched where the Maven at hand is older.
MAVEN_FOR_JENKINS_AT_LEAST=3.9.6
MAVEN_FOR_JENKINS=3.9.11

MVN=mvn

mvn_quiet() {
    "$MVN" --batch-mode --no-transfer-progress "$@"
}

# What else the build of the plugin needs: the first thing and the last ones. A repository that has only some of the
# artifacts would otherwise fail late.
jenkins_artifacts() {
    local pom=plugin-${JENKINS_PARENT##*:}.pom war harness
    war=$(sed -n 's/.*<jenkins.baseline>\(.*\)<.*/\1/p' jenkins-plugin/pom.xml)$(
        sed -n 's/.*<jenkins.version>${jenkins.baseline}\(.*\)<.*/\1/p' jenkins-plugin/pom.xml)
    echo "$JENKINS_PARENT:pom"
    echo "org.jenkins-ci.main:jenkins-war:$war:war"
    harness=$(sed -n 's/.*<jenkins-test-harness.version>\(.*\)<.*/\1/p' \
        "$(local_repository)/org/jenkins-ci/plugins/plugin/${JENKINS_PARENT##*:}/$pom" 2>/dev/null || true)
    [ "$harness" = "" ] || echo "org.jenkins-ci.main:jenkins-test-harness:$harness:jar"
}

local_repository() {
    local given
    given=$(printf '%s ' "${MAVEN_OPTS:-}" "${MAVEN_ARGS:-}" | sed -n 's/.*-Dmaven\.repo\.local=\([^ ]*\).*/\1/p')
    echo "${given:-$HOME/.m2/repository}"
}

# Can the plugin be built here? If not, JENKINS_MISSING names the first artifact that cannot be had.
have_jenkins() {
    [ "${WITHOUT_JENKINS:-}" = "" ] || { JENKINS_MISSING=; return 1; }
    have_artifact "$JENKINS_PARENT:pom" || { JENKINS_MISSING=$JENKINS_PARENT; return 1; }
    local artifact
    for artifact in $(jenkins_artifacts); do
        have_artifact "$artifact" || { JENKINS_MISSING=$artifact; return 1; }
    done
}

why_no_jenkins() {
    [ "$JENKINS_MISSING" = "" ] && echo "WITHOUT_JENKINS is set" ||
        echo "$JENKINS_MISSING can be resolved neither locally nor remotely"
}

have_artifact() {
    is_local "$1" || resolve "$1" --offline || resolve "$1" -DremoteRepositories="$JENKINS_REPOSITORY"
}

# Saves the start of a Maven where the file is where it is expected.
is_local() {
    local group name version type
    IFS=: read -r group name version type <<<"$1"
    [ -f "$(local_repository)/${group//.//}/$name/$version/$name-$version.$type" ]
}

# Gives up soon where nothing answers.
resolve() {
    mvn_quiet --non-recursive --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get \
        -Daether.connector.connectTimeout=3000 -Daether.connector.requestTimeout=10000 \
        -Dmaven.wagon.http.retryHandler.count=0 -Dmaven.wagon.rto=10000 \
        -Dartifact="$1" -Dtransitive=false "${@:2}" >/dev/null 2>&1
}

# Fetches a newer Maven by its coordinates into .maven, which git ignores, if the one at hand is too old.
use_maven_for_jenkins() {
    local version
    version=$("$MVN" --version | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
    if [ "$(printf '%s\n' "$MAVEN_FOR_JENKINS_AT_LEAST" "$version" | sort -V | head -n 1)" = "$MAVEN_FOR_JENKINS_AT_LEAST" ]; then
        return
    fi
    local home=$PWD/.maven/apache-maven-$MAVEN_FOR_JENKINS
    if [ ! -x "$home/bin/mvn" ]; then
        echo "Fetching Maven $MAVEN_FOR_JENKINS: the plugin's parent POM wants $MAVEN_FOR_JENKINS_AT_LEAST or newer, this is $version."
        mvn_quiet --non-recursive --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
            -Dartifact="org.apache.maven:apache-maven:$MAVEN_FOR_JENKINS:zip:bin" -DoutputDirectory="$PWD/.maven"
        chmod +x "$home/bin/mvn"
    fi
    MVN=$home/bin/mvn
}
