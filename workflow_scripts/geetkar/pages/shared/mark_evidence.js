// Shows the reason for a mark that is tapped or clicked, for readers who cannot hover over it.
"use strict";

const evidence = document.getElementById("evidence");

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".song [title]");
  evidence.textContent = mark ? `${mark.textContent}: ${mark.title}` : "";
});
