// How the lines of a sheet end: which of their words are the radif, and which rhyme. Nothing here needs a page.
"use strict";

/** Return whether words end in those of a radif, and are more than these. */
function endsInWords(words, radif) {
  return radif.length < words.length && radif.every((word, n) => words.at(n - radif.length) === word);
}

/**
 * Return for each line {radif, rhymes}: how many of its last words are a radif, and whether the word before them rhymes
 * with that of another line of its letter; null if no other line of its letter is written, or if none has to rhyme.
 */
function endingsOf({ lines, radif }, desk) {
  const groups = Map.groupBy(lines.filter(hasToRhyme), ({ letter }) => rhymeOf(letter));
  return lines.map((line) => {
    if (!hasToRhyme(line)) return { radif: 0, rhymes: null };
    const others = groups.get(rhymeOf(line.letter)).filter(({ text }) => text !== line.text);
    const asked = rhymeOf(line.letter) === RADIF_RHYME ? wordsOf(radif) : [];
    const shared = others.length ? wordsOf(desk.radifOf(line.text, others[0].text) ?? "") : [];
    const ending = asked.length ? asked : shared;
    return {
      radif: endsInWords(wordsOf(line.text), ending) ? ending.length : 0,
      rhymes: others.length ? others.some(({ text }) => desk.rhymeOf(line.text, text)) : null,
    };
  });
}

const hasToRhyme = ({ text, letter }) => letter !== "" && rhymeOf(letter) !== FREE && text.trim() !== "";

/** Return a line as pieces {text, kind}, of which `kind` is empty, `radif`, `qafia` or `unknown`. */
function piecesOf(text, { radif, rhymes }, unknown) {
  const pieces = text.split(/(\s+)/u).filter((piece) => piece);
  const words = pieces.filter((piece) => piece.trim()).length;
  let left = words;
  return pieces.map((piece) => {
    if (!piece.trim()) return { text: piece, kind: "" };
    left--;
    const isUnknown = unknown.some(({ word }) => word === piece);
    const ofEnding = left < radif ? "radif" : left === radif && rhymes ? "qafia" : "";
    return { text: piece, kind: isUnknown ? "unknown" : ofEnding };
  });
}

/** Return the radif that the first two lines of the letter a share, if none is asked for; it may be empty. */
function foundRadif({ lines, radif }, desk) {
  const [first, second] = lines.filter((line) => hasToRhyme(line) && rhymeOf(line.letter) === RADIF_RHYME);
  if (radif.trim() || !second || first.text === second.text) return "";
  return desk.radifOf(first.text, second.text) ?? "";
}

/** Return what a line is to be: in words, such as "rhymes with line 1". */
function askOfLine(lines, number) {
  const { letter } = lines[number];
  if (!letter) return "";
  const first = lines.findIndex((line) => line.letter === letter);
  if (isRefrain(letter) && first < number) return `line ${first + 1} again`;
  if (rhymeOf(letter) === FREE) return "does not rhyme";
  const alike = lines.findIndex((line) => rhymeOf(line.letter || FREE) === rhymeOf(letter));
  return alike < number ? `rhymes with line ${alike + 1}` : isRefrain(letter) ? "the refrain" : "";
}
