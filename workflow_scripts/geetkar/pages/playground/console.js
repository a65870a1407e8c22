// For tests and the browser's console: see docs/playground.md
"use strict";

const openNetwork = () => deskNow().openNetwork();
const openWriter = () => deskNow().writer;

/** Return what `look` returns for the network at the start of a song, and after each unit of a text. */
function readThrough(text, look) {
  const network = openNetwork();
  const vocabulary = new Vocabulary(modelNow().unit, modelNow().units);
  const read = (unit) => {
    network.read(vocabulary.number(unit));
    return look(network);
  };
  return [vocabulary.split(SONG_START).map(read).at(-1), ...vocabulary.split(text).map(read)];
}

window.geetkar = {
  /** Choose a model and one of its checkpoints, with a blank sheet. */
  choose(model, step) {
    openSheet(fitForm({ ...blankSheet(), writer: model, checkpoint: step }));
  },

  /** Return the probabilities of all units at the start of a song, and after each unit of a text, as arrays. */
  probabilities: (text) => readThrough(text, (network) => Array.from(softmax(network.logits, 1, 0))),

  /** Return the rows of the memory there, as arrays of bytes. */
  rows: (text) => readThrough(text, (network) => Array.from(network.memory.memory.row)),

  /** Return the prime text, continued by `length` units. */
  write(prime, temperature, seed, length) {
    const model = modelNow();
    const song = new Song(openNetwork(), new Vocabulary(model.unit, model.units), [], { prime, temperature, seed });
    return song.write(length).text;
  },

  /** Return a song of a form: `request` as in song_requests.js, with `verses` and `syllables` for a plan. */
  writeForm({ verses, syllables, ...request }) {
    const asked = { radif: null, firstLine: null, topK: null, topP: null, ...request };
    const written = openWriter().begin({ ...asked, plan: parseForm(verses, syllables, asked.radif) });
    while (!written.isWhole) for (const _ of written.writeLine());
    return written.text;
  },

  /** Return how words of the chosen network's script sound. */
  sounds: (words) => words.map((word) => deskNow().rhymingWords.reader.read(word)),
};
