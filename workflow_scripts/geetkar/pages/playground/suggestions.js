// Lines that a network suggests at a place of a song. Nothing here needs a page.
"use strict";

const TRIES = 40; // lines that are written at most, each time, to find some that rhyme

/**
 * Lines that are suggested at a place of a song, as they are written: a generator that yields often. When it has ended,
 * or was left, it can `goOn`.
 */
class Suggestions {
  constructor(place, lines, count) {
    Object.assign(this, { place, count, tries: 0, writing: [], found: [], others: [] });
    this.known = new Set(lines);
    this.goOn();
  }

  /** Begin to write on, until there are enough lines or as many as before were tried. */
  goOn() {
    this.writing = [];
    this.steps = this.write();
    return this;
  }

  /** Take a line away that is not to be suggested again. */
  drop(text) {
    const isOther = (line) => line.text !== text;
    for (const list of ["found", "writing", "others"]) this[list] = this[list].filter(isOther);
    this.known.add(text);
  }

  /** Let the rhyme be a looser one, and look for it among the lines that are there. */
  loosen() {
    this.place.loosen();
    this.others.splice(0).forEach((line) => this.sort(line));
  }

  /** Return whether lines must rhyme, and none so far does. */
  get isWithoutRhyme() {
    return this.tries > 0 && Boolean(this.place.mustRhyme) && !this.found.length;
  }

  /** Return how lines must end now, and how if the rhyme is loosened, in ITRANS: "" if nothing rhymes. */
  get endings() {
    const { desk, qafia } = this.place;
    return [desk, desk.loosely].map(({ rhymingWords }) => rhymingWords.tailOf(qafia).replaceAll(" ", ""));
  }

  next() {
    return this.steps.next();
  }

  [Symbol.iterator]() {
    return this;
  }

  /** Return the lines so far: {text, whole, likelihood, rhymes, syllables}, `likelihood` that of a letter, on average. */
  get candidates() {
    const shown = [...this.found, ...this.writing, ...this.others].slice(0, this.count);
    return shown.map((line) => ({
      text: line.text,
      whole: line.isWhole,
      likelihood: 2 ** (-line.bits / Math.max(1, line.written.length)),
      rhymes: line.isWhole ? this.place.rhymes(line.text) : null,
      syllables: this.place.desk.syllablesOf(line.text),
    }));
  }

  *write() {
    if (!this.place.start) yield* this.place.open();
    const most = this.tries + TRIES;
    while (this.found.length < this.count && this.tries < most) {
      const lines = Array.from({ length: Math.min(SONG_CANDIDATES, most - this.tries) }, () => this.place.newLine());
      this.writing = lines;
      yield* this.place.write(lines);
      this.tries += lines.length;
      const ranked = this.writing.map((line) => ({ line, differences: this.place.differences(line.text) }));
      ranked.sort((one, other) => compare(one.differences, other.differences));
      for (const { line } of ranked) {
        if (this.known.has(line.text)) continue;
        this.known.add(line.text);
        this.sort(line);
      }
      this.writing = [];
    }
    return this.candidates;
  }

  /** Put a whole line to those that are found, or to the others. */
  sort(line) {
    (this.place.rhymes(line.text) === false && this.place.mustRhyme ? this.others : this.found).push(line);
  }
}

/** A line of a song of a form. */
class PlannedPlace {
  constructor(desk, asked, kept, at) {
    Object.assign(this, { desk, at, song: desk.beginPlanned(asked, kept) });
  }

  /** Read the lines before it. */
  *readBefore() {
    const { kept } = this.song.request;
    for (let number = 0; number < this.at; number++) {
      if (kept.has(number)) yield* this.song.add(kept.get(number));
      else this.song.skip();
    }
  }

  *open() {
    yield* this.readBefore();
    this.start = this.song.openLine();
  }

  newLine() {
    return this.song.newLine();
  }

  *write(lines) {
    const start = this.desk.openNetwork().branch(this.start);
    yield* writeTogether(lines, start, this.desk, this.song.request, this.song.random);
  }

  get mustRhyme() {
    return Boolean(this.song.lineToAnswer());
  }

  rhymes(text) {
    const answered = this.song.lineToAnswer();
    const { rhymingWords } = this.desk;
    return answered && rhymingWords.sharedRadif(rhymingWords.hear(text), answered.heard) !== null;
  }

  /** Return how the word is heard that lines must rhyme with. */
  get qafia() {
    const { heard } = this.song.lineToAnswer();
    return heard.at(-1 - Math.min(this.song.plan[this.at].radif, heard.length - 1));
  }

  loosen() {
    this.desk = this.desk.loosely;
    this.song.followWriter(this.desk.writer);
  }

  differences(text) {
    return this.song.differences(text);
  }
}

/** A line of a song without a form; `rhyme` says whether it must rhyme with the line before. */
class FreePlace {
  constructor(desk, { rhyme = false, temperature, seed, begins = new Set() }, kept, at) {
    const numbers = [...kept.keys()].filter((number) => number < at);
    const before = numbers.map((number) => kept.get(number));
    const lines = new Map(before.entries());
    // Blank lines are left out, so those that begin verses have other numbers.
    const begun = [...begins].map((number) => numbers.filter((other) => other < number).length);
    const verses = new Set(begun.filter((number) => number > 0));
    this.song = new FreeSong(desk, { kept: lines, begins: verses, temperature, seed, count: 0 });
    Object.assign(this, { desk, mustRhyme: rhyme && desk.rhymingWords && before.length > 0, before: before.at(-1) ?? null });
  }

  /** Read the lines before it. */
  *readBefore() {
    while (!this.song.isWhole) yield* this.song.writeLine();
  }

  *open() {
    yield* this.readBefore();
    this.start = this.song.openLine();
    if (this.mustRhyme) this.answer();
  }

  answer() {
    this.ending = this.desk.answer(this.before, this.song.random);
  }

  newLine() {
    return this.desk.newLine(this.ending);
  }

  *write(lines) {
    const start = this.desk.openNetwork().branch(this.start);
    yield* writeTogether(lines, start, this.desk, this.song.limits, this.song.random);
  }

  rhymes(text) {
    return this.before === null ? null : this.desk.rhymeOf(text, this.before);
  }

  /** Return how the word is heard that lines must rhyme with. */
  get qafia() {
    const isForced = this.desk.model.lineOrder === "backward"; // others are not held to the radif that was drawn
    return this.desk.rhymingWords.hear(this.before).at(-1 - (isForced ? wordsOf(this.ending.radif).length : 0));
  }

  loosen() {
    this.desk = this.desk.loosely;
    this.answer();
  }

  differences(text) {
    return [Number(this.mustRhyme && !this.rhymes(text)), 0];
  }
}
