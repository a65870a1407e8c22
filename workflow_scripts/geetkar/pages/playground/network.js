// A checkpoint's network in plain JavaScript, and a writer that uses it. Nothing here needs a page.
// The equations follow training/cells.py, the units vocabulary/units.py, and the order of reading and drawing
// sampling/decoding.py.
"use strict";

const UNKNOWN = 0; // the number of all units outside the vocabulary
const SONG_START = "\n\n\n"; // separates two songs in a text
const CODE = /^[\ue000-\uf8ff]$/; // of the plan of a line
const CANDIDATES = 10; // likeliest next units kept for each place of a text

// Weights

/** Decode tensors from base64 (pages/playground/packing.py), by name; `shapes` lists [name, shape] in their order. */
function unpackTensors(base64, shapes) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  const sizes = shapes.map(([name, shape]) => [name, shape.length > 1 ? shape[0] : 1, shape.at(-1)]);
  const scales = new Float32Array(bytes.buffer, 0, sizes.reduce((sum, [, rows]) => sum + rows, 0));
  const integers = new Int16Array(bytes.buffer, scales.byteLength);
  const tensors = {};
  let firstRow = 0;
  let first = 0;
  for (const [name, rows, width] of sizes) {
    const part = integers.subarray(first, first + rows * width);
    tensors[name] = Float32Array.from(part, (integer, i) => integer * scales[firstRow + Math.floor(i / width)]);
    firstRow += rows;
    first += rows * width;
  }
  return tensors;
}

// Cells by their names in training/cells.py. Each updates its state in place, from the products of the weights with the
// input (x) and with the hidden state (h). Both include their bias, and their gates are in the order of training/cells.py.

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** Step an LSTM with a forget gate; `squash` is applied to the memory before the output gate. */
function stepLstm(x, h, hidden, memory, squash) {
  const size = hidden.length;
  for (let i = 0; i < size; i++) {
    const write = sigmoid(x[i] + h[i]);
    const keep = sigmoid(x[size + i] + h[size + i]);
    const candidate = Math.tanh(x[2 * size + i] + h[2 * size + i]);
    const show = sigmoid(x[3 * size + i] + h[3 * size + i]);
    memory[i] = keep * memory[i] + write * candidate;
    hidden[i] = show * squash(memory[i]);
  }
}

const CELLS = {
  lstm: (x, h, hidden, memory) => stepLstm(x, h, hidden, memory, Math.tanh),
  article_lstm: (x, h, hidden, memory) => stepLstm(x, h, hidden, memory, (value) => value),
  original_lstm(x, h, hidden, memory) {
    const size = hidden.length;
    for (let i = 0; i < size; i++) {
      memory[i] += sigmoid(x[i] + h[i]) * Math.tanh(x[size + i] + h[size + i]);
      hidden[i] = sigmoid(x[2 * size + i] + h[2 * size + i]) * Math.tanh(memory[i]);
    }
  },
  gru(x, h, hidden) {
    const size = hidden.length;
    for (let i = 0; i < size; i++) {
      const reset = sigmoid(x[i] + h[i]);
      const update = sigmoid(x[size + i] + h[size + i]);
      const fresh = Math.tanh(x[2 * size + i] + reset * h[2 * size + i]);
      hidden[i] = (1 - update) * fresh + update * hidden[i];
    }
  },
  rnn(x, h, hidden) {
    for (let i = 0; i < hidden.length; i++) hidden[i] = Math.tanh(x[i] + h[i]);
  },
};

