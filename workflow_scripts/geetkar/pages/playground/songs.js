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
    const kept = new Map(request.firstLine === null ? [] : [[0, request.firstLine]]);
    return new PlannedSong(this, { ...request, kept }, watched);
  }
}

/**
 * A song of which some lines are written: `lines`, of the `plan`. Write a whole one by `writeLine` until it `isWhole`;
 * or ask for the `candidates` of the next line, and `add` one of them or any other, or `skip` it. `reading` is the song
 * as the network has read it. The request's `kept` lines are given, also later ones, which earlier lines answer.
 */
class PlannedSong {
  constructor(writer, request, watched) {
    this.writer = writer;
    this.random = randomNumbers(request.seed);
    this.request = settle(request, writer.rhymingWords, this.random);
    this.song = new PlannedLines(this.request.plan, writer.rhymingWords);
    this.places = placesToAnswer(this.request.plan);
    this.reading = new Song(writer.openNetwork(), writer.vocabulary, watched, { ...request, prime: "" });
    this.verse = 0; // of the last line that the network has read
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
    if (given !== null) yield* this.add(given, this.request.kept.has(this.lines.length));
    else yield* this.add(this.take(yield* this.candidates(SONG_CANDIDATES)));
  }

  /** Return the next line if it is known already, or null. A refrain is known if any line with its letter is. */
  given() {
    const number = this.lines.length;
    const { kept } = this.request;
    if (kept.has(number)) return kept.get(number);
    const { to, repeats, letter } = this.plan[number];
    if (repeats && this.lines[to]) return this.lines[to];
    const [alike] = isRefrain(letter) ? this.keptLater((other) => other.letter === letter) : [];
    return alike === undefined ? null : kept.get(alike);
  }

  /** Return the numbers of kept lines after the next one whose plan is as asked. */
  keptLater(isAsked) {
    const number = this.lines.length;
    return [...this.request.kept.keys()].filter((other) => other > number && isAsked(this.plan[other]));
  }

  /** Write some candidates of the next line, {text, price, differences}, and yield after each letter of all. */
  *candidates(count) {
    const lines = Array.from({ length: count }, () => this.newLine());
    yield* writeTogether(lines, this.openLine(), this.writer, this.request, this.random);
    return lines.map(({ text, price }) => ({ text, price, differences: this.differences(text) }));
  }

  /** Return a network that has read what comes before the next line. */
  openLine() {
    const network = this.writer.openNetwork().branch(this.reading.network);
    for (const code of this.codes()) network.read(this.writer.vocabulary.number(code));
    return network;
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
    this.verse = this.plan[this.lines.length].verse;
    this.song.add(line);
    for (const unit of lineAsRead) {
      this.reading.read(unit, isGiven);
      yield;
    }
  }

  /** Leave the next line unwritten: the network does not read it, and no other answers it. */
  skip() {
    this.song.add("");
  }

  get isBackward() {
    return this.writer.model.lineOrder === "backward";
  }

  /** Return what the network reads before the next line: its codes, after the break before a verse. */
  codes() {
    const next = this.plan[this.lines.length];
    return (next.verse > this.verse ? "\n" : "") + codesOf(next, this.writer.model.codes);
  }

  newLine() {
    const { letters } = this.writer;
    return this.isBackward ? new BackwardLine(letters, this.ending()) : new Line(letters);
  }

  /** Return how far a line is from the plan of the next one: see `PlannedLines.differences`. */
  differences(line) {
    return this.song.differences(line, this.lineToAnswer()?.heard);
  }

  /** Return the line {words, heard} that the next one answers in rhyme: an earlier one, or a later one that is kept. */
  lineToAnswer() {
    const number = this.lines.length;
    const { to, letter } = this.plan[number];
    const rhyme = rhymeOf(letter);
    if (rhyme === FREE) return null;
    const earlier = [...this.lines.keys()].filter((other) => rhymeOf(this.plan[other].letter) === rhyme).reverse();
    const written = [to, ...earlier].filter((other) => this.lines[other]).map((other) => this.lines[other]);
    const later = this.keptLater((other) => rhymeOf(other.letter) === rhyme);
    const lines = [...written, ...later.map((other) => this.request.kept.get(other))];
    const radif = this.isBackward && rhyme === RADIF_RHYME ? wordsOf(this.request.radif ?? "") : [];
    const found = lines.map(wordsOf).find((words) => words.length > radif.length && endsIn(words, radif));
    return found ? { words: found, heard: this.writer.rhymingWords.hear(found.join(" ")) } : null;
  }

  /** Return what is asked of the end of the next line. */
  ending() {
    const number = this.lines.length;
    const answered = this.lineToAnswer();
    if (answered) return this.answer(answered);
    const answerable = this.writer.rhymingWords.answerable(answersNeeded(this.plan, number));
    const words = new Map([...this.places[number]].map((place) => [place, answerable]));
    return { radif: (rhymeOf(this.plan[number].letter) === RADIF_RHYME && this.request.radif) || "", words };
  }

  /** Return the end of a line that rhymes with another, {words, heard}. */
  answer({ words, heard }) {
    const { rhymingWords } = this.writer;
    const number = this.lines.length;
    const { letter, radif: planned } = this.plan[number];
    const radif = Math.min(planned, words.length - 1);
    const alike = this.song.heard.filter((_, line) => rhymeOf(this.plan[line].letter) === rhymeOf(letter));
    const later = this.keptLater((other) => rhymeOf(other.letter) === rhymeOf(letter));
    alike.push(...later.map((other) => rhymingWords.hear(this.request.kept.get(other))));
    const used = new Set(alike.filter((each) => each.length > radif).map((each) => each.at(-1 - radif)));
    const qafia = heard.at(-1 - radif);
    const unused = rhymingWords.answers(qafia, used);
    const answers = unused.length ? unused : rhymingWords.answers(qafia);
    const answerable = rhymingWords.answerable(answersNeeded(this.plan, number));
    const others = [...this.places[number]].filter((place) => place > radif);
    const tries = new Map(others.map((place) => [place, answerable]));
    if (answers.length) tries.set(radif, trieOf(answers));
    return { radif: words.slice(words.length - radif).join(" "), words: tries };
  }
}

/** Return whether words end in others. */
const endsIn = (words, others) => others.every((word, place) => words.at(place - others.length) === word);

/**
 * Write lines that follow the same text, and yield after each letter of all. `start` is the network that has read the
 * text; it and others that `openNetwork` makes read on. Lines are read together as long as they are the same.
 */
function* writeTogether(lines, start, { vocabulary, openNetwork }, limits, random) {
  const networks = new Map(lines.map((line) => [line, start]));
  for (;;) {
    const writing = lines.filter((line) => !line.isWhole);
    if (!writing.length) return;
    const readers = new Map(); // by the network that has read the line so far, and by the next unit
    for (const line of writing) {
      const network = networks.get(line);
      const unit = drawLetter(line, network.logits, vocabulary, limits, random);
      if (!readers.has(network)) readers.set(network, new Map());
      if (!line.isWhole) readers.get(network).set(unit, [...(readers.get(network).get(unit) ?? []), line]);
    }
    const reading = new Map(); // the next unit of each network
    for (const [network, alike] of readers) {
      const each = [...alike].map(([unit, some], number) => {
        const reader = number ? openNetwork().branch(network) : network;
        some.forEach((line) => networks.set(line, reader));
        return [reader, unit];
      });
      each.forEach(([reader, unit]) => reading.set(reader, unit));
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
