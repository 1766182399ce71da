package io.jenkins.plugins.humanitec.security;

import com.cloudbees.jenkins.support.SupportPlugin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Searches the files and pages of Jenkins after a build for texts that must not be there. */
final class Traces {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=[\"']([^\"'#]+)");

    /** Pages to skip: static files, the reference of all steps, and other URLs of the same build. */
    private static final Pattern OTHER = Pattern.compile(
            "/(static|adjuncts|images|plugin|i18n|ws|pipeline-syntax|rssAll|rssFailed|buildWithParameters|build|last[A-Za-z]*Build)([/?]|$)");

    private final JenkinsRule j;
    private final List<String> texts;

    Traces(JenkinsRule j, List<String> texts) {
        this.j = j;
        this.texts = texts;
    }

    private boolean isIn(byte[] bytes) {
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        return texts.stream().anyMatch(content::contains);
    }

    /**
     * Returns the files in the Jenkins home that contain one of the texts. Ignores files that are deleted meanwhile.
     */
    List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(j.jenkins.getRootDir().toPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // Builds do not write programs.
                if (!file.toString().matches(".*[.](jar|[hj]p[il])")) {
                    try {
                        if (isIn(Files.readAllBytes(file))) {
                            found.add(file);
                        }
                    } catch (IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /**
     * Returns the pages that contain one of the texts. Follows the links of the build, its job and some other pages.
     */
    List<String> pages(WorkflowRun run) throws Exception {
        String job = j.getURL() + run.getParent().getUrl();
        String build = j.getURL() + run.getUrl();
        Deque<String> open = new ArrayDeque<>(List.of(job, build));
        for (String more : List.of("api/json?depth=4", "api/xml?depth=4", "config.xml")) {
            open.add(job + more);
        }
        for (String more : List.of(
                "api/json?depth=4",
                "api/xml?depth=4",
                "flowGraphTable/",
                "logText/progressiveText?start=0",
                "logText/progressiveHtml?start=0")) {
            open.add(build + more);
        }
        for (String more : List.of(
                "manage/configure",
                "manage/log/all",
                "manage/systemInfo",
                "manage/credentials/",
                "threadDump",
                "credentials/store/system/domain/_/api/json?depth=4")) {
            open.add(j.getURL() + more);
        }
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        Set<String> seen = new LinkedHashSet<>(open);
        List<String> found = new ArrayList<>();
        while (!open.isEmpty()) {
            String page = open.remove();
            byte[] content = http.send(
                            HttpRequest.newBuilder(URI.create(page)).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            if (isIn(content)) {
                found.add(page);
            }
            for (String link : links(page, content)) {
                if (link.startsWith(job) && !OTHER.matcher(link).find() && seen.add(link)) {
                    open.add(link);
                }
            }
        }
        if (seen.stream().noneMatch(page -> page.contains("/execution/node/"))) {
            throw new AssertionError("The pages of the steps were not found: " + seen);
        }
        return found;
    }

    private static List<String> links(String page, byte[] content) {
        List<String> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(new String(content, StandardCharsets.UTF_8));
        while (matcher.find()) {
            try {
                links.add(URI.create(page)
                        .resolve(matcher.group(1).replace("&amp;", "&"))
                        .toString());
            } catch (IllegalArgumentException e) {
                // Not a link, but part of a script.
                continue;
            }
        }
        return links;
    }

    /** Returns the files of a full support bundle that contain one of the texts. */
    List<String> supportBundle() throws IOException {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        SupportPlugin.writeBundle(bundle, SupportPlugin.getComponents());
        List<String> found = new ArrayList<>();
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files++;
                if (isIn(zip.readAllBytes())) {
                    found.add(entry.getName());
                }
            }
        }
        if (files < 10) {
            throw new AssertionError("The bundle has no more than " + files + " files.");
        }
        return found;
    }
}
