// The sheet on which a song is written, and its history. A sheet never changes: each function returns another one.
// Nothing here needs a page.
//
// A sheet is {writer, checkpoint, form, syllables, radif, temperature, seed, lines}, and a line
// {text, by, kept, letter, verse}: who wrote it (`ME` or `NETWORK`), whether a new draft keeps it, its letter in the
// notation of forms (empty in free writing), and the number of its verse.
"use strict";

const ME = "me";
const NETWORK = "network";
const [FREE_FORM, OWN_FORM] = ["Free", "Your own"]; // capitals, which no name of the configuration has
const MOST_LINES = 200;
const LONGEST_TEXT = 300; // letters of a line
const LONGEST_PAST = 200; // sheets that undo goes back to

const blankLine = (letter = "", verse = 0) => ({ text: "", by: ME, kept: false, letter, verse });

// Lines

/** Return the blank lines of a form in the notation. Throw `RequestError` for a wrong one. */
function linesOfForm(verses) {
  parseForm(verses, 1, null);
  return readLetters(verses).slice(0, MOST_LINES).map(({ letter, verse }) => blankLine(letter, verse));
}

/** Return the form of a sheet's lines in the notation, such as `Aa bbaA`. */
function formOfLines(lines) {
  return lines.map(({ letter, verse }, n) => (n && verse > lines[n - 1].verse ? " " : "") + (letter || "x")).join("");
}

/** Return lines whose verses are numbered from 0 without gaps. */
function inVerses(lines) {
  let verse = -1;
  return lines.map((line, n) => ({ ...line, verse: n && line.verse === lines[n - 1].verse ? verse : ++verse }));
}

/** Return a sheet with the lines of a form; those that are kept stay in their places, also after the form's end. */
function layOut(sheet, verses) {
  const form = linesOfForm(verses);
  const isLonger = (_, n) => n >= form.length && n <= sheet.lines.findLastIndex(({ kept }) => kept);
  const after = sheet.lines.filter(isLonger).map(() => blankLine(FREE, form.at(-1).verse + 1));
  const place = (line, n) => (sheet.lines[n]?.kept ? { ...line, ...written(sheet.lines[n]) } : line);
  return { ...sheet, lines: [...form, ...after].map(place) };
}

/** Return a sheet without a form, with those lines alone that are kept. */
function layOutFree(sheet) {
  const lines = sheet.lines.filter(({ kept }) => kept).map((line) => ({ ...line, letter: "" }));
  return { ...sheet, lines: lines.length ? inVerses(lines) : [blankLine()] };
}

/** Return a sheet with a form {name, verses, syllables, radif, firstLine}; `verses` is null for free writing. */
function withForm(sheet, { name, verses, syllables, radif, firstLine }) {
  if (verses === null) return layOutFree({ ...sheet, form: name });
  const laid = layOut({ ...sheet, form: name, syllables, radif: radif ?? "" }, verses);
  return firstLine && !laid.lines[0].text ? typeLine(laid, 0, firstLine) : laid;
}

const written = ({ text, by, kept }) => ({ text, by, kept });

/** Return a sheet on which a line has other properties, and its refrains with it. */
function change(sheet, number, properties) {
  const { letter } = sheet.lines[number];
  const isAlike = (line, n) => n === number || (isRefrain(letter) && line.letter === letter);
  return { ...sheet, lines: sheet.lines.map((line, n) => (isAlike(line, n) ? { ...line, ...properties } : line)) };
}

/** Return a sheet with a line of one's own, which is kept unless it is blank. */
function typeLine(sheet, number, text) {
  const clean = cleanText(text);
  return change(sheet, number, { text: clean, by: ME, kept: clean.trim() !== "" });
}

/** Return a sheet with a line that was chosen of the network's, which is kept. */
function takeLine(sheet, number, text) {
  return change(sheet, number, { text, by: NETWORK, kept: true });
}

