// Songs that are to be written to a plan, and what their lines need, as sampling/song_requests.py. Nothing here needs a
// page. A request is {plan, temperature, seed, radif, firstLine, topK, topP}; null is for what is not asked.
"use strict";

const [FEWEST_ANSWERS, MOST_ANSWERS] = [3, 8]; // words that rhyme with one that is to be answered

/** Return a request with a plan that leaves nothing open: with the lengths of its kept lines, and with drawn radifs. */
function settle(request, rhymingWords, random) {
  const { plan, kept } = request;
  const heard = new Map([...kept].map(([number, line]) => [number, rhymingWords.hear(line)]));
  const chosen = new Map();
  plan.forEach(({ radif, letter }, number) => {
    const rhyme = rhymeOf(letter);
    if (radif !== null || chosen.has(rhyme)) return;
    const alike = [...heard].filter(([other]) => rhymeOf(plan[other].letter) === rhyme).map(([, line]) => line);
    let choices = [...rhymingWords.radifs.keys()];
    if (alike.length) choices = radifsOfLines(alike, rhymingWords, answersNeeded(plan, number));
    if (!choices.length) choices = [0];
    // One more than people's songs have, so that each choice is possible.
    chosen.set(rhyme, drawFrom(choices, choices.map((choice) => rhymingWords.radifs[choice] + 1), random));
  });
  const settled = plan.map((line) => ({ ...line, radif: line.radif ?? chosen.get(rhymeOf(line.letter)) }));
  for (const [number, line] of heard) settled[number].length = rhymingWords.lengthOf(line);
  return { ...request, plan: settled };
}

/** Return the numbers of words of the radifs that lines may have: the one that two share, or those of the first. */
function radifsOfLines([line, ...others], rhymingWords, times) {
  const shared = others.map((other) => rhymingWords.sharedRadif(line, other)).find((radif) => radif !== null);
  return shared === undefined ? radifsOf(line, rhymingWords, times) : [Math.min(shared, rhymingWords.radifs.length - 1)];
}

/** Draw one of some choices by their weights. */
function drawFrom(choices, weights, random) {
  const drawn = random() * weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return choices[weights.findIndex((weight) => (sum += weight) > drawn)];
}

/** Return, for each line of a settled plan, the words that others are to rhyme with: the numbers of words after. */
function placesToAnswer(plan) {
  const places = plan.map(() => new Set());
  for (let number = plan.length - 1; number >= 0; number--) {
    const { to, repeats, radif } = plan[number];
    if (to === null) continue;
    if (!repeats) places[to].add(radif);
    // A word of the radif is the same in both lines, so the earlier one must have it.
    for (const place of places[number]) if (repeats || place < radif) places[to].add(place);
  }
  return places;
}

/** Return how many words must rhyme with that of a line that others are to rhyme with. */
function answersNeeded(plan, number) {
  const rhyme = rhymeOf(plan[number].letter);
  const alike = plan.filter((line) => rhymes(line) && rhymeOf(line.letter) === rhyme).length;
  return Math.min(Math.max(alike, FEWEST_ANSWERS), MOST_ANSWERS);
}

/** Return the numbers of words of the radifs that a line may have, so that it can be answered so many times. */
function radifsOf(heard, rhymingWords, times) {
  const longest = Math.min(rhymingWords.radifs.length, heard.length);
  return Array.from({ length: longest }, (_, radif) => radif).filter((radif) =>
    rhymingWords.canBeAnswered(heard.at(-1 - radif), times),
  );
}

/** Throw `RequestError` for a request that cannot be fulfilled. */
function checkRequest(request, rhymingWords, vocabulary, script) {
  for (const [field, text] of [["radif", request.radif], ["first_line", request.firstLine]]) {
    const foreign = Array.from(text ?? "").find((letter) => letter === "\n" || !vocabulary.numbers.has(letter));
    if (foreign === undefined) continue;
    const message = `${quote(text)}: the network does not know the letter ${quote(foreign)}; `;
    const advice = `write it in the script ${script}, in letters of the training songs.`;
    throw new RequestError(field, `\`${field}\` ${message}${advice}`);
  }
  const kept = new Map(request.firstLine === null ? [] : [[0, request.firstLine]]);
  const settled = settle({ ...request, kept }, rhymingWords, randomNumbers(request.seed));
  placesToAnswer(settled.plan).forEach((places, number) => {
    const times = answersNeeded(settled.plan, number);
    if (places.size && !rhymingWords.answerable(times)) {
      throw new RequestError(
        "verses",
        `the form needs ${times} words that rhyme with another, and no word that is in the training songs ` +
          "often enough has as many; ask for fewer rhymes, or learn from more songs.",
      );
    }
  });
  if (request.firstLine !== null) checkFirstLine(settled, rhymingWords);
}

function checkFirstLine({ plan, radif, firstLine }, rhymingWords) {
  const fail = (message) => {
    throw new RequestError("first_line", `\`first_line\` ${message}`);
  };
  const words = wordsOf(firstLine);
  if (!words.length) fail("has no words; write a line, or leave it to the network.");
  const asked = wordsOf(radif ?? "");
  const endsInRadif = asked.every((word, place) => words.at(place - asked.length) === word);
  if (rhymeOf(plan[0].letter) === RADIF_RHYME && !endsInRadif) {
    fail(`${quote(firstLine)} does not end in the radif ${quote(radif)}; end it so.`);
  }
  const times = answersNeeded(plan, 0);
  const heard = rhymingWords.hear(firstLine);
  for (const place of placesToAnswer(plan)[0]) {
    if (place < words.length && rhymingWords.canBeAnswered(heard.at(-1 - place), times)) continue;
    const word = words.at(-1 - Math.min(place, words.length - 1));
    fail(
      `${quote(firstLine)}: fewer than ${times} words of the training songs rhyme with ${quote(word)}, ` +
        "and the form needs as many; choose another word there.",
    );
  }
}
