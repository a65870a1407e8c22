// How words sound, as verse/spellings.py and corpus/transliteration/ read them. Nothing here needs a page.
// Tables and patterns are those of Python (pages/playground/verse_tables.py); a method has the name of its function.
"use strict";

const SEAM = "_";
const VIRAMA_TYPED = ".h";
const NASAL_SIGNS = [".n", ".N"];

/** A reader of the words of a script. Sounds are in canonical ITRANS. */
class WordReader {
  constructor(tables) {
    this.tables = tables;
    for (const name of ["letters", "vowels", "consonants", "endingInAa", "withConjunct", "english"]) {
      this[name] = new Set(tables[name]);
    }
    for (const name of ["spellings", "devanagariSounds", "vowelSigns"]) {
      this[name] = new Map(Object.entries(tables[name]));
    }
    const spelled = tables.itransOfRoman.split(" ");
    this.itransOfRoman = new Map(spelled.flatMap((typed, place) => (place % 2 ? [] : [[typed, spelled[place + 1]]])));
    this.sound = new RegExp(tables.sound, "g");
    this.soundOrSeam = new RegExp(`${tables.sound}|_+`, "g");
    this.pieces = new RegExp(tables.pieces);
    this.guesses = tables.guesses.map(([pattern, written]) => [new RegExp(pattern, "g"), written]);
    this.devanagariLetter = new RegExp(tables.devanagariLetter, "g");
  }

  /** Return a word's sounds, as `Spellings.sounds`; a word without sounds counts as one sound. */
  read(word) {
    const sounds = this.sounds(this.spellInItrans(word));
    return sounds.length ? sounds : [word];
  }

  spellInItrans(word) {
    if (this.tables.script === "itrans") return word;
    // Every second piece has letters of the script.
    const isHindi = (piece, number) => number % 2 && !this.english.has(piece);
    const spell = (piece, number) => (isHindi(piece, number) && this.canonical(this.readPiece(piece))) || piece;
    return word.split(this.pieces).map(spell).join("");
  }

  readPiece(piece) {
    if (this.tables.script === "devanagari") return this.fromDevanagari(piece);
    return this.itransOfRoman.get(piece) ?? this.guessItrans(piece);
  }

  guessItrans(word) {
    for (const [pattern, written] of this.guesses) word = word.replace(pattern, written);
    return this.canonical(word);
  }

  fromDevanagari(word) {
    const { om, virama, openO } = this.tables;
    if (word === om) return "OM";
    let apart = word.replaceAll(om, "ओं").normalize("NFC");
    for (const [two, one] of openO) apart = apart.replaceAll(one, two);
    const read = [];
    for (const sign of apart.match(this.devanagariLetter) ?? []) {
      if (sign === virama) {
        if (read.at(-1) === "a") read.pop();
      } else if (this.vowelSigns.has(sign)) {
        read.splice(-1, 1, this.vowelSigns.get(sign));
      } else {
        const sound = this.devanagariSounds.get(sign);
        read.push(sound);
        if (this.consonants.has(sound)) read.push("a");
      }
    }
    return this.canonical(this.spell(this.settle(read)));
  }

  canonical(word) {
    return this.spell(this.sounds(word));
  }

  /** Return the sounds of a word in ITRANS. */
  sounds(word) {
    const whole = this.tables.wholeWords.find(([each]) => each === word);
    if (whole) return whole[1];
    const typed = this.fillSeams(this.readLetters(word));
    const long = typed.at(-1) === "a" ? this.settle([...typed.slice(0, -1), "aa"]) : [];
    return this.endingInAa.has(this.spell(long)) ? long : this.settle(typed);
  }

  readLetters(word) {
    const capital = new RegExp(this.tables.capitalAtStart);
    const lowered = word.replaceAll(VIRAMA_TYPED, " ").replace(capital, (found) => found.toLowerCase());
    const known = Array.from(lowered, (letter) => (this.letters.has(letter) ? letter : letter.toLowerCase())).join("");
    return (known.match(this.soundOrSeam) ?? []).map((found) => this.spellings.get(found) ?? SEAM);
  }

  fillSeams(typed) {
    const joined = typed.filter((sound) => sound !== SEAM);
    if (joined.length === typed.length || this.withConjunct.has(this.spell(this.settle(joined)))) return joined;
    const lastVowel = Math.max(0, typed.findLastIndex((sound) => this.vowels.has(sound)));
    return typed.flatMap((sound, place) => {
      if (sound !== SEAM) return [sound];
      return 0 < place && place < lastVowel && this.areTwoSyllables(typed[place - 1], typed[place + 1]) ? ["a"] : [];
    });
  }

  areTwoSyllables(before, after) {
    const both = this.consonants.has(before) && this.consonants.has(after);
    return both && !this.tables.syllableNasals.includes(before) && !this.tables.conjuncts[`${before} ${after}`];
  }

  settle(typed) {
    const { neverFirst, plainAtStart, homorganic } = this.tables;
    const first = typed.findIndex((sound) => !neverFirst.includes(sound));
    const read = first < 0 ? [] : this.joinConjuncts(typed.slice(first));
    if (read.length) read[0] = plainAtStart[read[0]] ?? read[0];
    for (let place = 1; place + 1 < read.length; place++) {
      if (homorganic[read[place]]?.includes(read[place + 1])) read[place] = ".n";
    }
    this.writeLastNasal(read);
    if (read.length > 2 && read.at(-1) === "a" && this.consonants.has(read.at(-2))) {
      if (!this.speaksLastSchwa(read.slice(0, -1))) read.pop();
    } else if (this.consonants.has(read.at(-1)) && this.hasVowel(read) && this.speaksLastSchwa(read)) {
      read.push("a");
    }
    return read;
  }

  joinConjuncts(typed) {
    const read = [];
    for (const sound of typed) {
      read.push(sound);
      for (const length of [2, 3]) {
        const joined = this.tables.conjuncts[read.slice(-length).join(" ")];
        if (joined) read.splice(-length, length, joined);
      }
    }
    return read;
  }

  hasVowel(sounds) {
    return sounds.some((sound) => this.vowels.has(sound));
  }

  writeLastNasal(read) {
    const { future, aboveTheLine, aboveTheLineAlone } = this.tables;
    const place = read.length - (future.includes(read.slice(-2).join(" ")) ? 3 : 1);
    if (place < 1 || !NASAL_SIGNS.includes(read[place])) return;
    const before = read[place - 1];
    if (!this.vowels.has(before) || before === "a") return;
    const above = place > 1 && this.consonants.has(read[place - 2]) ? aboveTheLine : aboveTheLineAlone;
    read[place] = above.includes(before) ? ".n" : ".N";
  }

  speaksLastSchwa(read) {
    if (!this.hasVowel(read)) return true;
    const [before, last] = read.slice(-2);
    if (last === "GY") return true;
    return this.consonants.has(before) && (last === "y" || this.tables.spokenWithSchwa.includes(`${before} ${last}`));
  }

  spell(read) {
    return read
      .map((sound, place) => {
        if (!place || !this.runTogether(read[place - 1], sound)) return sound;
        return (this.vowels.has(sound) ? "_" : VIRAMA_TYPED) + sound;
      })
      .join("");
  }

  runTogether(before, sound) {
    if (this.vowels.has(before) && this.vowels.has(sound)) return true;
    const found = ((before + sound).match(this.sound) ?? []).map((each) => this.spellings.get(each));
    return found.join(" ") !== `${before} ${sound}`;
  }
}
