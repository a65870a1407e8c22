// Lines as people type them: in capitals, with punctuation, in another script. Nothing here needs a page.
// The rules for casual roman are those of corpus/transliteration/roman.py.
"use strict";

const MOST_LETTERS = 40; // of a word for which near ones are looked for
const MOST_UNKNOWN = 8; // words of a line
const FARTHEST = 2; // sounds by which near words differ
const BETWEEN_WORDS = /[\s\u2010-\u2015,;:!?…()[\]{}"“”«»।॥/|-]+/u;
const BEFORE_WORD = /^(?!\.D|~[nN])[^\p{L}\p{M}\p{N}]+/u; // but not signs of ITRANS
const AFTER_WORD = /[^\p{L}\p{M}\p{N}]+$/u;
const DEVANAGARI = /[\u0900-\u097f]/u;

/** A reader of typed lines, for a network's vocabulary. */
class TypedReader {
  /** Take a `WordWriter`, the words of the training songs, from the most frequent to the rarest, and how they sound. */
  constructor(vocabulary, writer, words, rhymingWords) {
    Object.assign(this, { vocabulary, writer, words, rhymingWords });
    this.tables = writer?.tables;
    this.onlyItrans = writer && new RegExp(this.tables.onlyItrans);
    this.byRoman = new Map();
    this.byShortRoman = new Map(); // with a short `a` for a long one
    for (const word of writer ? words : []) {
      const typed = writer.spell(word, "roman");
      if (!this.byRoman.has(typed)) this.byRoman.set(typed, word);
      const short = typed.replaceAll("aa", "a");
      if (!this.byShortRoman.has(short)) this.byShortRoman.set(short, typed);
    }
  }

  /** Return a line as the network reads it, and the letters that it does not know, which are left out. */
  read(line) {
    const unknown = new Set();
    const read = line.normalize("NFC").split(BETWEEN_WORDS).map((word) => this.readWord(word)).map((word) =>
      Array.from(word).filter((letter) => this.isKnown(letter, unknown)).join(""),
    );
    return { text: wordsOf(read.join(" ")).join(" "), letters: [...unknown] };
  }

  isKnown(letter, unknown) {
    if (this.vocabulary.unit !== "char") return true;
    const isKnown = this.vocabulary.numbers.has(letter);
    if (!isKnown && /[\p{L}\p{N}]/u.test(letter)) unknown.add(letter);
    return isKnown;
  }

  readWord(typed) {
    const word = typed.replace(BEFORE_WORD, "").replace(AFTER_WORD, "");
    if (!this.writer) return Array.from(word, (letter) => this.inCaseOfVocabulary(letter)).join("");
    const { script } = this.tables;
    if (DEVANAGARI.test(word)) return script === "devanagari" ? word : this.write(this.writer.reader.fromDevanagari(word));
    if (this.onlyItrans.test(word) || script === "itrans") return this.readItrans(word);
    return this.readRoman(word.toLowerCase());
  }

  /** Return a letter as it is, or as a small one if the network knows that alone. */
  inCaseOfVocabulary(letter) {
    const small = letter.toLowerCase();
    return !this.vocabulary.numbers.has(letter) && this.vocabulary.numbers.has(small) ? small : letter;
  }

  readItrans(word) {
    const isRoman = this.byRoman.has(word.toLowerCase()) && !this.onlyItrans.test(word);
    return isRoman ? this.byRoman.get(word.toLowerCase()) : this.write(this.writer.reader.canonical(word));
  }

  /** Return a word in small roman letters in the network's script, as a word of the songs if it is spelled almost so. */
  readRoman(word) {
    const { typed, longAndShort, spokenE, typedEndings } = this.tables;
    if (this.byRoman.has(word)) return this.byRoman.get(word);
    const spoken = word.replace(new RegExp(spokenE, "g"), "ah");
    let read = spoken.replaceAll("w", "v");
    for (const [long, short] of longAndShort) read = read.replaceAll(long, short);
    if (Object.hasOwn(typed, read)) return this.write(typed[read]);
    if (this.byRoman.has(read)) return this.byRoman.get(read);
    const similar = this.byShortRoman.get(read.replaceAll("aa", "a"));
    if (similar && similar.split("aa").length > read.split("aa").length) return this.byRoman.get(similar);
    const ended = typedEndings.reduce((guess, [ending, sign]) => guess.replace(new RegExp(ending), sign), spoken);
    const guessed = this.write(this.writer.reader.guessItrans(ended));
    return this.tables.script === "roman" && !this.byRoman.has(guessed) ? read : guessed;
  }

  /** Write a word of ITRANS in the network's script. */
  write(itrans) {
    const { script } = this.tables;
    return script === "itrans" ? itrans : script === "roman" ? this.writer.toRoman(itrans) : this.writer.toDevanagari(itrans);
  }

  /** Return the words that sound most like one, the nearest first and, of equally near ones, the most frequent. */
  nearest(word, limit) {
    if (!this.rhymingWords || word.length > MOST_LETTERS) return [];
    const heard = this.soundsOf(word);
    const near = this.words.map((other) => ({ other, apart: apartWithin(heard, this.soundsOf(other), FARTHEST) }));
    const found = near.filter(({ other, apart }) => other !== word && apart <= Math.min(FARTHEST, heard.length - 1));
    return found.sort((one, two) => one.apart - two.apart).slice(0, limit).map(({ other }) => other);
  }

  soundsOf(word) {
    return (this.rhymingWords.hear(word)[0] ?? "").split(" ");
  }
}

/** Return by how many sounds two words differ, or more than `most` if by more (V. I. Levenshtein 1966). */
function apartWithin(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = above[column - 1] + Number(one[row - 1] !== other[column - 1]);
      line.push(Math.min(changed, above[column] + 1, line[column - 1] + 1));
    }
    if (Math.min(...line) > most) return most + 1;
    above = line;
  }
  return above[other.length];
}
