package io.jenkins.plugins.humanitec.client.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.humanitec.client.api.PipelinesApi;
import io.jenkins.plugins.humanitec.client.errors.NotFoundException;
import io.jenkins.plugins.humanitec.client.errors.UnreadableResponseException;
import io.jenkins.plugins.humanitec.client.model.ApiResponse;
import io.jenkins.plugins.humanitec.client.model.Pipeline;
import io.jenkins.plugins.humanitec.client.testing.TestHumanitec;
import io.jenkins.plugins.humanitec.simulator.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {

    @RegisterExtension
    final TestHumanitec humanitec = new TestHumanitec();

    private Stream<Pipeline> pipelines() {
        PipelinesApi api = humanitec.client().api(PipelinesApi.class);
        return Pages.stream(page -> api.listPipelinesWithHttpInfo("acme", "shop", 2, page, null, null));
    }

    private void page(String ids, String link) {
        StringBuilder body = new StringBuilder();
        for (String id : ids.isEmpty() ? new String[0] : ids.split(" ")) {
            body.append(body.isEmpty() ? "" : ",")
                    .append("{\"id\": \"")
                    .append(id)
                    .append("\"}");
        }
        Fault fault = Fault.status(200).body("application/json", "[" + body + "]");
        humanitec.fail(link == null ? fault : fault.header("Link", link));
    }

    @Test
    void allPagesAreWalkedWithTheTokenOfEach() {
        page("a b", "<https://elsewhere.example.com/?page=t%2F1%3D%3D&per_page=2>; rel=\"next\"");
        page("", "</x?per_page=2&page=t2>; rel=next, </x?page=first>; rel=\"first\"");
        page("c", "</x?page=first>; rel=\"prev\"");

        assertThat(pipelines()).extracting(Pipeline::getId).containsExactly("a", "b", "c");

        assertThat(humanitec.recorded())
                .extracting("query")
                .containsExactly("per_page=2", "per_page=2&page=t%2F1%3D%3D", "per_page=2&page=t2");
    }

    @Test
    void noPageIsAskedForBeforeItIsNeeded() {
        page("a b", "</x?page=t1>; rel=\"next\"");

        Stream<Pipeline> stream = pipelines();
        assertThat(humanitec.requests()).isEmpty();
        assertThat(stream.limit(2)).hasSize(2);
        assertThat(humanitec.requests()).hasSize(1);
    }

    @Test
    void anErrorOfALaterPageComesOut() {
        page("a", "</x?page=t1>; rel=\"next\"");
        humanitec.fail(Fault.status(404));

        List<String> seen = new ArrayList<>();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines().forEach(pipeline -> seen.add(pipeline.getId())));
        assertThat(seen).containsExactly("a");
    }

    @Test
    void pagesThatNameEachOtherEndTheWalk() {
        Iterator<String> itself =
                Pages.iterator(page -> answer(List.of("a"), "<https://x.example.com/orgs/a?page=same>; rel=next"));
        Iterator<String> eachOther = Pages.iterator(
                page -> answer(List.of("a"), "</orgs/a?page=" + ("t1".equals(page) ? "t2" : "t1") + ">; rel=next"));

        for (Iterator<String> walk : List.of(itself, eachOther)) {
            assertThatExceptionOfType(UnreadableResponseException.class)
                    .isThrownBy(() -> walk.forEachRemaining(element -> {}))
                    .withMessageStartingWith(
                            "GET /orgs/a answered 200: the body (a page whose next page was already read)");
        }
    }

    @Test
    void aTokenThatIsNotEncodedIsTakenAsItIs() {
        page("a", "</x?page=100%>; rel=next");
        page("b", null);

        assertThat(pipelines()).extracting(Pipeline::getId).containsExactly("a", "b");
        assertThat(humanitec.recorded()).last().extracting("query").isEqualTo("per_page=2&page=100%25");
    }

    @Test
    void anIteratorEnds() {
        Iterator<String> walk = Pages.iterator(page -> answer(null, ""));

        assertThat(walk.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(walk::next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "</x?page=t>; rel=\"next\" | true",
                "</x?page=t>;rel=NEXT | true",
                "</x?page=t>; rel=\"prev next\" | true",
                "</x?page=t>; title=\"a\"; rel=\"next\" | true",
                "</x?page=t>; rel=\"nextpage\" | false",
                "</x?page=t>; rel=\"prev\" | false",
                "</x?nopage=t>; rel=\"next\" | false",
                "</x>; rel=\"next\" | false",
                "nonsense | false",
            })
    void onlyALinkToTheNextPageCounts(String link, boolean goesOn) {
        List<String> asked = new ArrayList<>();
        Iterator<String> walk = Pages.iterator(page -> {
            asked.add(page);
            return asked.size() == 1 ? answer(List.of("a"), link) : answer(List.of(), "");
        });
        walk.forEachRemaining(element -> {});

        assertThat(asked).hasSize(goesOn ? 2 : 1);
        assertThat(asked.get(asked.size() - 1)).isEqualTo(goesOn ? "t" : null);
    }

    private static <T> ApiResponse<List<T>> answer(List<T> elements, String link) {
        Map<String, Collection<String>> headers = link.isEmpty() ? Map.of() : Map.of("link", List.of(link));
        return new ApiResponse<>(200, headers, elements);
    }
}
