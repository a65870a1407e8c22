// A network at a desk, where somebody writes a song with it. Nothing here needs a page.
"use strict";

const SUGGESTIONS = 5;
const NEAREST = 3; // words like an unknown one

/**
 * Open a desk with a network: a model, its tensors, and the tables of its script (`playground.reading` with
 * `playground.verse[script]`); they have no sounds for songs in any language.
 */
const openDesk = (model, tensors, tables) => new Desk(model, tensors, tables);

class Desk {
  constructor(model, tensors, tables) {
    const sounds = Boolean(tables.pieces);
    Object.assign(this, { model, tables, canPlan: Boolean(model.codes && sounds), states: new Map(), loose: null });
    this.openNetwork = () => new Network(model, tensors);
    this.vocabulary = new Vocabulary(model.unit, model.units);
    const isWritten = (unit) => unit !== "\n" && !CODE.test(unit);
    this.units = model.units.slice(UNKNOWN + 1).filter(isWritten);
    this.letters = this.units.filter((unit) => unit !== " ");
    const reader = sounds && new WordReader(tables);
    const isUsable = (word) => this.vocabulary.split(word).every((unit) => this.vocabulary.numbers.has(unit));
    this.rhymingWords = sounds ? new RhymingWords(tables, reader, isUsable) : null;
    this.writer = this.canPlan && new SongWriter(model, this.openNetwork, this.rhymingWords);
    const words = wordsOf(tables.words ?? "");
    this.counts = new Map(words.map((word, number) => [word, tables.counts[number]]));
    this.typed = new TypedReader(this.vocabulary, sounds && new WordWriter(reader), words, this.rhymingWords);
    this.training = new TrainingText(tables.training);
  }

  /** Return the forms of the configuration: {name, verses, syllables, radif, firstLine}, `verses` in the notation. */
  get forms() {
    return this.canPlan ? this.tables.forms.filter(({ verses }) => verses !== null) : [];
  }

  /** Return the schemes of some training songs, in the notation. */
  get schemes() {
    return this.canPlan ? this.tables.schemes : [];
  }

  /** Return the desk with looser rhymes: see `LooselyRhymingWords`. */
  get loosely() {
    if (!this.loose) {
      const rhymingWords = this.rhymingWords.loosened();
      const writer = this.canPlan && new SongWriter(this.model, this.openNetwork, rhymingWords);
      this.loose = Object.assign(Object.create(this), { rhymingWords, writer });
    }
    return this.loose;
  }

  // Words

  /**
   * Return how the network reads a typed line: its `text`; `readAs`, the same if it was typed otherwise, or null; the
   * words that are `unknown`, {word, nearest}; and the `letters` that were left out because the network has none such.
   */
  readTyped(line) {
    const { text, letters } = this.typed.read(line);
    const unknown = [...new Set(this.unknownWords(text))].slice(0, MOST_UNKNOWN);
    return {
      text,
      readAs: text === wordsOf(line).join(" ") ? null : text,
      unknown: unknown.map((word) => ({ word, nearest: this.typed.nearest(word, NEAREST) })),
      letters,
    };
  }

  /** Return the words of a line that are in no training song, or that the network reads as the unknown word. */
  unknownWords(line) {
    const isRead = (word) => this.vocabulary.unit !== "word" || this.vocabulary.numbers.has(word);
    return wordsOf(line).filter((word) => !this.training.hasWord(word) || !isRead(word));
  }

  /** Return the words of a line that are in no training song. */
  newWords(line) {
    return wordsOf(line).filter((word) => !this.training.hasWord(word));
  }

  /** Return a line in another script: "roman", "itrans" or "devanagari"; unchanged if its sounds are not known. */
  inScript(line, script) {
    const { writer } = this.typed;
    return writer ? wordsOf(line).map((word) => writer.spell(word, script)).join(" ") : line;
  }

  /** Return the training songs' words that rhyme with a word, the most frequent first, {word, count}. */
  rhymesOf(word, limit) {
    if (!this.rhymingWords) return [];
    const found = this.rhymingWords.answers(this.rhymingWords.hear(word)[0] ?? "");
    const counted = found.filter((each) => each !== word).map((each) => ({ word: each, count: this.counts.get(each) }));
    return counted.sort((one, other) => other.count - one.count).slice(0, limit);
  }

  /** Return how many syllables a line has; null if its sounds are not known. */
  syllablesOf(line) {
    return this.rhymingWords && this.rhymingWords.syllablesOf(this.rhymingWords.hear(line));
  }

  /** Return whether two lines rhyme; null if their sounds are not known. */
  rhymeOf(line, other) {
    return this.rhymingWords && this.sharedRadif(line, other) !== null;
  }

  /** Return the words that two lines share at their ends, if the words before these rhyme; null if they do not. */
  radifOf(line, other) {
    const shared = this.rhymingWords && this.sharedRadif(line, other);
    return shared === null ? null : wordsOf(line).slice(wordsOf(line).length - shared).join(" ");
  }