/** Set into = bias + matrix · vector, four rows at a time, to fetch each number of the vector once for four. */
function multiply(matrix, vector, bias, into) {
  const width = vector.length;
  const rows = bias.length;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const a = row * width;
    const b = (row + 1) * width;
    const c = (row + 2) * width;
    const d = (row + 3) * width;
    let sumA = 0, sumB = 0, sumC = 0, sumD = 0;
    for (let i = 0; i < width; i++) {
      const value = vector[i];
      sumA += matrix[a + i] * value;
      sumB += matrix[b + i] * value;
      sumC += matrix[c + i] * value;
      sumD += matrix[d + i] * value;
    }
    into[row] = bias[row] + sumA;
    into[row + 1] = bias[row + 1] + sumB;
    into[row + 2] = bias[row + 2] + sumC;
    into[row + 3] = bias[row + 3] + sumD;
  }
  for (; row < rows; row++) {
    let sum = bias[row];
    for (let i = 0; i < width; i++) sum += matrix[row * width + i] * vector[i];
    into[row] = sum;
  }
}

/**
 * A network with its state. `model` has `cell`, `states` (their names), `input`, `layers`, `hidden`, `residual`, the
 * settings of its `memory`, or null, its `lineOrder`, and for each code of a plan those that there are (`codes`), or null.
 */
class Network {
  constructor(model, tensors) {
    this.model = model;
    this.embedding = model.input === "tied" ? tensors["output.weight"] : tensors["embedding.weight"];
    this.output = { weight: tensors["output.weight"], bias: tensors["output.bias"] };
    this.layers = Array.from({ length: model.layers }, (_, number) => {
      const [fromInput, fromHidden, inputBias, hiddenBias] = ["from_input", "from_hidden", "input_bias", "hidden_bias"]
        .map((name) => tensors[`layers.${number}.${name}`]);
      return {
        fromInput, fromHidden, inputBias, hiddenBias,
        x: new Float32Array(inputBias.length),
        h: new Float32Array(hiddenBias.length),
        state: model.states.map(() => new Float32Array(model.hidden)), // the first state is the cell's output
      };
    });
    this.logits = new Float32Array(this.output.bias.length);
    this.width = model.input === "one_hot" ? this.logits.length : this.embedding.length / this.logits.length;
    this.memory = model.memory && new MemoryInput(model.memory, tensors, this.logits.length);
    this.vector = new Float32Array(this.width + (this.memory ? this.memory.bias.length : 0)); // what the first layer reads
  }

  /** Set the state back to zeros, and forget the song. */
  reset() {
    this.memory?.memory.reset();
    for (const { state } of this.layers) state.forEach((part) => part.fill(0));
  }

  /** Take over the state of another network with the same weights; return this one. */
  branch(other) {
    this.layers.forEach(({ state }, number) => {
      const others = other.layers[number].state;
      state.forEach((part, each) => part.set(others[each]));
    });
    this.logits.set(other.logits);
    this.memory?.memory.branch(other.memory.memory);
    return this;
  }

  /** Read one unit, and set `logits` to the scores of the next one. */
  read(unit) {
    const step = CELLS[this.model.cell];
    let vector = this.embed(unit);
    this.layers.forEach((layer, number) => {
      if (vector) multiply(layer.fromInput, vector, layer.inputBias, layer.x);
      else this.pickColumn(layer, unit);
      const [hidden] = layer.state;
      multiply(layer.fromHidden, hidden, layer.hiddenBias, layer.h);
      step(layer.x, layer.h, ...layer.state);
      // From the second layer on, as in training/language_model.py.
      vector = this.model.residual && number ? hidden.map((value, i) => value + vector[i]) : hidden;
    });
    multiply(this.output.weight, vector, this.output.bias, this.logits);
    this.memory?.propose(vector, this.logits);
  }

  /** Return what the first layer reads; null for a one-hot vector alone, which picks a column of the layer's matrix. */
  embed(unit) {
    if (!this.embedding && !this.memory) return null;
    if (this.embedding) this.vector.set(this.embedding.subarray(unit * this.width, (unit + 1) * this.width));
    else this.vector.fill(0).fill(1, unit, unit + 1);
    this.memory?.read(unit, this.vector.subarray(this.width));
    return this.vector;
  }

  /** Multiply a layer's matrix by a one-hot vector. */
  pickColumn({ fromInput, inputBias, x }, unit) {
    const width = this.logits.length;
    for (let row = 0; row < x.length; row++) x[row] = inputBias[row] + fromInput[row * width + unit];
  }

