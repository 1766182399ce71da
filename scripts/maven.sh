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

# Is Jenkins' parent POM in the local repository or to be had from the Jenkins project's own?
have_jenkins() {
    [ "${WITHOUT_JENKINS:-}" = "" ] || return 1
    have_artifact "$JENKINS_PARENT:pom"
}

have_artifact() {
    resolve "$1" --offline || resolve "$1" -DremoteRepositories="$JENKINS_REPOSITORY"
}

resolve() {
    mvn_quiet --non-recursive --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get \
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
