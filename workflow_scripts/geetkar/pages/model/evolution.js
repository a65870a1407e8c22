// Lets the reader go through a model's checkpoints, with the same prime texts, temperature and seed at each.
"use strict";

const PAUSE = 1500; // milliseconds at each checkpoint during playback
const checkpoints = [...document.querySelectorAll("template[data-step]")];
const slider = document.getElementById("checkpoint");
const beside = document.getElementById("beside");
const play = document.getElementById("play");
const choices = document.getElementById("evolution");
const shown = document.getElementById("shown");
let playing = null;

function chosen(name) {
  return choices.querySelector(`[name=${name}]:checked, select[name=${name}]`).value;
}

// Return a checkpoint's heading and its samples, one for each prime text.
function column(checkpoint) {
  const made = checkpoint.content.cloneNode(true);
  for (const sample of made.querySelectorAll("[data-temperature]")) {
    const wanted = sample.dataset.temperature === chosen("temperature") && sample.dataset.seed === chosen("seed");
    if (!wanted) sample.remove();
  }
  spellSongs(made, chosenScript());
  return [...made.children];
}

function moveCursors(place) {
  for (const cursor of document.querySelectorAll("svg .cursor")) {
    const x = cursor.dataset.places.split(" ")[place];
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
  }
}

function show() {
  const checkpoint = checkpoints[slider.value];
  const other = checkpoints.find((each) => each.dataset.step === beside.value);
  const columns = [...(other ? [other] : []), checkpoint].map(column);
  shown.classList.toggle("beside", columns.length === 2);
  // Row by row, so that samples of the same prime text are side by side.
  shown.replaceChildren(...columns[0].flatMap((_, row) => columns.map((each) => each[row])));
  slider.setAttribute("aria-valuetext", checkpoint.dataset.name);
  document.getElementById("where").textContent = checkpoint.dataset.name;
  moveCursors(slider.value);
}

function stop() {
  clearInterval(playing);
  playing = null;
  play.textContent = "Play from noise to song";
}

function stepOn() {
  if (Number(slider.value) === checkpoints.length - 1) return stop();
  slider.value = Number(slider.value) + 1;
  show();
}

play.addEventListener("click", () => {
  if (playing) return stop();
  slider.value = 0;
  show();
  play.textContent = "Stop";
  playing = setInterval(stepOn, PAUSE);
});
slider.addEventListener("input", () => {
  stop();
  show();
});
choices.addEventListener("change", (event) => {
  if (event.target !== slider) show();
});
show();