  /** Return a cell's activity, from -1 to 1: tanh of its memory, or its hidden unit if it has no memory. */
  activity(layer, number) {
    const [hidden, memory] = this.layers[layer].state;
    return memory ? Math.tanh(memory[number]) : hidden[number];
  }
}

// Units

/** The units of a model and their numbers. */
class Vocabulary {
  constructor(unit, units) {
    this.unit = unit;
    this.units = units;
    this.numbers = new Map(units.map((each, number) => [each, number]));
  }

  /** Split a text into units. */
  split(text) {
    if (this.unit === "char") return Array.from(text);
    if (this.unit === "word") return text.match(/\n|[^ \n]+/gu) ?? [];
    return (text.match(/\n| ?[^ \n]+| /gu) ?? []).flatMap((word) => this.splitWord(word));
  }

  /** Split a word by byte-pair encoding: merge, again and again, the neighbours whose union was learned first. */
  splitWord(word) {
    const pieces = Array.from(word);
    for (;;) {
      let best = null;
      for (let place = 0; place + 1 < pieces.length; place++) {
        const [left, right] = [pieces[place], pieces[place + 1]];
        const number = this.numbers.get(left + right);
        if (number === undefined || !this.numbers.has(left) || !this.numbers.has(right)) continue;
        // If two pairs have the same union, the one with the shorter left half wins, as in subword_splitter.
        if (!best || number < best.number || (number === best.number && left.length < best.left.length)) {
          best = { place, number, left };
        }
      }
      if (!best) return pieces;
      pieces.splice(best.place, 2, pieces[best.place] + pieces[best.place + 1]);
    }
  }

  /** Return the number of a unit, `UNKNOWN` if it is not in the vocabulary. */
  number(unit) {
    return this.numbers.get(unit) ?? UNKNOWN;
  }

  /** Return a unit as it is written after another: words are separated by a space, except around line breaks. */
  spell(unit, before) {
    const separated = this.unit === "word" && before && before !== "\n" && unit !== "\n";
    return separated ? ` ${unit}` : unit;
  }
}

// Lines, as verse/arrangement.py arranges them

/** Return a text with each line from its end, if that is a network's order of lines. */
function inOrder(text, lineOrder) {
  if (lineOrder === "forward") return text;
  return text.split("\n").map((line) => Array.from(line).reverse().join("")).join("\n");
}

/**
 * Return what a network reads of a prime text: its units, and before each line of a network with plans, for each of its
 * codes, the numbers of the units to draw from. An unfinished last line becomes a whole one, unless lines are as sung.
 */
function readPrime(prime, { lineOrder, codes }, vocabulary) {
  const asSung = lineOrder === "forward" && !codes;
  const whole = asSung || !prime || prime.endsWith("\n") ? prime : `${prime}\n`;
  const units = vocabulary.split(inOrder(whole, lineOrder));
  if (!codes) return units;
  const choices = codes.map((kind) => kind.map(({ code }) => vocabulary.number(code)));
  const beginsLine = (unit, place) => unit !== "\n" && (place === 0 || units[place - 1] === "\n");
  return units.flatMap((unit, place) => (beginsLine(unit, place) ? [...choices, unit] : [unit]));
}

// Writing

/** Return the probabilities of all units at a temperature; those before number `first` are zero. */
function softmax(logits, temperature, first) {
  const probabilities = new Float64Array(logits.length);
  let highest = -Infinity;
  for (let unit = first; unit < logits.length; unit++) highest = Math.max(highest, logits[unit]);
  let sum = 0;
  for (let unit = first; unit < logits.length; unit++) {
    sum += probabilities[unit] = Math.exp((logits[unit] - highest) / temperature);
  }
  return probabilities.map((value) => value / sum);
}

/** Return the unit at which the sum of probabilities passes `uniform`, a number in [0, 1). */
function draw(probabilities, uniform) {
  let sum = 0;
  for (let unit = UNKNOWN + 1; unit < probabilities.length; unit++) {
    sum += probabilities[unit];
    if (sum > uniform) return unit;
  }
  return probabilities.length - 1; // rounding may leave the sum just below one
}

