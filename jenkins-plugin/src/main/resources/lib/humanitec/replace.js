// Replaces the content of an element. Keeps what the user has unfolded (details with data-fold) and the focus.
window.humanitecReplace = function (section, html) {
  function fold(key) {
    return section.querySelector(`details[data-fold="${CSS.escape(key)}"]`);
  }

  // Returns a function that finds the focused element again after the section was replaced: the same link, or the element at the
  // same position in the same part of the section (data-part).
  function focused() {
    const element = document.activeElement;
    if (!section.contains(element)) {
      return () => null;
    }
    const part = element.closest("[data-part]")?.dataset.part;
    const find = () => (part ? section.querySelector(`[data-part="${CSS.escape(part)}"]`) : section) ?? section;
    const all = () => [...find().querySelectorAll(element.tagName)];
    const key = element.tagName === "SUMMARY" ? element.parentElement.dataset.fold : undefined;
    const href = element.getAttribute("href");
    const position = all().indexOf(element);
    return () => {
      if (key) {
        return fold(key)?.querySelector("summary");
      }
      const same = href && all().find((link) => link.getAttribute("href") === href);
      const there = same || all()[position];
      return there?.disabled ? all().find((one) => !one.disabled) : there;
    };
  }

  const unfolded = [...section.querySelectorAll("details[open]")].map((details) => details.dataset.fold);
  const focusedAgain = focused();
  section.innerHTML = html;
  unfolded.forEach((key) => fold(key)?.setAttribute("open", ""));
  focusedAgain()?.focus({ preventScroll: true });
  // Tooltips and other behaviour of Jenkins.
  Behaviour.applySubtree(section);
};
