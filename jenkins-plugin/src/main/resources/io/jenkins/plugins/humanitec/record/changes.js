// Polls while the build is running, so that deployments show their progress.
Behaviour.specify(".humanitec-changes", "humanitec-changes", 0, function (section) {
  const pause = 3000;

  function isOngoing() {
    const table = section.querySelector("[data-ongoing]");
    return table !== null && table.dataset.ongoing === "true";
  }

  function look() {
    fetch(section.dataset.url)
      .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
      .then((html) => {
        section.innerHTML = html;
      })
      .finally(later);
  }

  function later() {
    if (isOngoing() && section.isConnected) {
      setTimeout(look, pause);
    }
  }

  later();
});
