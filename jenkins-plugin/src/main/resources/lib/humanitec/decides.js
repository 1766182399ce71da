// A selection from the list of a combo box changes the field without an event. Other fields need this event to load their options.
Behaviour.specify("INPUT.humanitec-decides", "humanitec-decides", 200, function (field) {
  const untilPicked = 250;
  let known = field.value;

  field.addEventListener("change", function () {
    known = field.value;
  });
  field.addEventListener("focusout", function () {
    setTimeout(function () {
      if (field.value !== known) {
        field.dispatchEvent(new Event("change"));
      }
    }, untilPicked);
  });
});
