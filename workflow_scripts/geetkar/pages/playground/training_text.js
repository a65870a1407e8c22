// Whether a line is in the training songs: asked of a filter that no line can be read from. Nothing here needs a page.
// It is made in pages/playground/training_filter.py.
"use strict";

const FEWEST_WORDS = 3; // of a line that counts as copied
const LONG_COPY = 30; // characters of a passage that does
const HASH_SEEDS = [0x811c9dc5, 0x9747b28c];

/** A Bloom filter: it has all that was put in, and by chance a few others (B. H. Bloom 1970). */
class TrainingText {
  /** Take the filter's bits in base64, and the number of `hashes` that it was made with. */
  constructor({ bits, hashes }) {
    this.bits = Uint8Array.from(atob(bits), (character) => character.charCodeAt(0));
    this.hashes = hashes;
  }

  has(text) {
    const [first, step] = HASH_SEEDS.map((seed) => hashOf(text, seed));
    for (let number = 0; number < this.hashes; number++) {
      const place = ((first + Math.imul(number, step | 1)) >>> 0) % (8 * this.bits.length);
      if (!((this.bits[place >> 3] >> (place & 7)) & 1)) return false;
    }
    return true;
  }

  hasWord(word) {
    return this.has(` ${word}`);
  }

  /** Return whether a line is one of the songs, or has a long passage of whole words that is in a line of them. */
  isCopied(line) {
    const words = wordsOf(line);
    return (words.length >= FEWEST_WORDS && this.has(`\n${words.join(" ")}`)) || passagesOf(words).some((each) => this.has(each));
  }
}

/** Return, from each word on, the shortest passage of at least `LONG_COPY` characters. */
function passagesOf(words) {
  const passages = [];
  let end = 0;
  let length = -1; // of the words from the first to the one before `end`, with spaces between them
  for (const [first, word] of words.entries()) {
    while (end < words.length && length < LONG_COPY) length += words[end++].length + 1;
    if (length >= LONG_COPY) passages.push(words.slice(first, end).join(" "));
    length -= word.length + 1;
  }
  return passages;
}

/** Return a hash of 32 bits: FNV-1a (Fowler, Noll, Vo 1991) of the UTF-16 units, mixed as MurmurHash3 does at its end. */
function hashOf(text, seed) {
  let hash = seed;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
