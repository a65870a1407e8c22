// Songs without a form, line by line. Nothing here needs a page.
"use strict";

const FREE_LINES = 12; // of a song

/** Return a seed that depends on a text as well: FNV-1a (Fowler, Noll, Vo 1991), begun with the seed. */
function seedOf(seed, text) {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0;
  return hash;
}

/** A line of words or pieces of words, as it is written unit by unit. */
class UnitLine extends Line {
  constructor(units, vocabulary, lineOrder) {
    super(units);
    Object.assign(this, { vocabulary, lineOrder });
  }

  get text() {
    const spelled = this.written.map((unit, place) => this.vocabulary.spell(unit, this.written[place - 1]));
    return wordsOf(inOrder(spelled.join(""), this.lineOrder)).join(" ");
  }

  allowed() {
    if (!this.text) return this.letters;
    return this.text.length > LONGEST_LINE ? ["\n"] : [...this.letters, "\n"];
  }
}

/**
 * A song without a form of which some lines are written: `lines` {text, verse, by}. `kept` has lines by their numbers,
 * and `begins` the numbers of those that begin a verse.
 */
class FreeSong {
  constructor(desk, { kept, begins = new Set(), temperature, seed, count = FREE_LINES }) {
    const limits = { temperature, topK: null, topP: null };
    Object.assign(this, { desk, kept, begins, limits, verse: 0, lines: [] });
    this.count = Math.max(count, ...[...kept.keys()].map((number) => number + 1));
    this.random = randomNumbers(seedOf(seed, [...kept.values()].join("\n")));
    this.network = desk.openNetwork();
    this.network.reset();
    for (const unit of desk.vocabulary.split(SONG_START)) this.network.read(desk.vocabulary.number(unit));
  }

  get isWhole() {
    return this.lines.length === this.count;
  }

  /** Write or read the next line, and yield after each of its units. */
  *writeLine() {
    const number = this.lines.length;
    if (this.kept.has(number)) {
      if (this.begins.has(number)) this.beginVerse();
      yield* this.add(this.kept.get(number));
      return;
    }
    if (number && this.random() < this.probabilityOf("\n")) this.beginVerse();
    this.readCodes(this.network);
    const line = this.desk.newLine();
    yield* writeTogether([line], this.network, this.desk, this.limits, this.random);
    this.read("\n");
    this.lines.push({ text: line.text, verse: this.verse, by: "network" });
  }

  /** Read a line, and yield after each of its units. */
  *add(text) {
    this.readCodes(this.network);
    for (const unit of this.desk.vocabulary.split(`${inOrder(text, this.desk.model.lineOrder)}\n`)) {
      this.read(unit);
      yield;
    }
    this.lines.push({ text, verse: this.verse, by: "person" });
  }

  /** Return a network that has read what comes before the next line. */
  openLine() {
    const network = this.desk.openNetwork().branch(this.network);
    this.readCodes(network);
    return network;
  }

  beginVerse() {
    this.read("\n");
    this.verse++;
  }

  read(unit) {
    this.network.read(this.desk.vocabulary.number(unit));
  }

  probabilityOf(unit) {
    const { numbers } = this.desk.vocabulary;
    return softmax(this.network.logits, this.limits.temperature, UNKNOWN + 1)[numbers.get(unit)];
  }

  /** Let a network with plans choose that of its next line. */
  readCodes(network) {
    for (const kind of this.desk.model.codes ?? []) {
      const numbers = kind.map(({ code }) => this.desk.vocabulary.number(code));
      network.read(numbers.reduce((best, number) => (network.logits[number] > network.logits[best] ? number : best)));
    }
  }
}