/** Return a line's text without signs that end lines or cannot be seen, and not too long. */
function cleanText(text) {
  return Array.from(text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")).slice(0, LONGEST_TEXT).join("");
}

/** Return a sheet in which a line is kept, or no longer. */
function toggleKept(sheet, number) {
  return change(sheet, number, { kept: !sheet.lines[number].kept });
}

/** Return a sheet without a line's text; a line that is blank already goes as a whole, unless it is the only one. */
function removeLine(sheet, number) {
  if (sheet.lines[number].text && sheet.lines[number].letter) return change(sheet, number, blankText());
  const lines = sheet.lines.filter((_, n) => n !== number);
  return { ...sheet, lines: lines.length ? inVerses(lines) : [blankLine()] };
}

const blankText = () => ({ text: "", by: ME, kept: false });

/** Return a sheet with a blank line after another, in the same verse. */
function addLine(sheet, number) {
  if (sheet.lines.length >= MOST_LINES) return sheet;
  const { verse, letter } = sheet.lines[number];
  return { ...sheet, lines: sheet.lines.toSpliced(number + 1, 0, blankLine(letter && FREE, verse)) };
}

/** Return a sheet on which a line and those after it begin a verse. */
function beginVerse(sheet, number) {
  if (!number || sheet.lines[number - 1].verse < sheet.lines[number].verse) return sheet;
  const later = (line, n) => (n < number ? line : { ...line, verse: line.verse + 1 });
  return { ...sheet, lines: sheet.lines.map(later) };
}

/** Return a sheet with one more verse, of the form of the last one. */
function addVerse(sheet) {
  const { verse } = sheet.lines.at(-1);
  const last = sheet.lines.filter((line) => line.verse === verse);
  const refrains = new Map(sheet.lines.filter(({ letter }) => isRefrain(letter)).map((line) => [line.letter, line]));
  const more = last.map(({ letter }) => {
    const blank = blankLine(letter, verse + 1);
    return refrains.has(letter) ? { ...blank, ...written(refrains.get(letter)) } : blank;
  });
  return { ...sheet, lines: [...sheet.lines, ...more].slice(0, MOST_LINES) };
}

/** Return a sheet with several lines of text in the place of one, as they are pasted; a blank line begins a verse. */
function pasteLines(sheet, number, text) {
  let pasted = sheet;
  let at = number;
  let isNewVerse = false;
  for (const line of text.split(/\r\n|\r|\n/).slice(0, MOST_LINES)) {
    if (!line.trim()) {
      isNewVerse = at > number;
      continue;
    }
    const isMissing = at > number && (at >= pasted.lines.length || pasted.lines[at].text);
    if (isMissing && at > MOST_LINES - 1) break;
    if (isMissing) pasted = addLine(pasted, at - 1);
    if (isNewVerse && !pasted.lines[at].letter) pasted = beginVerse(pasted, at);
    pasted = typeLine(pasted, at++, line);
    isNewVerse = false;
  }
  return pasted;
}

/** Return a sheet with the lines of a draft, of which those that it was to keep are as they were. */
function placeDraft(sheet, drafted) {
  const lines = drafted.slice(0, MOST_LINES).map(({ text, letter, verse }, n) => {
    const before = sheet.lines[n];
    const isSame = before?.text === text;
    return { text, letter: letter ?? "", verse, by: isSame ? before.by : NETWORK, kept: isSame && before.kept };
  });
  // Lines that are not written yet keep their places.
  const waiting = sheet.lines.slice(lines.length).map((line) => (line.kept ? line : { ...line, ...blankText() }));
  return { ...sheet, lines: lines.length ? inVerses([...lines, ...waiting]) : sheet.lines };
}

/**
 * Return a sheet with a whole song of the network's: its form and scheme, or null for free writing, and its lines, with
 * blank ones between verses.
 */
function finishedSheet(sheet, { form, verses, syllables, radif, lines }) {
  const asked = form === null ? { form: FREE_FORM } : { form, syllables, radif: radif ?? "" };
  const letters = verses === null ? [] : linesOfForm(verses).map(({ letter }) => letter);
  let verse = 0;
  const numbered = lines.map((text) => ({ text, verse: text ? verse : ++verse })).filter(({ text }) => text);
  const placed = numbered.map(({ text, verse }, n) => ({ ...blankLine(letters[n], verse), text, by: NETWORK }));
  return { ...sheet, ...asked, lines: inVerses(placed) };
}

/** Return the texts of the lines that a new draft keeps, by number; all of the first `until` lines if there are. */
function keptTexts(sheet, until = 0) {
  const isKept = ([n, { text, kept }]) => text.trim() && (kept || n < until);
  const kept = [...sheet.lines.entries()].filter(isKept);
  return new Map(kept.map(([n, { text }]) => [n, text.trim()]));
}

const isBlank = (sheet) => sheet.lines.every(({ text }) => !text.trim());

/** Return the song as text: its lines, with a blank one between verses. */
function textOfSheet(sheet) {
  const lines = sheet.lines.filter(({ text }) => text.trim());
  return lines.map(({ text, verse }, n) => (n && verse > lines[n - 1].verse ? "\n" : "") + text.trim()).join("\n");
}

// History

const beginHistory = (present) => ({ past: [], present, future: [], step: null });

/** Return a history with another sheet. Changes of the same `step`, such as letters of a line, are undone as one. */
function remember(history, present, step = null) {
  if (present === history.present) return history;
  if (step !== null && step === history.step) return { ...history, present };
  return { past: [...history.past, history.present].slice(-LONGEST_PAST), present, future: [], step };
}

function undo({ past, present, future }) {
  return { past: past.slice(0, -1), present: past.at(-1), future: [present, ...future], step: null };
}

function redo({ past, present, future }) {
  return { past: [...past, present], present: future[0], future: future.slice(1), step: null };
}
