// The page of the playground: reads the reader's choices, writes a slice of the song in each frame, and shows it.
// What a model wrote is only ever set as text, never as markup.

const STRETCH = 500; // characters written before the page pauses by itself
const SLICE = 12; // milliseconds of each frame spent on writing
const SLOW = 15; // units per second at the slow pace
const FULL = 2; // standard deviations from a cell's mean at which the colour is full
const CONTEXT = 16; // characters quoted to name a place in the text

const byId = (id) => document.getElementById(id);
const playground = JSON.parse(byId("data").textContent);
const decoded = new Map(); // tensors by the id of the element that holds them

let song = null; // the song shown
let planned = null; // the same song with its plan, if it is written to one
let steps = null; // those in which it is written on
let spans = []; // for each place of the song, the element that shows it
let lineStart = null; // the first element of the line that is being written from its end
let place = null; // the place whose next units are listed
let writing = null; // while the song is written: the requested frame, and the time, places and characters at the start

// The reader's choices

function chosenModel() {
  return playground.models[byId("model").selectedIndex];
}

function chosenCell() {
  return byId("cell").selectedIndex - 1;
}

/** Make a network with a state of its own; its weights are decoded once and shared. */
function openNetwork() {
  const model = chosenModel();
  const id = `${model.name}-${byId("checkpoint").value}`;
  if (!decoded.has(id)) decoded.set(id, unpackTensors(byId(id).textContent.trim(), model.tensors));
  return new Network(model, decoded.get(id));
}

function openSong(request) {
  const model = chosenModel();
  return new Song(openNetwork(), new Vocabulary(model.unit, model.units), model.cells, request);
}

function showModel() {
  const model = chosenModel();
  byId("description").textContent = model.description;
  for (const id of ["prime", "song", "heard", "next"]) byId(id).lang = model.language;
  byId("checkpoint").replaceChildren(
    ...model.checkpoints.map(({ step, bpc }) => {
      const name = `step ${step.toLocaleString("en")}: ${bpc.toFixed(2)} bits per character`;
      return new Option(step === model.best ? `${name} (best)` : name, step);
    }),
  );
  byId("checkpoint").value = model.best;
  byId("cell").replaceChildren(
    new Option("none", ""),
    ...model.cells.map((cell) => new Option(`${cell.sentence} (${cell.confirmed.toFixed(2)})`, cell.feature)),
  );
  byId("cell").selectedIndex = model.cells.length ? 1 : 0;
  showForms();
  clear();
}

function clear() {
  pause();
  song = planned = steps = place = lineStart = null;
  spans = [];
  clearWrong();
  byId("song").classList.remove("planned");
  for (const id of ["song", "heard", "next"]) byId(id).replaceChildren();
  for (const id of ["speed", "message", "title", "came"]) byId(id).textContent = "";
  byId("pause").disabled = byId("place").disabled = byId("trust").hidden = true;
  showCell();
}

// Writing

function begin() {
  clear();
  const [temperature, seed] = ["temperature", "seed"].map((field) => Number(byId(field).value));
  const form = chosenForm();
  if (form) planned = beginForm(form, temperature, seed);
  if (form && !planned) return;
  song = planned ? planned.reading : openSong({ prime: byId("prime").value, temperature, seed });
  steps = planned && writeLines();
  byId("song").classList.toggle("planned", Boolean(planned));
  spans = [null];
  showUnknown(song.waiting.filter((unit) => typeof unit === "string" && song.vocabulary.number(unit) === UNKNOWN));
  byId("pause").disabled = byId("place").disabled = false;
  goOn();
}

/** Write the song to its plan, and yield after each letter of a line or of its candidates. */
function* writeLines() {
  while (!planned.isWhole) yield* planned.writeLine();
}

/** Read the rest of the prime text and write on, and yield after each unit. */
function* writeStretch() {
  const given = song.waiting.filter((unit) => typeof unit === "string").join("").length;
  for (let left = given + STRETCH; left > 0; yield) left -= song.step().text.length;
}

function goOn() {
  byId("pause").textContent = "Stop";
  spans[place]?.classList.remove("here");
  place = null;
  if (!planned) steps = writeStretch();
  const frame = requestAnimationFrame(writeSlice);
  writing = { frame, begun: performance.now(), places: song.places.length, before: song.text.length };
}

/** Write for a part of a frame, so that the page stays responsive. */
function writeSlice() {
  const end = performance.now() + SLICE;
  const slow = byId("pace").value === "slow";
  const allowed = slow ? writing.places + ((end - writing.begun) / 1000) * SLOW : Infinity;
  let done = false;
  while (!done && performance.now() < end && song.places.length < allowed) done = steps.next().done;
  // Readers who prefer reduced motion see the text when it is finished.
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) showWritten();
  const speed = ((song.text.length - writing.before) / (performance.now() - writing.begun)) * 1000;
  byId("speed").textContent = `${Math.round(speed).toLocaleString("en")} characters per second`;
  if (!done) writing.frame = requestAnimationFrame(writeSlice);
  else pause();
}

