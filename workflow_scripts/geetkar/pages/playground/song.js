// Songs that a network writes as it likes, unit by unit: the units are those of vocabulary/units.py, and the order of
// reading and drawing that of sampling/decoding.py. Nothing here needs a page.
"use strict";

const UNKNOWN = 0; // the number of all units outside the vocabulary
const SONG_START = "\n\n\n"; // separates two songs in a text
const CODE = /^[\ue000-\uf8ff]$/; // of the plan of a line
const CANDIDATES = 10; // likeliest next units kept for each place of a text

// Units

/** The units of a model and their numbers. */
class Vocabulary {
  constructor(unit, units) {
    this.unit = unit;
    this.units = units;
    this.numbers = new Map(units.map((each, number) => [each, number]));
  }

  /** Split a text into units. */
  split(text) {
    if (this.unit === "char") return Array.from(text);
    if (this.unit === "word") return text.match(/\n|[^ \n]+/gu) ?? [];
    return (text.match(/\n| ?[^ \n]+| /gu) ?? []).flatMap((word) => this.splitWord(word));
  }

  /** Split a word by byte-pair encoding: merge, again and again, the neighbours whose union was learned first. */
  splitWord(word) {
    const pieces = Array.from(word);
    for (;;) {
      let best = null;
      for (let place = 0; place + 1 < pieces.length; place++) {
        const [left, right] = [pieces[place], pieces[place + 1]];
        const number = this.numbers.get(left + right);
        if (number === undefined || !this.numbers.has(left) || !this.numbers.has(right)) continue;
        // If two pairs have the same union, the one with the shorter left half wins, as in subword_splitter.
        if (!best || number < best.number || (number === best.number && left.length < best.left.length)) {
          best = { place, number, left };
        }
      }
      if (!best) return pieces;
      pieces.splice(best.place, 2, pieces[best.place] + pieces[best.place + 1]);
    }
  }

  /** Return the number of a unit, `UNKNOWN` if it is not in the vocabulary. */
  number(unit) {
    return this.numbers.get(unit) ?? UNKNOWN;
  }

  /** Return a unit as it is written after another: words are separated by a space, except around line breaks. */
  spell(unit, before) {
    const separated = this.unit === "word" && before && before !== "\n" && unit !== "\n";
    return separated ? ` ${unit}` : unit;
  }
}

// Lines, as verse/arrangement.py arranges them

/** Return a text with each line from its end, if that is a network's order of lines. */
function inOrder(text, lineOrder) {
  if (lineOrder === "forward") return text;
  return text.split("\n").map((line) => Array.from(line).reverse().join("")).join("\n");
}

/**
 * Return what a network reads of a prime text: its units, and before each line of a network with plans, for each of its
 * codes, the numbers of the units to draw from. An unfinished last line becomes a whole one, unless lines are as sung.
 */
function readPrime(prime, { lineOrder, codes }, vocabulary) {
  const asSung = lineOrder === "forward" && !codes;
  const whole = asSung || !prime || prime.endsWith("\n") ? prime : `${prime}\n`;
  const units = vocabulary.split(inOrder(whole, lineOrder));
  if (!codes) return units;
  const choices = codes.map((kind) => kind.map(({ code }) => vocabulary.number(code)));
  const beginsLine = (unit, place) => unit !== "\n" && (place === 0 || units[place - 1] === "\n");
  return units.flatMap((unit, place) => (beginsLine(unit, place) ? [...choices, unit] : [unit]));
}

// Writing

/** Return the probabilities of all units at a temperature; those before number `first` are zero. */
function softmax(logits, temperature, first) {
  const probabilities = new Float64Array(logits.length);
  let highest = -Infinity;
  for (let unit = first; unit < logits.length; unit++) highest = Math.max(highest, logits[unit]);
  let sum = 0;
  for (let unit = first; unit < logits.length; unit++) {
    sum += probabilities[unit] = Math.exp((logits[unit] - highest) / temperature);
  }
  return probabilities.map((value) => value / sum);
}

