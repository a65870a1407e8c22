// Lines as networks write them, letter by letter and several together: as sampling/line_endings.py and decoding.py. Nothing
// here needs a page.
"use strict";

const LONGEST_LINE = 150; // letters, after which a line ends with its word

/** Return a text from its last letter to its first. */
const reversed = (text) => Array.from(text).reverse().join("");

/**
 * A line as it is written letter by letter; `letters` are all that words may have. Its `bits` are those of its letters,
 * and its `price` those by which the network was more likely to write another letter than all that were allowed.
 */
class Line {
  constructor(letters) {
    Object.assign(this, { letters, written: [], isWhole: false, bits: 0, price: 0 });
  }

  get text() {
    return this.written.join("");
  }

  /** Return the letters of which one may come next. */
  allowed() {
    if (!this.written.length || this.written.at(-1) === " ") return this.letters;
    return this.written.length > LONGEST_LINE ? this.ends() : [...this.letters, ...this.ends()];
  }

  /** Return what may come after a whole word. */
  ends() {
    return this.written.length > LONGEST_LINE ? ["\n"] : [" ", "\n"];
  }

  write(letter) {
    if (letter === "\n") this.isWhole = true;
    else this.written.push(letter);
  }
}

/** A line as it is written from its end: the words of a radif, then one of a trie for each place in `words`. */
class BackwardLine extends Line {
  constructor(letters, { radif, words }) {
    super(letters);
    this.given = radif ? Array.from(`${reversed(radif)} `) : [];
    this.tries = words; // by the number of words after
    this.word = 0; // words after the present one
    this.node = words.get(0);
  }

  get text() {
    return [...this.written].reverse().join("");
  }

  allowed() {
    if (this.written.length < this.given.length) return [this.given[this.written.length]];
    if (!this.node) return super.allowed();
    const letters = [...this.node.keys()].filter((letter) => letter);
    return this.node.has("") ? [...letters, ...this.ends()] : letters;
  }

  ends() {
    return [...this.tries.keys()].some((place) => place > this.word) ? [" "] : super.ends();
  }

  write(letter) {
    super.write(letter);
    this.node = letter === " " ? this.tries.get(++this.word) : this.node?.get(letter);
  }
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
 * Write lines that follow the same text, and yield after each letter of all. `start` is the network that has read the
 * text; it and others that `openNetwork` makes read on. Lines are read together as long as they are the same. Return, for
 * each line, the network that has read it.
 */
function* writeTogether(lines, start, { vocabulary, openNetwork }, limits, random) {
  const networks = new Map(lines.map((line) => [line, start]));
  for (;;) {
    const writing = lines.filter((line) => !line.isWhole);
    if (!writing.length) return networks;
    const readers = new Map(); // by the network that has read the line so far, and by the next unit
    for (const line of writing) {
      const network = networks.get(line);
      const unit = drawLetter(line, network.logits, vocabulary, limits, random);
      if (!readers.has(network)) readers.set(network, new Map());
      const alike = readers.get(network);
      alike.set(unit, [...(alike.get(unit) ?? []), line]);
    }
    const reading = new Map(); // the next unit of each network
    for (const [network, alike] of readers) {
      [...alike].forEach(([unit, some], number) => {
        const reader = number ? openNetwork().branch(network) : network; // they branch off before it reads on
        some.forEach((line) => networks.set(line, reader));
        if (!some[0].isWhole) reading.set(reader, unit);
      });
    }
    if (reading.size) readTogether([...reading.keys()], [...reading.values()]);
    yield;
  }
}

/** Draw the next letter of a line, and return the number of its unit. */
function drawLetter(line, logits, vocabulary, { temperature, topK, topP }, random) {
  const allowed = new Float64Array(logits.length).fill(-Infinity);
  for (const letter of line.allowed()) {
    const number = vocabulary.number(letter);
    allowed[number] = logits[number];
  }
  const drawn = draw(keepLikely(softmax(allowed, temperature, UNKNOWN + 1), topK, topP), random());
  const all = logSumExp(logits);
  line.bits += (all - logits[drawn]) / Math.LN2;
  line.price += (all - logSumExp(allowed)) / Math.LN2;
  line.write(vocabulary.units[drawn]);
  return drawn;
}

/** Return the logarithm of the sum of the exponentials of some numbers, of which one at least is finite. */
function logSumExp(numbers) {
  const highest = numbers.reduce((most, number) => Math.max(most, number), -Infinity);
  return highest + Math.log(numbers.reduce((sum, number) => sum + Math.exp(number - highest), 0));
}

/** Return the probabilities of the likeliest units alone, in proportion: of `topK`, or until their sum is `topP`. */
function keepLikely(probabilities, topK, topP) {
  if (topK === null && topP === null) return probabilities;
  const order = [...probabilities.keys()].sort((one, other) => probabilities[other] - probabilities[one]);
  const kept = order.slice(0, topK ?? order.length);
  const sum = kept.reduce((total, unit) => total + probabilities[unit], 0);
  const likely = new Float64Array(probabilities.length);
  let before = 0;
  for (const unit of kept) {
    if (before >= (topP ?? Infinity) * sum) break;
    likely[unit] = probabilities[unit];
    before += probabilities[unit];
  }
  return likely.map((probability) => probability / before);
}
