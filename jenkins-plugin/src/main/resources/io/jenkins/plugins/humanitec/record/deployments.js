// Asks Humanitec only once the page is there, so that nobody waits for the page.
Behaviour.specify(".humanitec-deployments", "humanitec-deployments", 0, function (section) {
  fetch(section.dataset.url)
    .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
    .then((html) => {
      section.innerHTML = html;
    });
});
