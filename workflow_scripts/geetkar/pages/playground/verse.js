// Which lines rhyme, forms as people write them, and how far a line is from its plan: as rhymes.py, rhyming_words.py,
// plans.py, notation.py and obedience.py in verse/. Nothing here needs a page. A word that is heard is its sounds,
// separated by spaces.
"use strict";

const RHYME_WINDOW = 4; // lines
const OPENING = 2; // lines of the mukhda that later verses return to
const FREE = "x";
const RADIF_RHYME = "a"; // letter of the lines that end in the radif of a form
const NOTATION =
  "write a small letter for a line that rhymes, x for a free one, a capital for a refrain, such as 'Aa bbaA'";

/** What cannot be fulfilled of a request, and the field that says it. */
class RequestError extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/** Return a text in quotes, as Python's messages have it. */
const quote = (text) => (text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`);

/** Return the words of a line. */
const wordsOf = (line) => line.split(/\s+/u).filter((word) => word);

// Rhymes

/** How the words of a script sound, and those that songs can rhyme with. */
class RhymingWords {
  /** Take the words of training songs, how often they had radifs of each length, and a reader of all words. */
  constructor({ words, radifs }, reader, isUsable) {
    Object.assign(this, { radifs, reader });
    this.vowels = reader.vowels;
    this.read = new Map(); // sounds by word
    this.byTail = new Map(); // tail -> what is heard -> words
    this.tries = new Map(); // of answerable words, by times
    for (const word of wordsOf(words).filter(isUsable)) {
      const [heard] = this.hear(word);
      this.read.set(word, heard.split(" "));
      const tail = this.tailOf(heard);
      if (!tail) continue;
      if (!this.byTail.has(tail)) this.byTail.set(tail, new Map());
      const alike = this.byTail.get(tail);
      if (!alike.has(heard)) alike.set(heard, []);
      alike.get(heard).push(word);
    }
  }

  /** Return the same words with looser rhymes. */
  loosened() {
    const words = [...this.byTail.values()].flatMap((alike) => [...alike.values()].flat());
    const reader = { vowels: this.vowels, read: (word) => this.sounds(word) };
    return new LooselyRhymingWords({ words: words.join(" "), radifs: this.radifs }, reader, () => true);
  }

  /** Return the sounds of a word. */
  sounds(word) {
    if (!this.read.has(word)) this.read.set(word, this.reader.read(word));
    return this.read.get(word);
  }

  /** Return the words of a line as they are heard: without a nasal at their ends, and with one sign for both nasals. */
  hear(line) {
    return wordsOf(line).map((word) => {
      const heard = this.sounds(word).map((sound) => (sound === ".N" ? ".n" : sound));
      if (heard.at(-1) === ".n") heard.pop();
      return heard.join(" ");
    });
  }

  /** Return the sounds from the last vowel on, preceded by one more sound if the word ends with that vowel. */
  tailOf(heard) {
    const sounds = heard.split(" ");
    const last = sounds.findLastIndex((sound) => this.vowels.has(sound));
    if (last < 0) return "";
    return sounds.slice(last === sounds.length - 1 ? Math.max(0, last - 1) : last).join(" ");
  }

  /** Return the syllables of a line, from how its words are heard. */
  syllablesOf(heard) {
    return heard.flatMap((word) => word.split(" ")).filter((sound) => this.vowels.has(sound)).length;
  }

  /** Return the class of length of a line, from how its words are heard. */
  lengthOf(heard) {
    return lengthClass(this.syllablesOf(heard));
  }

  /** Return the words that rhyme with one, without those that sound as used ones. */
  answers(heard, used = new Set()) {
    const alike = this.byTail.get(this.tailOf(heard)) ?? new Map();
    return [...alike].flatMap(([other, words]) => (other === heard || used.has(other) ? [] : words));
  }

  /** Return whether at least `times` words that sound differently rhyme with a word. */
  canBeAnswered(heard, times) {
    const alike = this.byTail.get(this.tailOf(heard)) ?? new Map();
    return alike.size - Number(alike.has(heard)) >= times;
  }

  /** Return the words with which at least `times` others rhyme that sound differently, as a trie; null for none. */
  answerable(times) {
    if (!this.tries.has(times)) {
      const found = [...this.byTail.values()].filter((alike) => alike.size > times);
      const words = found.flatMap((alike) => [...alike.values()].flat());
      this.tries.set(times, words.length ? trieOf(words) : null);
    }
    return this.tries.get(times);
  }

  /** Return the words of the radif that two lines share if they rhyme, or null. */
  sharedRadif(line, other) {
    const shorter = Math.min(line.length, other.length);
    let radif = 0;
    while (radif < shorter && line.at(-1 - radif) === other.at(-1 - radif)) radif++;
    if (radif === shorter) return null;
    const tail = this.tailOf(line.at(-1 - radif));
    return tail && tail === this.tailOf(other.at(-1 - radif)) ? radif : null;
  }
}

/** Words of which two rhyme already if they have the same last vowel, either at their ends or before consonants. */
class LooselyRhymingWords extends RhymingWords {
  /** Return the last vowel, and "…" for consonants after it. */
  tailOf(heard) {
    const sounds = heard.split(" ");
    const last = sounds.findLastIndex((sound) => this.vowels.has(sound));
    return last < 0 ? "" : sounds[last] + (last < sounds.length - 1 ? "…" : "");
  }
}

/** Return words as a trie from their last letters on: a map of letters to tries. The key "" ends a word. */
function trieOf(words) {
  const root = new Map();
  for (const word of words) {
    let node = root;
    for (const letter of Array.from(word).reverse()) {
      if (!node.has(letter)) node.set(letter, new Map());
      node = node.get(letter);
    }
    node.set("", new Map());
  }
  return root;
}

// Plans. A line of one is {verse, length, repeats, to, radif, letter}: the number of its verse, its class of length,
// whether it repeats the line `to`, with which it rhymes otherwise (null for a new line), the words of its radif (null
// if the writer may choose), and its letter in the notation.

function lengthClass(syllables) {
  return clip(Math.floor((syllables - 3) / 2), LENGTHS - 1);
}

const LENGTHS = 9;

const rhymeOf = (letter) => letter[0].toLowerCase();
const isRefrain = (letter) => /^[A-Z]/.test(letter);
const rhymes = (line) => line.to !== null && !line.repeats;

/** Return the numbers of the earlier lines that a line may rhyme with, the nearest first. */
function linesWithinReach(verses, number) {
  const reach = [];
  for (let earlier = number - 1; earlier >= Math.max(0, number - RHYME_WINDOW); earlier--) {
    if (verses[number] - verses[earlier] > 1) break;
    reach.push(earlier);
  }
  return reach;
}

/** Return the plan of a form in the notation, such as `Aa bbaA`. Throw `RequestError` for a wrong one. */
function parseForm(form, syllables, radif) {
  const lines = readLetters(form);
  if (!lines.length) throw new RequestError("verses", `the form ${quote(form)} has no lines; ${NOTATION}.`);
  const letters = lines.map(({ letter }) => letter);
  const rhymed = letters.map(rhymeOf);
  if (radif !== null && !rhymed.includes(RADIF_RHYME)) {
    const message = `the form ${quote(form)} has no line with the letter a, which would end in the radif; add one.`;
    throw new RequestError("verses", message);
  }
  const verses = lines.map(({ verse }) => verse);
  const plan = lines.map(({ verse, letter, place }, number) => {
    const rhyme = rhymed[number];
    const repeats = isRefrain(letter) && letters.indexOf(letter) < number;
    const isNew = rhyme === FREE || rhymed.indexOf(rhyme) === number;
    const to = repeats ? letters.indexOf(letter) : isNew ? null : nearestAlike(verses, rhymed, number);
    if (to === undefined) {
      throw new RequestError(
        "verses",
        `the form ${quote(form)}: ${quote(letter)} at place ${place} rhymes with a line that is too far back; a rhyme ` +
          `reaches ${RHYME_WINDOW} lines, in the same verse or the one before, or the first ${OPENING} lines of the ` +
          "first verse; use another letter or x there.",
      );
    }
    return { verse, length: lengthClass(syllables), repeats, to, radif: 0, letter };
  });
  const answered = new Set(plan.filter(rhymes).map(({ letter }) => rhymeOf(letter)));
  for (const line of plan) {
    const rhyme = rhymeOf(line.letter);
    if (radif !== null && rhyme === RADIF_RHYME) line.radif = wordsOf(radif).length;
    else if (answered.has(rhyme)) line.radif = null;
  }
  return plan;
}

/** Return a plan in the notation. */
function writeForm(plan) {
  return plan.map(({ verse, letter }, number) => (number && verse > plan[number - 1].verse ? " " : "") + letter).join("");
}

/** Return the nearest line within reach with the same rhyme, or one of the opening; undefined if there is none. */
function nearestAlike(verses, rhymed, number) {
  const opening = [0, 1].slice(0, OPENING).filter((line) => line < number && verses[line] === 0);
  return [...linesWithinReach(verses, number), ...opening].find((line) => rhymed[line] === rhymed[number]);
}

/** Return the verse, the letter with its digits, and the place (from 1) of each line of a form. */
function readLetters(form) {
  const lines = [];
  let verse = 0;
  for (const { 0: piece, index } of form.matchAll(/[A-Z][0-9]*|[a-z]|\s+|./gsu)) {
    if (/^\s/u.test(piece)) {
      verse += Number(lines.length > 0 && index + piece.length < form.length);
    } else if (!/^[A-Za-z]/.test(piece)) {
      const wrong = /\d/.test(piece) ? "is a digit, but follows no capital" : "is no letter";
      const place = Array.from(form.slice(0, index)).length + 1;
      const where = `the form ${quote(form)}: ${quote(piece)} at place ${place}`;
      throw new RequestError("verses", `${where} ${wrong}; ${NOTATION}.`);
    } else {
      lines.push({ verse, letter: piece, place: index + 1 });
    }
  }
  return lines;
}

// A song and its plan

/** The lines of a song so far, and the plan of the whole. */
class PlannedLines {
  constructor(plan, rhymingWords) {
    Object.assign(this, { plan, rhymingWords, lines: [], heard: [] });
    this.verses = plan.map(({ verse }) => verse);
  }

  add(line) {
    this.lines.push(line);
    this.heard.push(this.rhymingWords.hear(line));
  }

  /**
   * Return in which ways a next line would differ from the plan, other than in its length; see verse/obedience.py.
   * `answered` are the words, as they are heard, of the line that it is to rhyme with, if it is to rhyme.
   */
  faults(line, answered) {
    const number = this.lines.length;
    const { repeats, to, radif } = this.plan[number];
    const heard = this.rhymingWords.hear(line);
    if (repeats && this.lines[to]) return line === this.lines[to] ? [] : ["refrain"];
    if (!answered) {
      const within = linesWithinReach(this.verses, number);
      const rhymesWithNone = within.every((other) => this.rhymingWords.sharedRadif(heard, this.heard[other]) === null);
      return rhymesWithNone && !this.lines.includes(line) ? [] : ["free"];
    }
    const shared = this.rhymingWords.sharedRadif(heard, answered);
    if (shared === null) return ["rhyme"];
    return radif === null || radif === shared ? [] : ["radif"];
  }

  /** Return how far a next line is from the plan: the number of its faults, and the classes that its length is off. */
  differences(line, answered) {
    const length = this.rhymingWords.lengthOf(this.rhymingWords.hear(line));
    return [this.faults(line, answered).length, Math.abs(length - this.plan[this.lines.length].length)];
  }
}
