// The memory of a song in plain JavaScript: what the units so far propose for the next one. Nothing here needs a page.
// It follows memory/compiled.py; its maps of contexts are as exact as the hash table there.
"use strict";

const SONG_BREAKS = 3; // line breaks between two songs
const DEEPEST = 6; // counts that lie over each other, before they become one again
const KINDS = 3; // counts with a discount of their own: 1, 2, and 3 or more

/** Return a number that fits into a byte, between 0 and `highest`. */
const clip = (number, highest) => Math.min(Math.max(number, 0), highest);

/**
 * Counts of what followed each context. A context of order n is the last n units of a text, a string of numbers.
 *
 * Counts may lie over others, `below`, which they leave as they are: so several texts can share their beginning.
 */
class ContextCounts {
  constructor(orders, below = null) {
    Object.assign(this, { orders, below, depth: below ? below.depth + 1 : 0 });
    this.contexts = orders.map(() => new Map()); // for each order: context -> {total, after: unit -> count}
  }

  /** Return what followed a context, or undefined. */
  find(rank, context) {
    for (let counts = this; counts; counts = counts.below) {
      const node = counts.contexts[rank].get(context);
      if (node) return node;
    }
    return undefined;
  }

  /** Return the counts to lie over: these, or those below them as long as nothing was counted over those. */
  get shared() {
    return this.below && this.contexts.every((nodes) => !nodes.size) ? this.below : this;
  }

  /** Count a unit after a text. An order counts it only if the next higher one had not seen it. */
  count(text, unit) {
    for (let rank = this.orders.length - 1; rank >= 0; rank--) {
      if (this.orders[rank] > text.length) continue;
      const context = text.slice(text.length - this.orders[rank]);
      let node = this.contexts[rank].get(context);
      if (!node) {
        const below = this.below?.find(rank, context);
        node = { total: below?.total ?? 0, after: new Map(below?.after) };
        this.contexts[rank].set(context, node);
      }
      const before = node.after.get(unit) ?? 0;
      node.after.set(unit, before + 1);
      node.total++;
      if (before) return;
    }
  }

  /** Set the probabilities of all units after a text. `discounts` holds three for each of the highest orders. */
  predict(text, discounts, probabilities) {
    const lowest = this.orders.length - discounts.length;
    let weight = 1;
    probabilities.fill(0);
    for (let rank = this.orders.length - 1; rank >= lowest; rank--) {
      if (this.orders[rank] > text.length) continue;
      const node = this.find(rank, text.slice(text.length - this.orders[rank]));
      if (!node) continue;
      const discount = discounts[rank - lowest];
      const seen = new Array(KINDS).fill(0); // units that followed once, twice, and more often
      for (const [unit, count] of node.after) {
        const kind = Math.min(count, KINDS) - 1;
        probabilities[unit] += (weight * (count - discount[kind])) / node.total;
        seen[kind]++;
      }
      weight *= (seen[0] * discount[0] + seen[1] * discount[1] + seen[2] * discount[2]) / node.total;
    }
    const base = 1 / probabilities.length;
    for (let unit = 0; unit < probabilities.length; unit++) probabilities[unit] += weight * base;
  }
}

/** The place in a line, verse and song. */
class Place {
  constructor({ lineBreak, space }) {
    Object.assign(this, { lineBreak, space });
    this.reset();
  }

  /** Go to the beginning of a song. */
  reset() {
    this.column = this.words = this.lines = this.verseLines = this.breaks = 0;
    this.length = this.lengthBefore = this.wordsBefore = 0; // of the last line, the one before it, and the last one
    this.inWord = false;
  }

  /** Move on by a unit; return whether a song begins after it. A line without units ends a verse. */
  moveOn(unit) {
    const separates = unit === this.lineBreak || unit === this.space;
    if (separates && this.inWord) this.words++;
    this.inWord = !separates;
    if (unit !== this.lineBreak) {
      this.column++;
      this.breaks = 0;
      return false;
    }
    if (++this.breaks === SONG_BREAKS) {
      this.reset();
      return true;
    }
    if (this.column) {
      [this.lengthBefore, this.length, this.wordsBefore] = [this.length, this.column, this.words];
      this.lines++;
      this.verseLines++;
    } else {
      this.verseLines = 0;
    }
    this.column = this.words = 0;
    return false;
  }

  /** Return the numbers of `PLACES` in memory/layout.py. */
  numbers() {
    const { column, length, lengthBefore, words, wordsBefore, lines, verseLines } = this;
    const asLong = Number(column === length);
    return [column, length - column, lengthBefore - column, words, wordsBefore - words, lines, verseLines, asLong];
  }
}

