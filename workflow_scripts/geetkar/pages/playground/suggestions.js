// Lines that a network suggests at a place of a song. Nothing here needs a page.
"use strict";

const TRIES = 40; // lines that are written to find some that rhyme

/** Lines that are suggested at a place of a song, as they are written: a generator that yields often. */
class Suggestions {
  constructor(place, lines, count) {
    Object.assign(this, { place, count, tries: 0, writing: [], found: [], others: [] });
    this.known = new Set(lines);
    this.steps = this.write();
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
    yield* this.place.open();
    while (this.found.length < this.count && this.tries < TRIES) {
      this.writing = Array.from({ length: Math.min(SONG_CANDIDATES, TRIES - this.tries) }, () => this.place.newLine());
      yield* this.place.write(this.writing);
      this.tries += this.writing.length;
      const ranked = this.writing.map((line) => ({ line, differences: this.place.differences(line.text) }));
      ranked.sort((one, other) => compare(one.differences, other.differences));
      for (const { line } of ranked) this.sort(line);
      this.writing = [];
    }
    return this.candidates;
  }

  /** Put a whole line to those that are found, or to the others. */
  sort(line) {
    if (this.known.has(line.text)) return;
    this.known.add(line.text);
    (this.place.rhymes(line.text) === false && this.place.mustRhyme ? this.others : this.found).push(line);
  }
}

/** A line of a song of a form. */
class PlannedPlace {
  constructor(desk, asked, kept, at) {
    Object.assign(this, { desk, at, song: desk.beginPlanned(asked, kept) });
  }

  /** Read the lines before it. */
  *open() {
    const { kept } = this.song.request;
    for (let number = 0; number < this.at; number++) {
      if (kept.has(number)) yield* this.song.add(kept.get(number));
      else this.song.skip();
    }
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
    const { rhymingWords } = this.desk.writer;
    return answered && rhymingWords.sharedRadif(rhymingWords.hear(text), answered.heard) !== null;
  }

  differences(text) {
    return this.song.differences(text);
  }
}

/** A line of a song without a form; `rhyme` says whether it must rhyme with the line before. */
class FreePlace {
  constructor(desk, { rhyme = false, temperature, seed, begins }, kept, at) {
    const before = [...kept].filter(([number]) => number < at).map(([, line]) => line);
    const lines = new Map(before.entries());
    this.song = new FreeSong(desk, { kept: lines, begins, temperature, seed, count: 0 });
    Object.assign(this, { desk, mustRhyme: rhyme && desk.rhymingWords && before.length > 0, before: before.at(-1) ?? null });
  }

  *open() {
    while (!this.song.isWhole) yield* this.song.writeLine();
    this.start = this.song.openLine();
    this.ending = this.mustRhyme ? this.desk.answer(this.before, this.song.random) : undefined;
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

  differences(text) {
    return [Number(this.mustRhyme && !this.rhymes(text)), 0];
  }
}
