// Words in other scripts: as corpus/transliteration/itrans.py and schwas.py write them, and words as people type them.
// Nothing here needs a page. Tables are those of Python (pages/playground/verse_tables.py).
"use strict";

/** A writer of words in ITRANS, roman and Devanagari. */
class WordWriter {
  constructor(reader) {
    this.reader = reader;
    this.tables = reader.tables;
    this.endings = new Set(reader.tables.schwaEndings);
    this.nasals = new Set(reader.tables.nasals);
    this.letterOf = new Map([...reader.devanagariSounds].map(([letter, sound]) => [sound, letter]));
    this.signOf = new Map([...reader.vowelSigns].map(([sign, sound]) => [sound, sign]));
  }

  /** Return a word of the reader's script in another script, as `Spellings.spell`. */
  spell(word, script) {
    if (script === this.tables.script) return word;
    const write = { roman: this.toRoman, itrans: this.reader.canonical, devanagari: this.toDevanagari }[script];
    const spellPiece = (piece, number) => {
      const itrans = number % 2 && !this.reader.english.has(piece) ? this.toItrans(piece) : "";
      return (itrans && write.call(script === "itrans" ? this.reader : this, itrans)) || piece;
    };
    return word.split(this.reader.pieces).map(spellPiece).join("");
  }

  toItrans(piece) {
    return this.tables.script === "itrans" ? this.reader.canonical(piece) : this.reader.readPiece(piece);
  }

  // Devanagari

  toDevanagari(word) {
    const read = this.reader.sounds(word);
    const last = read.at(-1);
    const isSilent = this.isConsonant(last) && !this.reader.speaksLastSchwa(read);
    let written = this.inDevanagari(isSilent ? [...read, "a"] : read);
    for (const [two, one] of this.tables.openO) written = written.replaceAll(two, one);
    return written.normalize("NFC");
  }

  inDevanagari(read) {
    return read
      .map((sound, place) => {
        const isAfterConsonant = this.isConsonant(read[place - 1]);
        if (sound === "OM") return this.tables.om;
        if (isAfterConsonant && this.reader.vowels.has(sound)) return sound === "a" ? "" : this.signOf.get(sound);
        const joins = this.isConsonant(sound) && !this.reader.vowels.has(read[place + 1]);
        return this.letterOf.get(sound) + (joins ? this.tables.virama : "");
      })
      .join("");
  }

  isConsonant(sound) {
    return this.reader.consonants.has(sound);
  }

  // Roman

  toRoman(word) {
    const { romanOf, labials, nasalHeardAfter } = this.tables;
    const read = this.withNasalsAfterVowels(this.withoutSilentSchwas(this.reader.sounds(word)));
    return read
      .map((sound, place) => {
        const before = place ? read[place - 1] : "";
        const after = read.slice(place + 1, place + 3);
        if (this.nasals.has(sound)) {
          if (!after.length && !nasalHeardAfter.includes(before)) return "";
          return labials.includes(after[0]) ? "m" : "n";
        }
        const endsInNasal = after.length === 1 && [".n", ".N"].includes(after[0]);
        if (sound === "aa" && ((before && !after.length) || (this.reader.vowels.has(before) && endsInNasal))) return "a";
        return sound === "H" && after[0] === "kh" ? "" : (romanOf[sound] ?? sound);
      })
      .join("");
  }

  withNasalsAfterVowels(read) {
    for (let place = 0; place + 1 < read.length; place++) {
      if (!this.nasals.has(read[place]) || !this.reader.vowels.has(read[place + 1])) continue;
      [read[place], read[place + 1]] = [read[place + 1], read[place]];
    }
    return read;
  }

  withoutSilentSchwas(read) {
    const spoken = [...read];
    const [third, second, last] = [spoken.at(-3), spoken.at(-2), spoken.at(-1)];
    if (spoken.length > 2 && last === "a" && this.isConsonant(second) && !this.isConsonant(third)) spoken.pop();
    const first = spoken[0] === "b" && spoken[1] === "e" && spoken[2] !== undefined && spoken[2] !== "h" ? 4 : 2;
    const kept = this.fromEndToKept(spoken);
    const before = this.beforeEnding(spoken);
    const isKept = (place) => spoken.length - place === kept;
    const readFrom = (place) => spoken.slice(place, place + 5);
    if (!isKept(before) && this.isSilent(spoken.slice(Math.max(0, before - 3), Math.max(0, before)), readFrom(before))) {
      spoken.splice(before, 1);
    }
    const heard = [];
    spoken.forEach((sound, place) => {
      const canBeSilent = sound === "a" && place >= first && !isKept(place);
      if (!canBeSilent || !this.isSilent(heard.slice(-3), readFrom(place))) heard.push(sound);
    });
    return heard;
  }

  fromEndToKept(spoken) {
    if (spoken.slice(-3).join(" ") === "i y aa") return 5;
    return spoken.at(-3) === "t" && ["e", "o"].includes(spoken.at(-2)) && [".n", ".N"].includes(spoken.at(-1)) ? 4 : 0;
  }

  isSilent(before, read) {
    if (!this.isSchwaBetween(before, read)) return false;
    return read[1] !== "h" || !this.isSchwaBetween([...before, ...read.slice(0, 2)], read.slice(2));
  }

  isSchwaBetween(before, read) {
    if (before.length < 2 || read.length < 3 || read[0] !== "a" || !this.isConsonant(before.at(-1))) return false;
    if (this.endsInConsonant(before.slice(-3, -1), before.at(-1))) return false;
    return this.isConsonant(read[1]) && this.reader.vowels.has(read[2]);
  }

  beforeEnding(spoken) {
    const end = spoken.length - Number([".n", ".N"].includes(spoken.at(-1)));
    for (let length = this.tables.longestEnding; length > 0; length--) {
      if (this.endings.has(spoken.slice(Math.max(0, end - length), end).join(" "))) return end - length - 1;
    }
    return spoken.length;
  }

  endsInConsonant(read, following) {
    const { shortVowels, fullStopsAfterNasal } = this.tables;
    if (read.at(-1) !== ".n") return this.isConsonant(read.at(-1));
    return read.length > 1 && shortVowels.includes(read.at(-2)) && fullStopsAfterNasal.includes(following);
  }
}