/**
 * What a network remembers of the song that it reads. `settings` has the numbers of the units `lineBreak` and `space`,
 * the `orders` of contexts, the `discounts` of each distribution, `longest` (units of a memory) and `natsPerCode`.
 */
class SongMemory {
  constructor(settings, units) {
    this.settings = settings;
    this.place = new Place(settings);
    this.proposals = settings.discounts.map(() => new Float64Array(units));
    this.codes = settings.discounts.length * units;
    this.row = new Uint8Array(this.codes + this.place.numbers().length);
    this.reset();
  }

  /** Begin a song. Its first contexts reach one unit before it, a line break. */
  reset() {
    this.counts = new ContextCounts(this.settings.orders);
    this.place.reset();
    this.text = String.fromCharCode(this.settings.lineBreak);
  }

  /** Read one unit, and set `row` to the bytes of the next one, in the order of memory/layout.py. */
  read(unit) {
    this.counts.count(this.text, unit);
    this.text += String.fromCharCode(unit);
    if (this.place.moveOn(unit)) this.reset();
    else if (this.text.length > this.settings.longest) this.forget();
    this.writeRow();
  }

  /** Forget the older half of a memory that is as long as it may be. */
  forget() {
    this.remember(this.text.slice(-1 - this.settings.longest / 2));
  }

  /** Remember a text alone. */
  remember(text) {
    this.counts = new ContextCounts(this.settings.orders);
    for (let place = 1; place < text.length; place++) this.counts.count(text.slice(0, place), text.charCodeAt(place));
    this.text = text;
  }

  /** Take over what another memory remembers; from now on, both count over what they have counted together. */
  branch(other) {
    if (other.counts.depth > DEEPEST) other.remember(other.text);
    const { shared } = other.counts;
    [this.counts, other.counts] = [shared, shared].map((below) => new ContextCounts(this.settings.orders, below));
    this.text = other.text;
    Object.assign(this.place, other.place);
  }

  writeRow() {
    let byte = 0;
    this.proposals.forEach((probabilities, number) => {
      this.counts.predict(this.text, this.settings.discounts[number], probabilities);
      for (const probability of probabilities) {
        this.row[byte++] = clip(Math.floor(-Math.log(probability) / this.settings.natsPerCode + 0.5), 255);
      }
    });
    for (const number of this.place.numbers()) this.row[byte++] = clip(number + 128, 255);
  }

  /** Return the log probability that a distribution, by number, proposes for a unit. */
  proposed(distribution, unit) {
    return -this.settings.natsPerCode * this.row[distribution * (this.codes / this.proposals.length) + unit];
  }
}

/** What a network reads of its memory's rows, and how far it trusts them: as training/memory_input.py. */
class MemoryInput {
  constructor(settings, tensors, units) {
    this.memory = new SongMemory(settings, units);
    const { codes, row } = this.memory;
    this.scaling = Array.from(row, (_, byte) => (byte < codes ? settings.scaling.code : settings.scaling.place));
    this.scaled = new Float32Array(row.length);
    [this.weight, this.bias] = [tensors["memory.input.weight"], tensors["memory.input.bias"]];
    this.gates = { weight: tensors["memory.gates.weight"], bias: tensors["memory.gates.bias"] };
    this.trust = new Float32Array(this.gates.bias.length); // the gate of each distribution
  }

  /** Read a unit, and set what the layers read of the next unit's row. */
  read(unit, into) {
    this.memory.read(unit);
    this.scaling.forEach(([scale, shift], byte) => (this.scaled[byte] = this.memory.row[byte] * scale + shift));
    multiplyOne(this.weight, this.scaled, this.bias, into);
  }

  /** Add the proposed log probabilities to the logits, each times its gate. */
  propose(hidden, logits) {
    multiplyOne(this.gates.weight, hidden, this.gates.bias, this.trust);
    this.trust.forEach((gate, number) => {
      for (let unit = 0; unit < logits.length; unit++) logits[unit] += gate * this.memory.proposed(number, unit);
    });
  }

  /** Return the sum of the gates: 0 if the network ignores the memory. */
  get trusted() {
    return this.trust.reduce((sum, gate) => sum + gate, 0);
  }

  /** Return the probability that the song's counts propose for a unit. */
  proposed(unit) {
    return Math.exp(this.memory.proposed(0, unit));
  }
}
