// @include lib.humanitec.replace
// @include lib.humanitec.answer
// Loads a table after the page, and again while the page is visible. Most of what it shows is known to Jenkins already.
Behaviour.specify(".humanitec-board", "humanitec-board", 0, function (board) {
  const pause = 10000;
  const shortPause = 1000;
  const filter = document.getElementById("humanitec-filter");
  const counts = document.querySelector(".humanitec-board-counts");
  let page = 1;
  let shown = null;
  let timer = null;
  let number = 0;

  if (board.dataset.polled) {
    return;
  }
  board.dataset.polled = "true";

  function say(text) {
    if (counts.textContent !== text) {
      counts.textContent = text;
    }
  }

  function show(html) {
    if (html !== shown) {
      shown = html;
      window.humanitecReplace(board, html);
      board.querySelectorAll("button[data-to]").forEach((button) => {
        button.addEventListener("click", () => {
          page = Number(button.dataset.to);
          look();
        });
      });
    }
    const table = board.firstElementChild;
    page = Number(table.dataset.page);
    say(table.dataset.counts);
    return table.dataset.pending === "true" ? shortPause : pause;
  }

  function later(time) {
    clearTimeout(timer);
    timer = setTimeout(look, time);
  }

  function look() {
    clearTimeout(timer);
    if (document.hidden || !board.isConnected) {
      return;
    }
    const asked = ++number;
    const url = new URL(board.dataset.url, document.baseURI);
    if (filter !== null) {
      url.searchParams.set("filter", filter.value);
      url.searchParams.set("page", page);
    }
    fetch(url)
      .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
      .then((html) => {
        if (asked === number) {
          later(show(html));
        }
      })
      .catch(() => {
        if (asked === number) {
          say(board.dataset.lost);
          later(pause);
        }
      });
  }

  window.humanitecAnswers(board, () => {
    shown = null;
    look();
  });
  filter?.addEventListener("input", () => {
    page = 1;
    later(300);
  });
  document.addEventListener("visibilitychange", look);
  look();
});
