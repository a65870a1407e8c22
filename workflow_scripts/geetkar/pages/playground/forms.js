// The part of the page that asks a network with plans for a song of a form.
"use strict";

const FIELDS = ["verses", "syllables", "radif", "first_line"];
const OWN_FORM = { name: "a form of your own", verses: "Aa bbaA", syllables: 12, radif: null, firstLine: null };
const writers = new Map(); // of songs to plans, by the name of their model

/** Return the forms that the chosen network can be asked for. */
function formsOfModel() {
  const verse = chosenModel().codes && playground.verse[chosenModel().script];
  if (!verse) return [];
  return [...verse.forms.filter(({ verses }) => verses !== null || verse.plans.length), OWN_FORM];
}

/** Return the chosen form, or undefined if the network is to plan its lines itself. */
function chosenForm() {
  return formsOfModel()[byId("form").selectedIndex - 1];
}

/** List the forms of the chosen network, and choose the first. */
function showForms() {
  const options = formsOfModel().map(({ name }) => new Option(name));
  byId("form").replaceChildren(new Option("none: the network goes on as it likes"), ...options);
  byId("form").selectedIndex = Math.min(1, options.length);
  showFields();
}

/** Show the fields of the chosen form, filled with what it asks. */
function showFields() {
  const form = chosenForm();
  const asked = form ? FIELDS.filter((field) => form.verses !== null || field === "first_line") : ["prime"];
  if (formsOfModel().length) asked.push("form");
  for (const field of ["form", "prime", ...FIELDS]) {
    byId(field).disabled = byId(field).closest("div").hidden = !asked.includes(field);
  }
  if (!form) return;
  for (const field of FIELDS) byId(field).value = form[field === "first_line" ? "firstLine" : field] ?? "";
}

/** Return the words of a field, or null if it is empty. */
function wordsInField(field) {
  return byId(field).disabled ? null : wordsOf(byId(field).value).join(" ") || null;
}

/** Return the writer of songs of the chosen network. */
function openWriter() {
  const model = chosenModel();
  if (!writers.has(model.name)) {
    const verse = playground.verse[model.script];
    const reader = new WordReader({ ...playground.reading, ...verse });
    writers.set(model.name, new SongWriter(model, openNetwork, (usable) => new RhymingWords(verse, reader, usable)));
  }
  return writers.get(model.name);
}

/** Begin the song that the fields ask for. If that is impossible, say why at the field, and return null. */
function beginForm(form, temperature, seed) {
  const { plans } = playground.verse[chosenModel().script];
  const [radif, firstLine] = ["radif", "first_line"].map(wordsInField);
  try {
    const asked = () => parseForm(byId("verses").value, Number(byId("syllables").value), radif);
    const plan = form.verses === null ? plans[seed % plans.length] : asked();
    const request = { plan, temperature, seed, radif, firstLine, topK: null, topP: null };
    return openWriter().begin(request, chosenModel().cells);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    showWrong(error);
    return null;
  }
}

function showWrong({ field, message }) {
  const place = byId(field).disabled ? "message" : `wrong_${field}`;
  byId(place).textContent = message[0].toUpperCase() + message.slice(1);
  byId(field).setAttribute("aria-invalid", "true");
  byId(field).focus();
}

function clearWrong() {
  for (const field of ["verses", "radif", "first_line"]) {
    byId(`wrong_${field}`).textContent = "";
    byId(field).removeAttribute("aria-invalid");
  }
}
