// Songs to plans, line by line, with the same words as line_endings.py, song_in_progress.py and song_writing.py in
// sampling/. Nothing here needs a page.
"use strict";

const SONG_CANDIDATES = 8; // lines, of which one is taken
const MOST_STATES = 64; // of texts that were read
const RHYME_LETTERS = "abcdefghijklmnopqrstuvwyz"; // without x

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

// Songs

/** A network with plans, with all that it needs to write songs to them. */
class SongWriter {
  /** Take a model, a function that makes networks with a state of their own, and the `RhymingWords` that it can spell. */
  constructor(model, openNetwork, rhymingWords) {
    Object.assign(this, { model, openNetwork, rhymingWords, states: new Map() });
    this.vocabulary = new Vocabulary(model.unit, model.units);
    const isLetter = (unit) => unit !== "\n" && unit !== " " && !CODE.test(unit);
    this.letters = model.units.slice(UNKNOWN + 1).filter(isLetter);
  }

  /** Begin a song. Throw `RequestError` for a request that cannot be fulfilled. */
  begin(request) {
    checkRequest(request, this.rhymingWords, this.vocabulary, this.model.script);
    const kept = new Map(request.firstLine === null ? [] : [[0, request.firstLine]]);
    return new PlannedSong(this, { ...request, kept });
  }
}

/**
 * A network and the text that it has read, from the beginning of a song. `writer` has its vocabulary, a function that
 * makes networks, and the `states` of texts that were read already, so that no line is read twice.
 */
class SongReading {
  constructor(writer) {
    Object.assign(this, { writer, text: "", network: writer.openNetwork() });
    this.network.reset();
    for (const unit of writer.vocabulary.split(SONG_START)) this.readUnit(unit);
  }

  /** Read a text, and yield after each of its units. */
  *read(text) {
    const { states, vocabulary, openNetwork } = this.writer;
    const known = states.get(this.text + text);
    if (known) {
      this.network = openNetwork().branch(known);
      this.text += text;
      return;
    }
    for (const unit of vocabulary.split(text)) {
      this.readUnit(unit, "");
      yield;
    }
    this.text += text;
    this.remember();
  }

  readUnit(unit, text = unit) {
    this.network.read(this.writer.vocabulary.number(unit));
    this.text += text;
  }

  /** Go on with a network that has read more. */
  follow(network, text) {
    this.network = network;
    this.text += text;
  }

  /** Remember the present state; forget the oldest of many. */
  remember() {
    const { states, openNetwork } = this.writer;
    if (states.size >= MOST_STATES) states.delete(states.keys().next().value);
    states.set(this.text, openNetwork().branch(this.network));
  }
}

/**
 * A song of which some lines are written: `lines`, of the `plan`. Write a whole one by `writeLine` until it `isWhole`;
 * or ask for the `candidates` of the next line, and `add` one of them or any other, or `skip` it. The request's `kept`
 * lines are given, also later ones, which earlier lines answer.
 */
class PlannedSong {
  constructor(writer, request) {
    this.writer = writer;
    this.random = randomNumbers(request.seed);
    this.request = settle(request, writer.rhymingWords, this.random);
    this.song = new PlannedLines(this.request.plan, writer.rhymingWords);
    this.places = placesToAnswer(this.request.plan);
    this.reading = new SongReading(writer);
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

  /** Return the song as it is sung, with a line break after each line. */
  get text() {
    const startsVerse = (number) => number > 0 && this.plan[number].verse > this.plan[number - 1].verse;
    return this.lines.map((line, number) => `${startsVerse(number) ? "\n" : ""}${line}\n`).join("");
  }

  /** Write the next line, and yield after each of its letters. */
  *writeLine() {
    const given = this.given();
    if (given !== null) yield* this.add(given);
    else this.take(yield* this.candidates(SONG_CANDIDATES));
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

  /** Write some candidates of the next line, and yield after each letter of all: {line, network, differences}. */
  *candidates(count) {
    const start = this.openLine();
    const lines = Array.from({ length: count }, () => this.newLine());
    const networks = yield* writeTogether(lines, start, this.writer, this.request, this.random);
    return lines.map((line) => ({ line, network: networks.get(line), differences: this.differences(line.text) }));
  }

  /** Return a network that has read what comes before the next line. */
  openLine() {
    const { openNetwork, vocabulary } = this.writer;
    const network = openNetwork().branch(this.reading.network);
    for (const code of this.codes()) network.read(vocabulary.number(code));
    return network;
  }

  /** Add one of the candidates that differ least from the plan, drawn by the probability of what was allowed. */
  take(candidates) {
    const least = candidates.map(({ differences }) => differences).sort(compare)[0];
    const nearest = candidates.filter(({ differences }) => !compare(differences, least));
    const lowest = Math.min(...nearest.map(({ line }) => line.price));
    const { line, network } = drawFrom(nearest, nearest.map((each) => 2 ** (lowest - each.line.price)), this.random);
    this.reading.follow(network, this.codes() + line.written.join(""));
    this.reading.readUnit("\n");
    this.finishLine(line.text);
  }

  /** Add the next line, and yield after each letter that the network reads. */
  *add(line) {
    yield* this.reading.read(`${this.codes()}${this.isBackward ? reversed(line) : line}\n`);
    this.finishLine(line);
  }

  finishLine(line) {
    this.verse = this.plan[this.lines.length].verse;
    this.song.add(line);
  }

  /** From now on, let the lines be written by a `SongWriter` whose words rhyme otherwise. */
  followWriter(writer) {
    this.writer = writer;
    this.song.rhymingWords = writer.rhymingWords;
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

/** Compare two lists of two numbers, as `sort` does. */
const compare = (one, other) => one[0] - other[0] || one[1] - other[1];

