// What is picked from a combo box's list changes the field without an event, on which other fields wait for what they offer.
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
