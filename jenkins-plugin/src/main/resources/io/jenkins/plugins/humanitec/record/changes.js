// @include lib.humanitec.replace
// @include lib.humanitec.answer
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

  window.humanitecAnswers(section, () => {
    shown = null;
    fetch(section.dataset.url)
      .then((response) => response.text())
      .then(show);
  });

  function later() {
    if (isOngoing() && section.isConnected) {
      setTimeout(look, pause);
    }
  }

  later();
});
