// "Look inside": the song as the network reads it, coloured by a cell, and what could come after each of its units.
"use strict";

const FULL_COLOUR = 2; // standard deviations from a cell's mean at which the colour is full
const SHOWN_NEXT = 6; // likeliest next units
const CONTEXT = 16; // characters quoted to name a place in the text

/** What the page shows of a song that the network has read. */
class Inside {
  constructor() {
    this.clear();
    byId("cell").addEventListener("change", () => this.showCell());
    byId("letters").addEventListener("click", ({ target }) => {
      const span = target.closest("#letters span");
      if (span) this.pick(span.place, true);
    });
    walkByKeys(byId("letters"), "span", (span) => this.pick(span.place, true));
  }

  clear() {
    this.song = this.place = this.key = null;
    this.spans = []; // for each place of the song, the element that shows it
    byId("letters").replaceChildren();
    byId("next").replaceChildren();
    for (const id of ["title", "came"]) byId(id).textContent = "";
    byId("trust").hidden = true;
  }

  /** Offer the cells of a network. */
  offerCells(model, isBest) {
    this.isBest = isBest;
    if (this.model === model) return;
    this.clear();
    this.model = model;
    byId("cell").replaceChildren(
      new Option("none", ""),
      ...model.cells.map((cell) => new Option(`${cell.sentence} (${cell.confirmed.toFixed(2)})`, cell.feature)),
    );
    byId("cell").selectedIndex = model.cells.length ? 1 : 0;
    this.showCell();
  }

  /** Show a song that was read; `key` says which. */
  show(song, temperature, key) {
    const before = this.place ?? song.places.findIndex(({ text }) => text);
    this.clear();
    Object.assign(this, { song, temperature, key, spans: [null] });
    byId("letters").lang = this.model.language;
    let lineStart = null; // the first element of the line that was written from its end
    song.places.slice(1).forEach((place, n) => {
      const { span, isNew, isInside } = this.elementOf(place, this.spans[n], lineStart);
      if (isNew) byId("letters").insertBefore(span, isInside ? lineStart : null);
      if (isNew) lineStart = isInside ? span : place.text ? null : lineStart;
      span.place = n + 1;
      this.spans.push(span);
    });
    this.showCell();
    this.pick(Math.max(0, Math.min(before, song.places.length - 1)), false);
  }

  /** Return the element that shows a place: a new one, or one that shows other places already. */
  elementOf({ unit, text }, before, lineStart) {
    const isBackward = this.model.lineOrder === "backward";
    const isInside = isBackward && text !== "" && text !== "\n"; // to the left of what was read last
    const neighbour = isBackward ? isInside && lineStart : before;
    if (neighbour) {
      const [left, right] = isBackward ? [text, neighbour.textContent] : [neighbour.textContent, text];
      if (joinsBefore(right, left)) {
        neighbour.textContent = left + right;
        return { span: neighbour, isNew: false };
      }
    }
    const span = make("span", { textContent: text, tabIndex: -1 });
    span.setAttribute("role", "option");
    span.setAttribute("aria-selected", "false");
    if (CODE.test(unit)) span.dataset.code = this.describeCode(unit).label;
    if (!text.trim()) span.setAttribute("aria-label", this.nameUnit(unit));
    return { span, isNew: true, isInside };
  }

  describeCode(unit) {
    return this.model.codes.flat().find(({ code }) => code === unit);
  }

  /** Return a visible name for a unit. */
  nameUnit(unit) {
    if (unit === "\n") return "end of line";
    if (unit === " ") return "space";
    if (CODE.test(unit)) return this.describeCode(unit).meaning;
    return /^\p{M}/u.test(unit) ? `◌${unit}` : unit.replace(/^ /, "␣");
  }

  // Cells

  get cell() {
    return byId("cell").selectedIndex - 1;
  }

  showCell() {
    const cell = this.model.cells[this.cell];
    byId("legend").hidden = !cell;
    byId("about").textContent = cell ? this.aboutCell(cell) : "";
    new Set(this.spans.slice(1)).forEach((span) => this.colour(span));
  }

