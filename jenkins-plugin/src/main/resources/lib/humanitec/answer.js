// The buttons that approve or deny, in a section that is replaced. What the server says is shown, for example that somebody was faster.
window.humanitecAnswers = function (section, look) {
  section.addEventListener("click", (event) => {
    const button = event.target.closest(".humanitec-answer");
    if (button === null) {
      return;
    }
    dialog.confirm(button.getAttribute("aria-label"), button.dataset.danger ? { type: "destructive" } : {}).then(
      () => answer(button),
      () => {},
    );
  });

  function answer(button) {
    button.parentElement.querySelectorAll("button").forEach((one) => (one.disabled = true));
    fetch(button.dataset.answer, { method: "POST", headers: crumb.wrap({}) })
      .then((response) => (response.ok ? "" : response.text()))
      .then((problem) => {
        if (problem !== "") {
          notificationBar.show(problem, notificationBar.ERROR);
        }
      })
      .finally(look);
  }
};
