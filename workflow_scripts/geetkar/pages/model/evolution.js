// Lets the reader go through a model's checkpoints, with the same prime text, temperature and seed at each.
"use strict";

const PAUSE = 1500; // milliseconds at each checkpoint during playback
const checkpoints = [...document.querySelectorAll("template[data-step]")];
const slider = document.getElementById("checkpoint");
const beside = document.getElementById("beside");
const play = document.getElementById("play");
const choices = document.getElementById("evolution");
const flip = document.getElementById("flip");
const shown = document.getElementById("shown");
let playing = null;

function chosen(name) {
  return choices.querySelector(`[name=${name}]:checked, select[name=${name}]`).value;
}

// Return a checkpoint's heading and the sample that the choices name.
function column(checkpoint) {
  const made = checkpoint.content.cloneNode(true);
  const names = ["prime", "temperature", "seed"];
  for (const sample of made.querySelectorAll("[data-seed]")) {
    if (names.some((name) => sample.dataset[name] !== chosen(name))) sample.remove();
  }
  spellSongs(made, chosenScript());
  return made.firstElementChild;
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
  const columns = [...(other ? [other] : []), checkpoint];
  shown.classList.toggle("beside", columns.length === 2);
  shown.replaceChildren(...columns.map(column));
  flip.hidden = columns.length < 2;
  columns.forEach((each, side) => { flip.children[side].textContent = each.dataset.age; });
  slider.setAttribute("aria-valuetext", checkpoint.dataset.name);
  document.getElementById("where").textContent = checkpoint.dataset.name;
  moveCursors(slider.value);
}

// On a narrow screen, only one of two checkpoints is visible.
function turnTo(side) {
  shown.dataset.side = side;
  [...flip.children].forEach((button, number) => button.setAttribute("aria-pressed", number === side));
}

function stop() {
  clearInterval(playing);
  playing = null;
  play.textContent = "Play";
  shown.setAttribute("aria-live", "polite");
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
  shown.setAttribute("aria-live", "off"); // or a screen reader would read out every song
  turnTo(1);
  playing = setInterval(stepOn, PAUSE);
});
slider.addEventListener("input", () => {
  stop();
  show();
});
choices.addEventListener("change", show);
[...flip.children].forEach((button, side) => button.addEventListener("click", () => turnTo(side)));
turnTo(1);
show();