  aboutCell({ sentence, layer, number, confirmed }) {
    const which = `Cell ${number + 1} of layer ${layer + 1} ${sentence}`;
    const measured = `correlation ${confirmed.toFixed(2)} on songs that were not used to choose it`;
    const elsewhere = " It was chosen in the best checkpoint; in this one it may do something else.";
    return `${which}: ${measured}.${this.isBest ? "" : elsewhere}`;
  }

  /** Colour an element by the chosen cell's activity at its last place. */
  colour(span) {
    let strength = 0;
    if (this.cell >= 0) {
      const { mean, deviation } = this.model.cells[this.cell];
      strength = (this.song.places[span.place].activity[this.cell] - mean) / (FULL_COLOUR * deviation);
    }
    span.classList.toggle("high", strength > 0);
    span.classList.toggle("low", strength < 0);
    span.style.setProperty("--strength", Math.min(1, Math.abs(strength)).toFixed(2));
  }

  // What could come next

  /** Show the probabilities at another temperature. */
  warm(temperature) {
    if (this.place === null || temperature === this.temperature) return;
    this.temperature = temperature;
    this.pick(this.place, false);
  }

  /** List what could come after a place of the song. */
  pick(number, isFocused) {
    const before = this.spans[this.place];
    if (before) before.tabIndex = -1;
    before?.setAttribute("aria-selected", "false");
    this.place = number;
    const span = this.spans[number];
    if (span) span.tabIndex = 0;
    span?.setAttribute("aria-selected", "true");
    if (isFocused) span.focus({ preventScroll: true });
    if (span) byId("letters").scrollTop = span.offsetTop - byId("letters").clientHeight / 2;
    const { units } = this.song.vocabulary;
    const place = this.song.places[number];
    const came = this.song.places[number + 1];
    const probabilities = softmax(place.logits, this.temperature, UNKNOWN + 1);
    // Their order is the same at all temperatures.
    const next = place.next.slice(0, SHOWN_NEXT).map(([unit]) => [unit, probabilities[unit]]);
    setText("title", this.titleOf(number));
    setText("came", came ? this.sayWhatCame(came.unit, probabilities) : "");
    const { proposed } = place;
    byId("next").replaceChildren(
      ...next.map(([unit, probability], rank) => {
        const item = make("li", { className: units[unit] === came?.unit ? "came" : "" });
        addBar(item, "", this.nameUnit(units[unit]), probability, probability / next[0][1]);
        if (proposed) addBar(item, "remembered ", "memory", proposed[rank], Math.min(1, proposed[rank] / next[0][1]));
        return item;
      }),
    );
    setText("trusted", proposed ? `Trust in the memory here: ${place.trusted.toFixed(2)}` : "");
    byId("trust").hidden = !proposed;
  }

  sayWhatCame(unit, probabilities) {
    return `Then comes: ${this.nameUnit(unit)} (${percent(probabilities[this.song.vocabulary.number(unit)])}).`;
  }

  titleOf(number) {
    const { unit } = this.song.places[number];
    if (CODE.test(unit)) return `What could come in a plan with “${this.nameUnit(unit)}”`;
    return number ? `What could come ${this.quoteContext(this.song.textUntil(number))}` : "What could begin the song";
  }

  /** Return where the next unit of a text is written: after its last letters, or before a line that is not finished. */
  quoteContext(text) {
    const line = Array.from(text.slice(text.lastIndexOf("\n") + 1));
    if (line.length && this.model.lineOrder === "backward") {
      return `before “${line.slice(0, CONTEXT).join("")}${line.length > CONTEXT ? "…" : ""}”`;
    }
    const letters = Array.from(text.replaceAll("\n", "↵"));
    return `after “${letters.length > CONTEXT ? "…" : ""}${letters.slice(-CONTEXT).join("")}”`;
  }
}

/** Return whether a unit is drawn onto the letter before it, as a vowel sign is: both must be in one element. */
function joinsBefore(text, before) {
  return /^[\p{M}\u200c\u200d]/u.test(text) || (before.endsWith("\u094d") && /^\p{L}/u.test(text));
}

function addBar(item, kind, name, probability, length) {
  const bar = make("span", { className: `${kind}length` });
  bar.style.setProperty("--length", length.toFixed(4));
  const [label, number] = [["label", name], ["number", percent(probability)]].map(([part, textContent]) =>
    make("span", { className: kind + part, textContent }),
  );
  item.append(label, bar, number);
}