function pause() {
  if (!writing) return;
  cancelAnimationFrame(writing.frame);
  writing = null;
  byId("pause").textContent = "Continue";
  byId("pause").disabled = Boolean(planned?.isWhole);
  showWritten();
  byId("heard").textContent = song.text;
  if (place === null) pick(song.places.length - 1);
}

// Showing

/** Say which units of the prime text the network does not know. */
function showUnknown(unknown) {
  if (!unknown.length) return;
  const { unit, units } = song.vocabulary;
  const named = [...new Set(unknown)].map((each) => `“${each}”`).join(", ");
  const name = unit === "word" ? "word" : "character";
  const letters = units.slice(1).filter((each) => each.trim()).sort().join(" ");
  const known = unit === "char" ? ` The characters it knows: ${letters}` : "";
  byId("message").textContent = `The network does not know ${named} and reads an unknown ${name} instead.${known}`;
}

/** Return whether a unit is drawn onto the letter before it, as a vowel sign is: both must be in one element. */
function joinsBefore(text, before) {
  return /^[\p{M}\u200c\u200d]/u.test(text) || (before.endsWith("\u094d") && /^\p{L}/u.test(text));
}

/** Add what was written since the last call to the page. */
function showWritten() {
  for (let number = spans.length; number < song.places.length; number++) {
    const span = showPlace(song.places[number], spans[number - 1]);
    spans.push(span);
    span.place = number;
    colour(span);
  }
  byId("place").max = song.places.length - 1;
}

/** Show a place of the song and return its element, which may be one that shows other places already. */
function showPlace({ unit, text, prime, known, letter }, before) {
  const isBackward = chosenModel().lineOrder === "backward";
  const isInside = isBackward && text && text !== "\n"; // to the left of what was written last
  const neighbour = isBackward ? isInside && lineStart : before;
  if (neighbour) {
    const [left, right] = isBackward ? [text, neighbour.textContent] : [neighbour.textContent, text];
    if (joinsBefore(right, left)) {
      neighbour.textContent = left + right;
      return neighbour;
    }
  }
  const span = document.createElement("span");
  span.textContent = text;
  span.classList.toggle("prime", prime);
  span.classList.toggle("unknown", !known);
  span.classList.toggle("break", text === "\n");
  if (letter) span.dataset.letter = letter;
  else if (CODE.test(unit) && !planned) span.dataset.code = describeCode(unit).label;
  byId("song").insertBefore(span, isInside ? lineStart : null);
  if (isInside) lineStart = span;
  else if (text) lineStart = null;
  return span;
}

/** Return the letter that stands for a code of a plan, and what it means. */
function describeCode(unit) {
  return chosenModel().codes.flat().find(({ code }) => code === unit);
}

/** Colour an element by the chosen cell's activity at its last place. */
function colour(span) {
  const cell = chosenCell();
  let strength = 0;
  if (cell >= 0) {
    const { mean, deviation } = chosenModel().cells[cell];
    strength = (song.places[span.place].activity[cell] - mean) / (FULL * deviation);
  }
  span.classList.toggle("high", strength > 0);
  span.classList.toggle("low", strength < 0);
  span.style.setProperty("--strength", Math.min(1, Math.abs(strength)).toFixed(2));
}

function showCell() {
  const model = chosenModel();
  const cell = model.cells[chosenCell()];
  byId("legend").hidden = !cell;
  byId("about").textContent = cell ? aboutCell(model, cell) : "";
  new Set(spans.slice(1)).forEach(colour);
}

function aboutCell(model, { sentence, layer, number, confirmed }) {
  const which = `Cell ${number + 1} of layer ${layer + 1} ${sentence}`;
  const measured = `correlation ${confirmed.toFixed(2)} on songs that were not used to choose it`;
  const elsewhere = ` It was chosen in the best checkpoint; in this one it may do something else.`;
  return `${which}: ${measured}.${Number(byId("checkpoint").value) === model.best ? "" : elsewhere}`;
}

/** Return a visible name for a unit. */
function nameUnit(unit) {
  if (unit === "\n") return "end of line";
  if (unit === " ") return "space";
  if (CODE.test(unit)) return describeCode(unit).meaning;
  return /^\p{M}/u.test(unit) ? `◌${unit}` : unit.replace(/^ /, "␣");
}

/** Return a probability as a rounded percentage. */
function percent(probability) {
  return probability < 0.01 ? "under 1 %" : `${Math.round(100 * probability)} %`;
}

