// Updates the primer's two interactive parts: the small network's inputs, on its diagram, and the temperature.
"use strict";

const primer = JSON.parse(document.getElementById("data").textContent);

const sigmoid = (score) => 1 / (1 + Math.exp(-score));
const dot = (row, column) => row.reduce((sum, value, place) => sum + value * column[place], 0);

/** Return the hidden units after reading inputs; row i of WI leads from input i, row i of WH to hidden unit i. */
function step(inputs, before) {
  const { WI, WH } = primer.weights;
  return before.map((_, unit) => sigmoid(dot(inputs, WI.map((row) => row[unit])) + dot(before, WH[unit])));
}

function showNetwork() {
  const inputs = sliders.map((slider) => slider.valueAsNumber);
  const first = step(inputs, [0, 0]);
  for (const [place, value] of inputs.entries()) {
    sliders[place].previousElementSibling.textContent = value.toFixed(1).replace("-", "−");
  }
  for (const [id, hidden] of [["first-step", first], ["second-step", step(inputs, first)]]) {
    const values = [...hidden, sigmoid(dot(hidden, primer.weights.WO))];
    const shown = document.getElementById(id).querySelectorAll("output");
    shown.forEach((output, place) => { output.textContent = values[place].toFixed(5); });
  }
}

function showTemperature() {
  const temperature = warmth.querySelector("input").valueAsNumber;
  const highest = Math.max(...primer.scores);
  const powers = primer.scores.map((score) => Math.exp((score - highest) / temperature));
  const sum = powers.reduce((one, other) => one + other);
  warmth.querySelector("output").textContent = temperature.toFixed(1);
  warmth.querySelectorAll(".bars li").forEach((bar, place) => {
    const probability = powers[primer.shown[place]] / sum;
    bar.querySelector("i").style.setProperty("--length", probability);
    bar.lastElementChild.textContent = `${(100 * probability).toFixed(2)} %`;
  });
}

const network = document.getElementById("first-step");
const sliders = [...network.querySelectorAll("input")];
const warmth = document.getElementById("try-temperature"); // null without a network to explain
const parts = [[network, showNetwork], ...(warmth ? [[warmth, showTemperature]] : [])];
for (const each of [...sliders, ...(warmth ? [warmth] : [])]) each.hidden = false; // without JavaScript, nothing to try
for (const [part, show] of parts) {
  part.addEventListener("input", show);
  show();
}
