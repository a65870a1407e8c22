// The desk: the sheet at hand, what the page shows of it, and how it begins.
"use strict";

const PAUSE = 400; // milliseconds without a change after which the sheet is kept and read
const OWN = { name: OWN_FORM, verses: "aabb", syllables: 12, radif: null, firstLine: null };
const FREE_WRITING = { name: FREE_FORM, verses: null };
const LIKE_PEOPLE = "Like people";

const playground = JSON.parse(byId("data").textContent);
const desks = new Map(); // by writer and checkpoint
const readings = new Map(); // what writers read of typed lines

const at = {
  past: null, // the history of the sheet, which is `past.present`
  line: 0, // number of the line that the panel is about
  caret: null, // in its text; null if somebody is elsewhere
  tab: "line",
  suggestions: null, // for that line
  candidates: null, // those of them that are shown
  drafts: 0, // so far
  pausing: 0, // the timer of what is done in a pause
};
const writing = new Slices(() => showWriting());
const reading = new Slices();

const sheetNow = () => at.past.present;
const modelNow = () => playground.models.find(({ name }) => name === sheetNow().writer);

/** Return what a writer can do; its weights are decoded once. */
function deskOf({ writer, checkpoint }) {
  const id = `${writer}-${checkpoint}`;
  if (!desks.has(id)) {
    const model = playground.models.find(({ name }) => name === writer);
    const tensors = unpackTensors(byId(id).textContent.trim(), model.tensors);
    desks.set(id, openDesk(model, tensors, { ...playground.reading, ...playground.verse[model.script] }));
  }
  return desks.get(id);
}

const deskNow = () => deskOf(sheetNow());

/** Return the forms that a writer can be asked for: {name, verses, syllables, radif, firstLine}. */
function formsOf(sheet) {
  const { canPlan, forms, schemes } = deskOf(sheet);
  if (!canPlan) return [FREE_WRITING];
  const likePeople = { ...OWN, name: LIKE_PEOPLE, verses: schemes[sheet.seed % schemes.length] };
  return [FREE_WRITING, ...forms, ...(schemes.length ? [likePeople] : []), OWN];
}

const isPlannedNow = () => sheetNow().form !== FREE_FORM;

/** Return the key in `readings` of what the writer reads of a text. */
const readingOf = (text) => `${sheetNow().writer}\n${text.trim()}`;

/** Return what is unknown of a line of one's own: {word, nearest}. */
const unknownOf = ({ text, by }) => (by === ME ? readings.get(readingOf(text))?.unknown ?? [] : []);

// Showing

/** Go on with another sheet. Changes of one `step` are undone as one. */
function turnTo(sheet, step = null) {
  at.past = remember(at.past, sheet, step);
  refresh();
}

function refresh() {
  const [sheet, desk, model] = [sheetNow(), deskNow(), modelNow()];
  at.line = Math.min(at.line, sheet.lines.length - 1);
  const unknown = sheet.lines.map(unknownOf);
  showRows(sheet, { current: at.line, endings: endingsOf(sheet, desk), unknown, language: model.language }, actions);
  showSettings(sheet, { model, canPlan: desk.canPlan, forms: formsOf(sheet) }, actions);
  showLine(sheet, at.line, unknown[at.line], actions);
  if (at.tab === "rhymes") showRhymesNow();
  showButtons(sheet);
  inside.warm(sheet.temperature);
  waitForPause();
}

function showButtons(sheet) {
  for (const id of ["another", "begin_anew"]) byId(id).hidden = isBlank(sheet);
  byId("copy_other").hidden = !deskNow().rhymingWords;
  setText("copy_other", `Copy in ${otherScript(modelNow()) === "roman" ? "roman letters" : "Devanagari"}`);
  for (const id of ["copy", "copy_other", "download", "print", "link"]) byId(id).disabled = isBlank(sheet);
  for (const id of ["undo", "undo_bar"]) byId(id).disabled = !at.past.past.length;
  byId("redo").disabled = !at.past.future.length;
  byId("in_rhyme").hidden = isPlannedNow() || at.line === 0;
  setText("add", isPlannedNow() ? "Add a verse" : "Add a line");
  showOpenings(sheet);
  const radif = foundRadif(sheet, deskNow());
  byId("offer").hidden = !radif;
  setText("offered", radif);
}

function showWriting() {
  byId("stop").hidden = byId("stop_suggesting").hidden = !writing.isRunning;
  document.body.classList.toggle("writing", writing.isRunning);
  waitForPause();
}

function showRhymesNow() {
  showRhymes(wordToRhyme().word, deskNow(), modelNow().language, actions);
}

