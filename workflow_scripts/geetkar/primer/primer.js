// Updates the primer's two interactive parts: the small network's inputs and the temperature.
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
  const inputs = [...network.querySelectorAll("input")].map((input) => input.valueAsNumber || 0);
  const first = step(inputs, [0, 0]);
  const second = step(inputs, first);
  const values = [first, second].flatMap((hidden) => [...hidden, sigmoid(dot(hidden, primer.weights.WO))]);
  network.querySelectorAll("output").forEach((output, place) => { output.textContent = values[place].toFixed(5); });
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

// Without a network to explain, the page has no temperature to try.
const network = document.getElementById("try-network");
const warmth = document.getElementById("try-temperature");
for (const [part, show] of [[network, showNetwork], ...(warmth ? [[warmth, showTemperature]] : [])]) {
  part.hidden = false; // without JavaScript there is nothing to try
  part.addEventListener("input", show);
  show();
}
