// @include lib.humanitec.replace
// Polls while the build is running, so that deployments show their progress.
Behaviour.specify(".humanitec-changes", "humanitec-changes", 0, function (section) {
  const pause = 3000;
  let shown = null;

  if (section.dataset.polled) {
    return;
  }
  section.dataset.polled = "true";

  function isOngoing() {
    const groups = section.querySelector("[data-ongoing]");
    return groups !== null && groups.dataset.ongoing === "true";
  }

  function show(html) {
    if (html === shown) {
      return;
    }
    shown = html;
    window.humanitecReplace(section, html);
    const counts = section.parentElement.querySelector(".humanitec-counts");
    const text = section.querySelector("[data-counts]").dataset.counts;
    if (counts !== null && counts.textContent !== text) {
      counts.textContent = text;
    }
  }

  function look() {
    fetch(section.dataset.url)
      .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
      .then(show)
      .finally(later);
  }

  // The buttons of an approval. What the server answers is shown, for example that somebody else was faster.
  section.addEventListener("click", (event) => {
    const button = event.target.closest(".humanitec-answer");
    if (button === null) {
      return;
    }
    const buttons = button.parentElement.querySelectorAll("button");
    buttons.forEach((one) => (one.disabled = true));
    fetch(section.dataset.url.replace(/refresh$/, button.dataset.answer), {
      method: "POST",
      headers: crumb.wrap({}),
    })
      .then((response) => (response.ok ? "" : response.text()))
      .then((problem) => {
        if (problem !== "") {
          notificationBar.show(problem, notificationBar.ERROR);
        }
        shown = null;
        return fetch(section.dataset.url).then((response) => response.text()).then(show);
      });
  });

  function later() {
    if (isOngoing() && section.isConnected) {
      setTimeout(look, pause);
    }
  }

  later();
});
