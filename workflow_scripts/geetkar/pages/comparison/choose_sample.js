// Shows one sample of each checkpoint: of the prime text and with the seed that the reader chooses.
"use strict";

const sampleChoice = document.getElementById("sample");

function showSample() {
  for (const each of document.querySelectorAll("[data-sample]")) {
    each.hidden = each.dataset.sample !== sampleChoice.value;
  }
}

sampleChoice.addEventListener("change", showSample);
// The browser may have restored an earlier choice.
showSample();