/** Return the probabilities of some units alone, in proportion. */
function among(units, probabilities) {
  const chosen = probabilities.map((probability, unit) => (units.includes(unit) ? probability : 0));
  const sum = chosen.reduce((total, probability) => total + probability, 0);
  return chosen.map((probability) => probability / sum);
}

/** Return the most probable units, as [unit, probability]. */
function likeliest(probabilities) {
  const best = [];
  probabilities.forEach((probability, unit) => {
    if (best.length === CANDIDATES && probability <= best[CANDIDATES - 1][1]) return;
    const place = best.findIndex(([, other]) => probability > other);
    best.splice(place < 0 ? best.length : place, 0, [unit, probability]);
    best.length = Math.min(best.length, CANDIDATES);
  });
  return best;
}

/** Return a generator of numbers in [0, 1) from a seed: Mulberry32 (Tommy Ettinger 2017, in the public domain). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A song that is being written: the prime text first, then units that are drawn. The unknown unit is never drawn. A
 * network with plans draws those of the prime text's lines as well.
 *
 * `places` has an entry for the song's start and one for each unit: the unit, its text (none for a code), whether it
 * belongs to the prime text, whether it is known, its probability, the likeliest units after it, the activity of each watched cell
 * {layer, number}; and if the network has a memory, how far it trusts it, and what this proposes for each of `next`.
 */
class Song {
  constructor(network, vocabulary, watched, { prime, temperature, seed }) {
    Object.assign(this, { network, vocabulary, watched, temperature });
    this.random = randomNumbers(seed);
    this.waiting = readPrime(prime, network.model, vocabulary);
    this.last = "";
    network.reset();
    for (const unit of vocabulary.split(SONG_START)) network.read(vocabulary.number(unit));
    this.places = [this.look({ unit: "", text: "", prime: true, known: true })];
  }

  /** Read the next unit of the prime text, or draw one; return its place. */
  step() {
    const given = this.waiting.shift();
    const prime = typeof given === "string";
    return this.read(prime ? given : this.drawUnit(given), prime);
  }

  /** Read the next unit, which may be one of the prime text; return its place. */
  read(unit, prime) {
    const number = this.vocabulary.number(unit);
    const probability = this.probabilities[number];
    this.network.read(number);
    const text = CODE.test(unit) ? "" : this.vocabulary.spell(unit, this.last);
    const place = this.look({ unit, text, prime, known: number !== UNKNOWN, probability });
    this.last = unit;
    this.places.push(place);
    return place;
  }

  /** Draw a unit, of all or of some by their numbers. */
  drawUnit(numbers) {
    const probabilities = numbers ? among(numbers, this.probabilities) : this.probabilities;
    return this.vocabulary.units[draw(probabilities, this.random())];
  }

  /** Read the rest of the prime text, then draw `length` units. */
  write(length) {
    while (this.waiting.length) this.step();
    for (let written = 0; written < length; written++) this.step();
    return this;
  }

  /** Return the text so far. */
  get text() {
    return this.textUntil(this.places.length - 1);
  }

  /** Return the text until a place, as it is sung. */
  textUntil(place) {
    const text = this.places.slice(0, place + 1).map((each) => each.text).join("");
    return inOrder(text, this.network.model.lineOrder);
  }

  look(place) {
    this.probabilities = softmax(this.network.logits, this.temperature, UNKNOWN + 1);
    const activity = this.watched.map(({ layer, number }) => this.network.activity(layer, number));
    const next = likeliest(this.probabilities);
    return { ...place, next, activity, ...this.lookBack(next) };
  }

  /** Return how far the network trusts its memory, and what this proposes for some units; nothing without a memory. */
  lookBack(units) {
    const { memory } = this.network;
    return memory && { trusted: memory.trusted, proposed: units.map(([unit]) => memory.proposed(unit)) };
  }
}
