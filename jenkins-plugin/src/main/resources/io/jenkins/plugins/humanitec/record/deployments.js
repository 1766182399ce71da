// Sends requests to Humanitec only after the page is loaded, so that the page loads without delay.
Behaviour.specify(".humanitec-deployments", "humanitec-deployments", 0, function (section) {
  fetch(section.dataset.url)
    .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
    .then((html) => {
      section.innerHTML = html;
    });
});
