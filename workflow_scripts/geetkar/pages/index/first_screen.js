// The first screen: a slider goes through a song's ages, which play once when the page opens.
"use strict";

const PAUSE = 900; // milliseconds at each age: five of them take less than five seconds (WCAG 2.2.2)
const ages = [...document.querySelectorAll("p[data-age]")];
const reading = document.getElementById("reading");
let playing = null;

function showAge(place) {
  for (const each of document.querySelectorAll(".ages")) {
    [...each.children].forEach((age, number) => age.classList.toggle("shown", number === place));
  }
  reading.value = place;
  reading.setAttribute("aria-valuetext", ages[place].dataset.age);
}

function playOn() {
  const next = Number(reading.value) + 1;
  if (next === ages.length - 1) clearInterval(playing);
  showAge(next);
}

if (ages.length > 1) {
  document.getElementById("ages-choice").hidden = false; // without JavaScript, the last age is shown
  reading.addEventListener("input", () => {
    clearInterval(playing);
    showAge(Number(reading.value));
  });
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    showAge(ages.length - 1);
  } else {
    showAge(0);
    playing = setInterval(playOn, PAUSE);
  }
}
