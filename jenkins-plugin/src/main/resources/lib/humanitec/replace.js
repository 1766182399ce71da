// Replaces the content of an element. Keeps what the user has unfolded (details with data-fold) and the focus.
window.humanitecReplace = function (section, html) {
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
    return () => href && [...section.querySelectorAll("a")].find((link) => link.getAttribute("href") === href);
  }

  const unfolded = [...section.querySelectorAll("details[open]")].map((details) => details.dataset.fold);
  const focusedAgain = focused();
  section.innerHTML = html;
  unfolded.forEach((key) => fold(key)?.setAttribute("open", ""));
  focusedAgain()?.focus({ preventScroll: true });
};
