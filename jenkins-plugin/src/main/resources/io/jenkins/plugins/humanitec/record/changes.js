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

  function fold(key) {
    return section.querySelector(`details[data-fold="${CSS.escape(key)}"]`);
  }

  // Returns a function that finds the focused element again after the section was replaced.
  function focused() {
    const element = document.activeElement;
    if (!section.contains(element)) {
      return () => null;
    }
    if (element.tagName === "SUMMARY") {
      const key = element.parentElement.dataset.fold;
      return () => fold(key)?.querySelector("summary");
    }
    const href = element.getAttribute("href");
    return () => [...section.querySelectorAll("a")].find((link) => link.getAttribute("href") === href);
  }

  // Keeps what the user has unfolded, and the focus.
  function show(html) {
    if (html === shown) {
      return;
    }
    shown = html;
    const unfolded = [...section.querySelectorAll("details[open]")].map((details) => details.dataset.fold);
    const focusedAgain = focused();
    section.innerHTML = html;
    unfolded.forEach((key) => fold(key)?.setAttribute("open", ""));
    focusedAgain()?.focus({ preventScroll: true });
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

  function later() {
    if (isOngoing() && section.isConnected) {
      setTimeout(look, pause);
    }
  }

  later();
});