  sharedRadif(line, other) {
    return this.rhymingWords.sharedRadif(this.rhymingWords.hear(line), this.rhymingWords.hear(other));
  }

  /** Return whether a line is in the training songs, or has a long passage of whole words that is in a line of them. */
  isCopied(line) {
    return this.training.isCopied(line);
  }

  // Songs. Settings are {verses, syllables, radif}: a form in the notation, null for free writing; about how many
  // syllables a line has; and the words that lines with the letter a end in, "" for none, null for any. `written` has the
  // numbers of the lines that the network wrote: it reads them with the length that was asked for, and others with theirs.

  /**
   * Return a generator that writes a song, and yields often; its `lines` are those so far, {text, letter, verse, by}.
   *
   * `kept` has the lines that are given, by their numbers; lines before them answer them as well. In free writing,
   * `begins` has the numbers of those that begin a verse, and `count` is how many lines there are to be. Throw
   * `RequestError` for a form that cannot be read.
   */
  draft({ kept = new Map(), ...asked }) {
    const lines = [];
    const song = asked.verses === null ? new FreeSong(this, { ...asked, kept }) : this.beginPlanned(asked, kept);
    return Object.assign(writeAll(song, kept, lines), { lines });
  }

  /**
   * Return a `Suggestions` for line number `at`. `lines` are all lines of the song, null for those that are not written,
   * which the network skips; that at `at` is not suggested again. In free writing, `rhyme` asks for a rhyme with the
   * line before. Throw `RequestError` for a form that cannot be read.
   */
  suggest({ lines, at, count = SUGGESTIONS, ...asked }) {
    const seed = seedOf(asked.seed, [at, ...lines].join("\n"));
    return new Suggestions(this.placeIn({ ...asked, seed }, lines, at), lines, count);
  }

  /**
   * Return a generator that reads a song as the network does that writes it, with the codes of its form, and yields
   * often; its `song` is a `Song`. `lines` are as for `suggest`. Throw `RequestError` for a form that cannot be read.
   */
  read({ lines, ...asked }) {
    const place = this.placeIn(asked, lines, lines.length);
    const { temperature, seed } = asked;
    const song = new Song(this.openNetwork(), this.vocabulary, this.model.cells, { prime: "", temperature, seed });
    return Object.assign(readBefore(place, song), { song });
  }

  /** Return the place of a line, or of the end, in a song of which some lines are written. */
  placeIn(asked, lines, at) {
    const isWritten = (line, number) => number !== at && line;
    const kept = new Map([...lines.entries()].filter(([number, line]) => isWritten(line, number)));
    const Place = asked.verses === null ? FreePlace : PlannedPlace;
    return new Place(this, asked, kept, at);
  }

  beginPlanned({ verses, syllables, radif, temperature, seed, written = [] }, kept) {
    const plan = parseForm(verses, syllables, radif);
    const within = new Map([...kept].filter(([number]) => number < plan.length));
    const request = { plan, temperature, seed, radif, firstLine: null, topK: null, topP: null, kept: within };
    const song = new PlannedSong(this.writer, request);
    for (const number of written) song.plan[number].length = plan[number].length;
    return song;
  }

  /** Return the end of a line that rhymes with another; the words of its radif are drawn as people's songs have them. */
  answer(line, random) {
    const { rhymingWords } = this;
    const heard = rhymingWords.hear(line);
    const choices = radifsOf(heard, rhymingWords, FEWEST_ANSWERS);
    const radif = choices.length ? drawFrom(choices, choices.map((each) => rhymingWords.radifs[each] + 1), random) : 0;
    const answers = rhymingWords.answers(heard.at(-1 - radif));
    const words = new Map(answers.length ? [[radif, trieOf(answers)]] : []);
    return { radif: wordsOf(line).slice(heard.length - radif).join(" "), words };
  }

  newLine(ending = { radif: "", words: new Map() }) {
    const { unit, lineOrder } = this.model;
    if (unit !== "char") return new UnitLine(this.units, this.vocabulary, lineOrder);
    return lineOrder === "backward" ? new BackwardLine(this.letters, ending) : new Line(this.letters);
  }
}

function* writeAll(song, kept, lines) {
  while (!song.isWhole) {
    yield* song.writeLine();
    const number = lines.length;
    const { letter = null, verse } = song.plan?.[number] ?? song.lines[number];
    const text = song.lines[number].text ?? song.lines[number];
    lines.push({ text, letter, verse, by: kept.has(number) ? "person" : "network" });
  }
  return lines;
}

function* readBefore(place, song) {
  yield* place.readBefore();
  song.waiting = song.vocabulary.split(place.song.reading.text.slice(SONG_START.length));
  for (; song.waiting.length; yield) song.step();
  return song.places;
}