/** List what could have come next at a place in the text. */
function pick(number) {
  spans[place]?.classList.remove("here");
  place = number;
  spans[place]?.classList.add("here");
  const { units } = song.vocabulary;
  const title = place ? `What could come ${quoteContext(song.textUntil(place))}` : "What could begin the song";
  const came = song.places[place + 1];
  const { next, trusted, proposed } = song.places[place];
  byId("place").value = place;
  byId("place").setAttribute("aria-valuetext", `${title}: ${nameUnit(units[next[0][0]])} ${percent(next[0][1])}`);
  byId("title").textContent = title;
  byId("came").textContent = came
    ? `Then came: ${nameUnit(came.unit)} (${percent(came.probability)}${came.prime ? ", given by you" : ""}).`
    : "Nothing has been written after it yet.";
  byId("next").replaceChildren(
    ...next.map(([unit, probability], rank) => {
      const item = document.createElement("li");
      item.classList.toggle("came", units[unit] === came?.unit);
      addBar(item, "", nameUnit(units[unit]), probability);
      if (proposed) addBar(item, "remembered ", "memory", proposed[rank]);
      return item;
    }),
  );
  byId("trusted").textContent = proposed ? `Trust in the memory here: ${trusted.toFixed(2)}` : "";
  byId("trust").hidden = !proposed;
}

/** Return where the next unit of a text is written: after its last letters, or before a line that is not finished. */
function quoteContext(text) {
  const line = Array.from(text.slice(text.lastIndexOf("\n") + 1));
  if (line.length && chosenModel().lineOrder === "backward") {
    return `before “${line.slice(0, CONTEXT).join("")}${line.length > CONTEXT ? "…" : ""}”`;
  }
  const letters = Array.from(text.replaceAll("\n", "↵"));
  return `after “${letters.length > CONTEXT ? "…" : ""}${letters.slice(-CONTEXT).join("")}”`;
}

function addBar(item, kind, name, probability) {
  const [label, length, number] = ["label", "length", "number"].map((part) => {
    const span = item.appendChild(document.createElement("span"));
    span.className = kind + part;
    return span;
  });
  label.textContent = name;
  length.style.setProperty("--length", probability.toFixed(4));
  number.textContent = percent(probability);
}

// For tests and the browser's console: see docs/playground.md

/** Return what `look` returns for the network at the start of a song, and after each unit of a text. */
function readThrough(text, look) {
  const network = openNetwork();
  const vocabulary = new Vocabulary(chosenModel().unit, chosenModel().units);
  const read = (unit) => {
    network.read(vocabulary.number(unit));
    return look(network);
  };
  return [vocabulary.split(SONG_START).map(read).at(-1), ...vocabulary.split(text).map(read)];
}

window.geetkar = {
  /** Choose a model and one of its checkpoints. */
  choose(model, step) {
    byId("model").value = model;
    showModel();
    byId("checkpoint").value = step;
    clear();
  },

  /** Return the probabilities of all units at the start of a song, and after each unit of a text, as arrays. */
  probabilities: (text) => readThrough(text, (network) => Array.from(softmax(network.logits, 1, 0))),

  /** Return the rows of the memory there, as arrays of bytes. */
  rows: (text) => readThrough(text, (network) => Array.from(network.memory.memory.row)),

  /** Return the prime text, continued by `length` units. */
  write(prime, temperature, seed, length) {
    return openSong({ prime, temperature, seed }).write(length).text;
  },

  /** Return a song of a form: `request` as in song_requests.js, with `verses` and `syllables` for a plan. */
  writeForm({ verses, syllables, ...request }) {
    const asked = { radif: null, firstLine: null, topK: null, topP: null, ...request };
    const written = openWriter().begin({ ...asked, plan: parseForm(verses, syllables, asked.radif) });
    while (!written.isWhole) for (const _ of written.writeLine());
    return written.reading.text;
  },

  /** Return how words of the chosen network's script sound. */
  sounds: (words) => words.map((word) => openWriter().rhymingWords.reader.read(word)),
};

function start() {
  byId("model").replaceChildren(...playground.models.map((model) => new Option(model.name, model.name)));
  byId("model").addEventListener("change", showModel);
  byId("checkpoint").addEventListener("change", clear);
  byId("form").addEventListener("change", showFields);
  byId("cell").addEventListener("change", showCell);
  byId("temperature").addEventListener("input", () => {
    byId("warmth").textContent = byId("temperature").value;
  });
  byId("request").addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  byId("another").addEventListener("click", () => {
    byId("seed").stepUp();
    if (byId("request").reportValidity()) begin();
  });
  byId("pause").addEventListener("click", () => (writing ? pause() : goOn()));
  byId("place").addEventListener("input", () => pick(Number(byId("place").value)));
  byId("song").addEventListener("click", (event) => {
    const span = event.target.closest("#song span");
    if (span) pick(span.place);
  });
  showModel();
}

if (playground.models.length) start();
