// Shows the reason for a mark that is tapped, clicked or reached by arrow keys, for readers who cannot hover over it.
"use strict";

const MARK = ".song [title]";
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const evidence = document.getElementById("evidence");

function explain(mark) {
  evidence.textContent = mark ? `${mark.textContent}: ${mark.title}` : "";
}

document.addEventListener("click", (event) => explain(event.target.closest(MARK)));

// A song is one stop of the tab key; from there, arrow keys go from mark to mark.
document.addEventListener("keydown", (event) => {
  const song = event.target.closest(".song");
  const marks = [...(song?.querySelectorAll("[title]") ?? [])];
  const here = marks.indexOf(event.target);
  const next = marks[here + STEPS[event.key]]; // from the song itself, whose place is -1, to the first mark
  if (!next) return;
  event.preventDefault();
  next.tabIndex = -1;
  next.focus();
  explain(next);
});