/** Return the unit at which the sum of probabilities passes `uniform`, a number in [0, 1). */
function draw(probabilities, uniform) {
  let sum = 0;
  for (let unit = UNKNOWN + 1; unit < probabilities.length; unit++) {
    sum += probabilities[unit];
    if (sum > uniform) return unit;
  }
  return probabilities.length - 1; // rounding may leave the sum just below one
}

/** Return the probabilities of some units alone, in proportion. */
function among(units, probabilities) {
  const chosen = probabilities.map((probability, unit) => (units.includes(unit) ? probability : 0));
  const sum = chosen.reduce((total, probability) => total + probability, 0);
  return chosen.map((probability) => probability / sum);
}

/** Return the most probable units, as [unit, probability]. */
function likeliest(probabilities) {
  const best = [];
  probabilities.forEach((probability, unit) => {
    if (best.length === CANDIDATES && probability <= best[CANDIDATES - 1][1]) return;
    const place = best.findIndex(([, other]) => probability > other);
    best.splice(place < 0 ? best.length : place, 0, [unit, probability]);
    best.length = Math.min(best.length, CANDIDATES);
  });
  return best;
}

/** Return a generator of numbers in [0, 1) from a seed: Mulberry32 (Tommy Ettinger 2017, in the public domain). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A song that is being written: the prime text first, then units that are drawn. The unknown unit is never drawn. A
 * network with plans draws those of the prime text's lines as well.
 *
 * `places` has an entry for the song's start and one for each unit: the unit, its text (none for a code), whether it
 * belongs to the prime text, whether it is known, its probability, the likeliest units after it, the scores of all (`logits`), the activity of each watched cell
 * {layer, number}; and if the network has a memory, how far it trusts it, and what this proposes for each of `next`.
 */
class Song {
  constructor(network, vocabulary, watched, { prime, temperature, seed }) {
    Object.assign(this, { network, vocabulary, watched, temperature });
    this.random = randomNumbers(seed);
    this.waiting = readPrime(prime, network.model, vocabulary);
    this.last = "";
    network.reset();
    for (const unit of vocabulary.split(SONG_START)) network.read(vocabulary.number(unit));
    this.places = [this.look({ unit: "", text: "", prime: true, known: true })];
  }

  /** Read the next unit of the prime text, or draw one; return its place. */
  step() {
    const given = this.waiting.shift();
    const prime = typeof given === "string";
    return this.read(prime ? given : this.drawUnit(given), prime);
  }

  /** Read the next unit, which may be one of the prime text; return its place. */
  read(unit, prime) {
    const number = this.vocabulary.number(unit);
    const probability = this.probabilities[number];
    this.network.read(number);
    const text = CODE.test(unit) ? "" : this.vocabulary.spell(unit, this.last);
    const place = this.look({ unit, text, prime, known: number !== UNKNOWN, probability });
    this.last = unit;
    this.places.push(place);
    return place;
  }

  /** Draw a unit, of all or of some by their numbers. */
  drawUnit(numbers) {
    const probabilities = numbers ? among(numbers, this.probabilities) : this.probabilities;
    return this.vocabulary.units[draw(probabilities, this.random())];
  }

  /** Read the rest of the prime text, then draw `length` units. */
  write(length) {
    while (this.waiting.length) this.step();
    for (let written = 0; written < length; written++) this.step();
    return this;
  }

  /** Return the text so far. */
  get text() {
    return this.textUntil(this.places.length - 1);
  }

  /** Return the text until a place, as it is sung. */
  textUntil(place) {
    const text = this.places.slice(0, place + 1).map((each) => each.text).join("");
    return inOrder(text, this.network.model.lineOrder);
  }

  look(place) {
    this.probabilities = softmax(this.network.logits, this.temperature, UNKNOWN + 1);
    const activity = this.watched.map(({ layer, number }) => this.network.activity(layer, number));
    const next = likeliest(this.probabilities);
    return { ...place, next, logits: this.network.logits.slice(), activity, ...this.lookBack(next) };
  }

  /** Return how far the network trusts its memory, and what this proposes for some units; nothing without a memory. */
  lookBack(units) {
    const { memory } = this.network;
    return memory && { trusted: memory.trusted, proposed: units.map(([unit]) => memory.proposed(unit)) };
  }
}
