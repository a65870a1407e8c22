// Songs to plans, line by line, with the same words as line_endings.py, song_in_progress.py and song_writing.py in
// sampling/. Nothing here needs a page.
"use strict";

const SONG_CANDIDATES = 8; // lines, of which one is taken
const LONGEST_LINE = 150; // letters, after which a line ends with its word
const RHYME_LETTERS = "abcdefghijklmnopqrstuvwyz"; // without x

/** Return a text from its last letter to its first. */
const reversed = (text) => Array.from(text).reverse().join("");

/** Return the codes of a planned line; `codes` has those that there are of lengths, refrains, radifs and rhymes. */
function codesOf({ length, radif, letter }, codes) {
  const [, refrains, radifs, rhymeLetters] = codes.map((kind) => kind.length - 1); // without the first, for none
  const refrain = isRefrain(letter) ? Number(letter.slice(1) || 1) : 0;
  const rhyme = rhymeOf(letter);
  const values = [
    length,
    refrain ? ((refrain - 1) % refrains) + 1 : 0,
    Math.min(radif, radifs),
    rhyme === FREE ? 0 : (RHYME_LETTERS.indexOf(rhyme) % rhymeLetters) + 1,
  ];
  return values.map((value, kind) => codes[kind][value].code).join("");
}

// Lines

/**
 * A line as it is written letter by letter; `letters` are all that words may have. Its `price` are the bits by which the
 * network was more likely to write another letter than all that were allowed.
 */
