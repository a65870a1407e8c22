// Songs without a form, line by line. Nothing here needs a page.
"use strict";

const FREE_LINES = 12; // of a song

/** Return a seed that depends on a text as well: FNV-1a (Fowler, Noll, Vo 1991), begun with the seed. */
function seedOf(seed, text) {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0;
  return hash;
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
    this.reading = new SongReading(desk);
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
    this.readCodes(this.reading.network, (code) => this.reading.readUnit(code));
    const line = this.desk.newLine();
    yield* writeTogether([line], this.reading.network, this.desk, this.limits, this.random);
    this.reading.follow(this.reading.network, line.written.join(""));
    this.reading.readUnit("\n");
    this.lines.push({ text: line.text, verse: this.verse, by: "network" });
  }

  /** Read a line, and yield after each of its units. */
  *add(text) {
    this.readCodes(this.reading.network, (code) => this.reading.readUnit(code));
    yield* this.reading.read(`${inOrder(text, this.desk.model.lineOrder)}\n`);
    this.lines.push({ text, verse: this.verse, by: "person" });
  }

  /** Return a network that has read what comes before the next line. */
  openLine() {
    const network = this.desk.openNetwork().branch(this.reading.network);
    this.readCodes(network, (code) => network.read(this.desk.vocabulary.number(code)));
    return network;
  }

  beginVerse() {
    this.reading.readUnit("\n");
    this.verse++;
  }

  probabilityOf(unit) {
    const { numbers } = this.desk.vocabulary;
    return softmax(this.reading.network.logits, this.limits.temperature, UNKNOWN + 1)[numbers.get(unit)];
  }

  /** Let a network with plans read that of its next line: the likeliest, so that a line is read in the same way again. */
  readCodes(network, read) {
    for (const kind of this.desk.model.codes ?? []) {
      const likelihood = ({ code }) => network.logits[this.desk.vocabulary.number(code)];
      read(kind.reduce((best, each) => (likelihood(each) > likelihood(best) ? each : best)).code);
    }
  }
}
