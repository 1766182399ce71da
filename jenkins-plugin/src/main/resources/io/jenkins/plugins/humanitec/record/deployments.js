// Jenkins reads from Humanitec in the background, so that neither the page nor this section waits for it.
Behaviour.specify(".humanitec-deployments", "humanitec-deployments", 0, function (section) {
  const pause = 1000;

  function load() {
    fetch(section.dataset.url)
      .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
      .then((html) => {
        section.innerHTML = html;
        if (section.isConnected && section.querySelector("[data-pending='true']")) {
          setTimeout(load, pause);
        }
      });
  }

  load();
});