/** Return the place of the word that others are to rhyme with: that at the caret, or the last before the radif. */
function wordToRhyme() {
  const { text } = sheetNow().lines[at.line];
  const { radif } = endingsOf(sheetNow(), deskNow())[at.line];
  const found = [...text.matchAll(/\S+/gu)];
  const words = found.map(({ 0: word, index }) => ({ start: index, end: index + word.length, word }));
  const last = words.at(-1 - radif) ?? { start: text.length, end: text.length, word: "" };
  return words.find(({ end }) => at.caret !== null && at.caret <= end && end <= last.end) ?? last;
}

function showCandidatesNow() {
  const syllables = isPlannedNow() ? sheetNow().syllables : null;
  showCandidates(at.candidates, { desk: deskNow(), syllables, language: modelNow().language }, actions);
  showUnrhymed(at.suggestions, actions);
}

const say = (message) => setText("message", message);

function waitForPause() {
  clearTimeout(at.pausing);
  at.pausing = setTimeout(() => {
    if (writing.isRunning) return;
    // A sheet that was only opened does not replace the one that the browser keeps.
    const isChanged = at.past.past.length + at.past.future.length > 0;
    setText("saved", isChanged && keepSheet(sheetNow()) ? "Kept in this browser" : "");
    if (at.tab === "inside") lookInside();
  }, PAUSE);
}

/** Read the song of the sheet through the network, unless it is shown already. */
function lookInside() {
  const [sheet, model] = [sheetNow(), modelNow()];
  const asked = { ...requestOf(sheet), lines: writtenLines(sheet) };
  const key = JSON.stringify([sheet.writer, sheet.checkpoint, { ...asked, begins: [...asked.begins] }]);
  if (inside.key === key) return;
  inside.offerCells(model, sheet.checkpoint === model.best);
  attempt(() => {
    const steps = deskNow().read(asked);
    reading.run(steps, { finish: () => inside.show(steps.song, sheetNow().temperature, key), fail: showError });
  });
}

function showError(error) {
  if (!(error instanceof RequestError)) throw error;
  say("");
  showWrong(error);
}

// Beginning

/** Return a blank sheet, with the first network that writes to forms, if there is one. */
function blankSheet() {
  const model = playground.models.find(({ codes }) => codes) ?? playground.models[0];
  const free = { form: FREE_FORM, syllables: 12, radif: "", temperature: 0.7, seed: 1, lines: [blankLine()] };
  return { writer: model.name, checkpoint: model.best, ...free };
}

/** Return the sheet that a newcomer sees: with the first form of the configuration, if the writer keeps to forms. */
function newcomersSheet() {
  const [form] = deskOf(blankSheet()).forms;
  return form ? withForm(blankSheet(), form) : blankSheet();
}

/** Return a sheet from outside as one that this page can write on; say what is another. */
function fit(sheet) {
  let model = playground.models.find(({ name }) => name === sheet.writer);
  if (!model) say(`This page has no writer called “${sheet.writer}”; another one is chosen.`);
  model ??= playground.models.find(({ name }) => name === blankSheet().writer);
  const isThere = model.checkpoints.some(({ step }) => step === sheet.checkpoint);
  return fitForm({ ...sheet, writer: model.name, checkpoint: isThere ? sheet.checkpoint : model.best });
}

/** Return a sheet with a form that its writer knows. */
function fitForm(sheet) {
  if (!deskOf(sheet).canPlan) {
    return { ...sheet, form: FREE_FORM, lines: sheet.lines.map((line) => ({ ...line, letter: "" })) };
  }
  return formsOf(sheet).some(({ name }) => name === sheet.form) ? sheet : { ...sheet, form: OWN_FORM };
}

/** Return the sheet of the address, or else the one that this browser keeps, or else a blank one. */
function firstSheet() {
  const encoded = location.hash.slice(1);
  try {
    if (encoded) return fit(decodeSheet(encoded));
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    say(error.message);
    return newcomersSheet();
  }
  const stored = storedSheet();
  return stored ? fit(stored) : newcomersSheet();
}

/** Begin with a sheet, which nothing was before. */
function openSheet(sheet) {
  writing.stop();
  Object.assign(at, { past: beginHistory(sheet), line: 0, caret: null, tab: "line", suggestions: null, candidates: null });
  showTab(at.tab);
  showCandidatesNow();
  refresh();
}

/** Offer first lines, and a whole song, if the sheet is blank. */
function showOpenings(sheet) {
  const { name, openings, finished, language } = modelNow();
  byId("openings").hidden = !isBlank(sheet);
  if (byId("openings").dataset.of === name) return;
  byId("openings").dataset.of = name;
  byId("first_lines").replaceChildren(
    ...openings.map((line) => makeButton(line, () => actions.open(line), { lang: language, className: "song" })),
  );
  byId("finished").hidden = !finished;
  byId("openings").querySelector("p").hidden = !openings.length;
}

function start() {
  openSettings(playground.models, actions);
  openPanel(actions);
  openButtons(actions);
  addEventListener("hashchange", () => openSheet(firstSheet()));
  openSheet(firstSheet());
}

const inside = playground.models.length ? new Inside() : null;
if (playground.models.length) start();