class Line {
  constructor(letters) {
    Object.assign(this, { letters, written: [], isWhole: false, price: 0 });
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

// Songs

/** A network with plans, with all that it needs to write songs to them. */
class SongWriter {
  /** Take a model, and functions that make networks with a state of their own, and its `RhymingWords`. */
  constructor(model, openNetwork, makeRhymingWords) {
    Object.assign(this, { model, openNetwork });
    this.vocabulary = new Vocabulary(model.unit, model.units);
    const isLetter = (unit) => unit !== "\n" && unit !== " " && !CODE.test(unit);
    this.letters = model.units.slice(UNKNOWN + 1).filter(isLetter);
    const isKnown = (letter) => this.vocabulary.numbers.has(letter);
    this.rhymingWords = makeRhymingWords((word) => Array.from(word).every(isKnown));
  }

  /** Begin a song. Throw `RequestError` for a request that cannot be fulfilled. */
  begin(request, watched = []) {
    checkRequest(request, this.rhymingWords, this.vocabulary, this.model.script);
    return new PlannedSong(this, request, watched);
  }
}

/**
 * A song of which some lines are written: `lines`, of the `plan`. Write a whole one by `writeLine` until it `isWhole`;
 * or ask for the `candidates` of the next line, and `add` one of them or any other. `reading` is the song as the network
 * has read it.
 */
class PlannedSong {
  constructor(writer, request, watched) {
    this.writer = writer;
    this.random = randomNumbers(request.seed);
    this.request = settle(request, writer.rhymingWords, this.random);
    this.song = new PlannedLines(this.request.plan, writer.rhymingWords);
    this.places = placesToAnswer(this.request.plan);
    this.reading = new Song(writer.openNetwork(), writer.vocabulary, watched, { ...request, prime: "" });
  }

  get plan() {
    return this.request.plan;
  }

  get lines() {
    return this.song.lines;
  }

  get isWhole() {
    return this.lines.length === this.plan.length;
  }

  /** Write the next line, and yield after each of its letters. */
  *writeLine() {
    const given = this.given();
    if (given !== null) yield* this.add(given, !this.lines.length);
    else yield* this.add(this.take(yield* this.candidates(SONG_CANDIDATES)));
  }

  /** Return the next line if it is known already, or null. */
  given() {
    const number = this.lines.length;
    if (number === 0 && this.request.firstLine !== null) return this.request.firstLine;
    const { to, repeats } = this.plan[number];
    return repeats ? this.lines[to] : null;
  }

  /** Write some candidates of the next line, {text, price, differences}, and yield after each letter of all. */
  *candidates(count) {
    const { vocabulary, openNetwork } = this.writer;
    const start = openNetwork().branch(this.reading.network);
    for (const code of this.codes()) start.read(vocabulary.number(code));
    const networks = Array.from({ length: count }, () => openNetwork().branch(start));
    const lines = networks.map(() => this.newLine());
    while (!lines.every((line) => line.isWhole)) {
      lines.forEach((line, number) => {
        if (!line.isWhole) this.writeLetter(line, networks[number]);
      });
      yield;
    }
    return lines.map(({ text, price }) => ({ text, price, differences: this.song.differences(text) }));
  }

  /** Return one of the candidates that differ least from the plan, drawn by the probability of what was allowed. */
  take(candidates) {
    const least = candidates.map(({ differences }) => differences).sort(compare)[0];
    const nearest = candidates.filter(({ differences }) => !compare(differences, least));
    const lowest = Math.min(...nearest.map(({ price }) => price));
    return drawFrom(nearest, nearest.map(({ price }) => 2 ** (lowest - price)), this.random).text;
  }

  /** Add the next line, and yield after each letter that the network reads. `isGiven` if somebody wrote it. */
  *add(line, isGiven = false) {
    const lineAsRead = `${this.isBackward ? reversed(line) : line}\n`;
    const places = Array.from(this.codes(), (unit) => this.reading.read(unit, false));
    places.find(({ unit }) => CODE.test(unit)).letter = this.plan[this.lines.length].letter;
    this.song.add(line);
    for (const unit of lineAsRead) {
      this.reading.read(unit, isGiven);
      yield;
    }
  }

  get isBackward() {
    return this.writer.model.lineOrder === "backward";
  }

  /** Return what the network reads before the next line: its codes, after the break before a verse. */
  codes() {
    const [before, next] = [this.plan[this.lines.length - 1], this.plan[this.lines.length]];
    return (before && next.verse > before.verse ? "\n" : "") + codesOf(next, this.writer.model.codes);
  }

  newLine() {
    const { letters } = this.writer;
    return this.isBackward ? new BackwardLine(letters, this.ending()) : new Line(letters);
  }

  /** Draw the next letter of a line, and let its network read it. */
  writeLetter(line, network) {
    const { temperature, topK, topP } = this.request;
    const { vocabulary } = this.writer;
    const allowed = new Float32Array(network.logits.length).fill(-Infinity);
    for (const letter of line.allowed()) {
      const number = vocabulary.number(letter);
      allowed[number] = network.logits[number];
    }
    const drawn = draw(keepLikely(softmax(allowed, temperature, UNKNOWN + 1), topK, topP), this.random());
    line.price += (logSumExp(network.logits) - logSumExp(allowed)) / Math.LN2;
    line.write(vocabulary.units[drawn]);
    if (!line.isWhole) network.read(drawn);
  }

  /** Return what is asked of the end of the next line. */
  ending() {
    const number = this.lines.length;
    const { to, letter } = this.plan[number];
    if (to !== null) return this.answer();
    const answerable = this.writer.rhymingWords.answerable(answersNeeded(this.plan, number));
    const words = new Map([...this.places[number]].map((place) => [place, answerable]));
    return { radif: (rhymeOf(letter) === RADIF_RHYME && this.request.radif) || "", words };
  }

  /** Return the end of a line that rhymes. */
  answer() {
    const { rhymingWords } = this.writer;
    const number = this.lines.length;
    const { to, letter, radif: planned } = this.plan[number];
    const words = wordsOf(this.lines[to]);
    const radif = Math.min(planned, words.length - 1);
    const alike = this.song.heard.filter((_, line) => rhymeOf(this.plan[line].letter) === rhymeOf(letter));
    const used = new Set(alike.filter((heard) => heard.length > radif).map((heard) => heard.at(-1 - radif)));
    const qafia = this.song.heard[to].at(-1 - radif);
    const unused = rhymingWords.answers(qafia, used);
    const answers = unused.length ? unused : rhymingWords.answers(qafia);
    const answerable = rhymingWords.answerable(answersNeeded(this.plan, number));
    const later = [...this.places[number]].filter((place) => place > radif);
    const tries = new Map(later.map((place) => [place, answerable]));
    if (answers.length) tries.set(radif, trieOf(answers));
    return { radif: words.slice(words.length - radif).join(" "), words: tries };
  }
}

/** Compare two lists of two numbers, as `sort` does. */
const compare = (one, other) => one[0] - other[0] || one[1] - other[1];

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
