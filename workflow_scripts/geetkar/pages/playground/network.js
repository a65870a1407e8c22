// A checkpoint's network in plain JavaScript, with the equations of training/cells.py. Nothing here needs a page.
"use strict";

// Weights

const DIGITS =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~"; // a comma for Python's <

/** Decode bytes from base 85: five digits are a number of four bytes, the highest first. */
function decodeBytes(text) {
  const values = new Uint8Array(128);
  Array.from(DIGITS).forEach((digit, value) => (values[digit.charCodeAt(0)] = value));
  const missing = (5 - (text.length % 5)) % 5; // at the end
  const bytes = new DataView(new ArrayBuffer(((text.length + missing) / 5) * 4));
  for (let first = 0, at = 0; first < text.length; first += 5, at += 4) {
    let number = 0;
    for (let place = first; place < first + 5; place++) {
      number = number * 85 + (place < text.length ? values[text.charCodeAt(place)] : 84);
    }
    bytes.setUint32(at, number);
  }
  return new Uint8Array(bytes.buffer, 0, bytes.byteLength - missing);
}

/** Decode tensors from text (pages/playground/packing.py), by name; `shapes` lists [name, shape] in their order. */
function unpackTensors(text, shapes) {
  const bytes = decodeBytes(text);
  const sizes = shapes.map(([name, shape]) => [name, shape.length > 1 ? shape[0] : 1, shape.at(-1)]);
  const scales = new Float32Array(bytes.buffer, 0, sizes.reduce((sum, [, rows]) => sum + rows, 0));
  const integers = new Int16Array(bytes.buffer, scales.byteLength, (bytes.length - scales.byteLength) / 2);
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

const STEPS = 256; // of the table for a difference of 1
const FLAT = 18; // from here on, the sigmoid is 1
const SIGMOID = Float64Array.from({ length: 2 * FLAT * STEPS + 2 }, (_, step) => 1 / (1 + Math.exp(FLAT - step / STEPS)));

/** Return 1 / (1 + exp(-x)), read from a table between two of its numbers; the error is below 2e-7. */
function sigmoid(x) {
  const place = (Math.min(Math.max(x, -FLAT), FLAT) + FLAT) * STEPS;
  const step = Math.trunc(place);
  const below = SIGMOID[step];
  return below + (place - step) * (SIGMOID[step + 1] - below);
}

const tanh = (x) => 2 * sigmoid(2 * x) - 1;

/** Step an LSTM with a forget gate; `squash` is applied to the memory before the output gate. */
function stepLstm(x, h, hidden, memory, squash) {
  const size = hidden.length;
  for (let i = 0; i < size; i++) {
    const write = sigmoid(x[i] + h[i]);
    const keep = sigmoid(x[size + i] + h[size + i]);
    const candidate = tanh(x[2 * size + i] + h[2 * size + i]);
    const show = sigmoid(x[3 * size + i] + h[3 * size + i]);
    memory[i] = keep * memory[i] + write * candidate;
    hidden[i] = show * squash(memory[i]);
  }
}

const CELLS = {
  lstm: (x, h, hidden, memory) => stepLstm(x, h, hidden, memory, tanh),
  article_lstm: (x, h, hidden, memory) => stepLstm(x, h, hidden, memory, (value) => value),
  original_lstm(x, h, hidden, memory) {
    const size = hidden.length;
    for (let i = 0; i < size; i++) {
      memory[i] += sigmoid(x[i] + h[i]) * tanh(x[size + i] + h[size + i]);
      hidden[i] = sigmoid(x[2 * size + i] + h[2 * size + i]) * tanh(memory[i]);
    }
  },
  gru(x, h, hidden) {
    const size = hidden.length;
    for (let i = 0; i < size; i++) {
      const reset = sigmoid(x[i] + h[i]);
      const update = sigmoid(x[size + i] + h[size + i]);
      const fresh = tanh(x[2 * size + i] + reset * h[2 * size + i]);
      hidden[i] = (1 - update) * fresh + update * hidden[i];
    }
  },
  rnn(x, h, hidden) {
    for (let i = 0; i < hidden.length; i++) hidden[i] = tanh(x[i] + h[i]);
  },
};

const TOGETHER = 4; // vectors

/** Set each of `into` = bias + matrix · one of the vectors. The matrix is fetched once for some vectors. */
function multiply(matrix, vectors, bias, into) {
  let first = 0;
  for (; first + 1 < vectors.length; first += TOGETHER) {
    const each = Array.from({ length: TOGETHER }, (_, number) => Math.min(first + number, vectors.length - 1));
    multiplyFour(matrix, ...each.map((number) => vectors[number]), bias, ...each.map((number) => into[number]));
  }
  if (first < vectors.length) multiplyOne(matrix, vectors[first], bias, into[first]);
}

/** Multiply four rows at a time, to fetch each number of the vector once for four. */
function multiplyOne(matrix, vector, bias, into) {
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

/** Multiply two rows at a time by four vectors: eight products for six numbers that are fetched. */
function multiplyFour(matrix, p, q, r, s, bias, intoP, intoQ, intoR, intoS) {
  const width = p.length;
  const rows = bias.length;
  let row = 0;
  for (; row + 2 <= rows; row += 2) {
    const a = row * width;
    const b = a + width;
    let ap = 0, aq = 0, ar = 0, as = 0, bp = 0, bq = 0, br = 0, bs = 0;
    for (let i = 0; i < width; i++) {
      const one = matrix[a + i];
      const two = matrix[b + i];
      ap += one * p[i];
      bp += two * p[i];
      aq += one * q[i];
      bq += two * q[i];
      ar += one * r[i];
      br += two * r[i];
      as += one * s[i];
      bs += two * s[i];
    }
    intoP[row] = bias[row] + ap;
    intoQ[row] = bias[row] + aq;
    intoR[row] = bias[row] + ar;
    intoS[row] = bias[row] + as;
    intoP[row + 1] = bias[row + 1] + bp;
    intoQ[row + 1] = bias[row + 1] + bq;
    intoR[row + 1] = bias[row + 1] + br;
    intoS[row + 1] = bias[row + 1] + bs;
  }
  if (row < rows) {
    const last = matrix.subarray(row * width);
    const lastBias = bias.subarray(row);
    [[p, intoP], [q, intoQ], [r, intoR], [s, intoS]].forEach(([vector, into]) =>
      multiplyOne(last, vector, lastBias, into.subarray(row)),
    );
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
        x: new Float64Array(inputBias.length),
        h: new Float64Array(hiddenBias.length),
        state: model.states.map(() => new Float64Array(model.hidden)), // the first state is the cell's output
        sum: new Float64Array(model.hidden), // of the cell's output and the layer's input
      };
    });
    this.logits = new Float64Array(this.output.bias.length);
    this.width = model.input === "one_hot" ? this.logits.length : this.embedding.length / this.logits.length;
    this.memory = model.memory && new MemoryInput(model.memory, tensors, this.logits.length);
    this.vector = new Float64Array(this.width + (this.memory ? this.memory.bias.length : 0)); // what the first layer reads
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
    readTogether([this], [unit]);
  }

  /** Set what the first layer reads: `vector`, unless this is a one-hot vector alone. */
  embed(unit) {
    if (this.embedding) this.vector.set(this.embedding.subarray(unit * this.width, (unit + 1) * this.width));
    else this.vector.fill(0).fill(1, unit, unit + 1);
    this.memory?.read(unit, this.vector.subarray(this.width));
  }

  /** Multiply the first layer's matrix by a one-hot vector: pick a column. */
  pickColumn(unit) {
    const [{ fromInput, inputBias, x }] = this.layers;
    const width = this.logits.length;
    for (let row = 0; row < x.length; row++) x[row] = inputBias[row] + fromInput[row * width + unit];
  }

  /** Update a layer's state, and return what the next layer reads; `below` is what this one has read. */
  step(number, below) {
    const { x, h, state, sum } = this.layers[number];
    CELLS[this.model.cell](x, h, ...state);
    const [hidden] = state;
    // From the second layer on, as in training/language_model.py.
    if (!this.model.residual || !number) return hidden;
    for (let i = 0; i < sum.length; i++) sum[i] = hidden[i] + below[i];
    return sum;
  }

  /** Return a cell's activity, from -1 to 1: tanh of its memory, or its hidden unit if it has no memory. */
  activity(layer, number) {
    const [hidden, memory] = this.layers[layer].state;
    return memory ? Math.tanh(memory[number]) : hidden[number];
  }
}

/** Let each of some networks with the same weights read a unit of its own; this fetches each weight once for some. */
function readTogether(networks, units) {
  const [{ layers, embedding, memory, output }] = networks;
  const of = (part) => networks.map(part);
  let vectors = of(({ vector }) => vector);
  networks.forEach((network, each) => network.embed(units[each]));
  layers.forEach(({ fromInput, fromHidden, inputBias, hiddenBias }, number) => {
    if (number || embedding || memory) multiply(fromInput, vectors, inputBias, of((network) => network.layers[number].x));
    else networks.forEach((network, each) => network.pickColumn(units[each]));
    const hidden = of((network) => network.layers[number].state[0]);
    multiply(fromHidden, hidden, hiddenBias, of((network) => network.layers[number].h));
    vectors = networks.map((network, each) => network.step(number, vectors[each]));
  });
  multiply(output.weight, vectors, output.bias, of(({ logits }) => logits));
  networks.forEach((network, each) => network.memory?.propose(vectors[each], network.logits));
}
