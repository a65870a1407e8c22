// What a visitor does with the sheet.
"use strict";

const OFFERED = 5;
const SEEDS = 999_999;

const nextSeed = (sheet) => ({ ...sheet, seed: (sheet.seed % SEEDS) + 1 });

/** Return what the network is asked for a sheet. */
function requestOf({ form, syllables, radif, temperature, seed, lines }) {
  const begins = new Set([...lines.keys()].filter((n) => n && lines[n].verse > lines[n - 1].verse));
  const verses = form === FREE_FORM ? null : formOfLines(lines);
  const written = [...lines.keys()].filter((n) => lines[n].by === NETWORK);
  return { verses, syllables, radif: wordsOf(radif).join(" ") || null, temperature, seed, begins, written };
}

/** Return the lines of a sheet, null for those that are blank. */
const writtenLines = ({ lines }) => lines.map(({ text }) => text.trim() || null);

/** Let the network write; show it after each slice and at the end, and say what is wrong if it cannot be done. */
function letWrite(beginSteps, show, done) {
  attempt(() => {
    const steps = beginSteps();
    const finish = () => {
      show(steps);
      say(done(steps));
    };
    writing.run(steps, { show: () => show(steps), finish, fail: showError });
  });
}

/** Do something with a form; if that cannot be done, say why, and return false. */
function attempt(act) {
  clearWrong();
  try {
    act();
    return true;
  } catch (error) {
    showError(error);
    return false;
  }
}

/** Write all lines that are not kept; those before `until` are. */
function draft(until = 0) {
  dropCandidates();
  actions.read(at.line);
  const sheet = sheetNow();
  const step = `draft ${++at.drafts}`;
  let shown = 0;
  say("Writing …");
  letWrite(
    () => deskNow().draft({ ...requestOf(sheet), kept: keptTexts(sheet, until) }),
    ({ lines }) => {
      if (lines.length > shown) turnTo(placeDraft(sheet, lines), step);
      shown = lines.length;
    },
    ({ lines }) => `The song is written: ${counted(lines.length, "line")}.`,
  );
}

/** Write lines to choose from, for the line at hand. */
function suggest() {
  dropCandidates();
  actions.read(at.line);
  const sheet = sheetNow();
  const lines = writtenLines(sheet);
  const seed = ((sheet.seed + 1000 * ++at.drafts) % SEEDS) + 1; // others each time
  const rhyme = byId("rhyme").checked;
  actions.openTab("line");
  say(`Writing ${OFFERED} lines to choose from …`);
  letSuggest(() => deskNow().suggest({ ...requestOf(sheet), lines, at: at.line, count: OFFERED, rhyme, seed }));
}

function letSuggest(begin) {
  const show = (suggestions) => {
    Object.assign(at, { suggestions, candidates: suggestions.candidates });
    showCandidatesNow();
  };
  letWrite(begin, show, sayWhatIsFound);
}

function sayWhatIsFound(suggestions) {
  if (suggestions.isWithoutRhyme) return `${sayUnrhymed(suggestions)} These are the nearest.`;
  return "Choose a line (Tab goes to them), or write your own.";
}

function sayUnrhymed({ tries, endings: [now] }) {
  return `None of ${tries} tries rhymed${now ? ` with -${now}` : ""}.`;
}

function stopWriting() {
  writing.stop();
  showCandidatesNow();
  say("Stopped.");
}

function dropCandidates() {
  writing.stop();
  Object.assign(at, { suggestions: null, candidates: null });
  showCandidatesNow();
}

/** Go to the line after another, and to a new one in free writing, if there is none. */
function goOn(number) {
  const sheet = sheetNow();
  if (!isPlannedNow() && sheet.lines[number + 1]?.text !== "") turnTo(addLine(sheet, number), "go on");
  // On a touch screen, a field that is gone to by itself would raise the keyboard.
  if (matchMedia("(hover: none)").matches && document.activeElement.tagName !== "TEXTAREA") actions.goTo(number + 1);
  else focusRow(number + 1);
}

function sayLeftOut(letters) {
  return `The writer does not know ${listed(letters.map((letter) => `“${letter}”`))}, which is left out.`;
}

/** Put a text in place of a part of the line at hand. */
function replaceInLine(start, end, text) {
  const line = sheetNow().lines[at.line].text;
  turnTo(typeLine(sheetNow(), at.line, line.slice(0, start) + text + line.slice(end)));
  at.caret = start + text.length;
  actions.read(at.line);
}

const actions = {
  suggest,
  write() {
    if (actions.writeForm(byId("verses").value)) draft();
  },
  finish: () => draft(at.line + 1),
  another() {
    turnTo(nextSeed(sheetNow()), `draft ${at.drafts + 1}`);
    draft();
  },

  // Lines

  goTo(number) {
    if (number === at.line || !sheetNow().lines[number]) return;
    Object.assign(at, { line: number, caret: null });
    if (at.candidates) dropCandidates();
    refresh();
  },
  type(number, text) {
    writing.stop();
    turnTo(typeLine(sheetNow(), number, text), `line ${number}`);
  },
  /** Read a line of one's own as the network does: in its script, in small letters. */
  read(number) {
    const { text, by } = sheetNow().lines[number] ?? blankLine();
    if (by !== ME || !text.trim() || readings.has(readingOf(text))) return;
    const read = deskNow().readTyped(text.trim());
    readings.set(readingOf(read.text), read);
    if (read.letters.length) say(`${sayLeftOut(read.letters)} Read as: ${read.text}`);
    else if (read.readAs !== null) say(`Read as: ${read.readAs}`);
    if (read.text !== text) turnTo(typeLine(sheetNow(), number, read.text), `line ${number}`);
    else refresh();
  },
  paste: (number, text) => turnTo(pasteLines(sheetNow(), number, text)),
  /** Go to the next line; if it is blank, let the network answer this one. Free writing: a blank line ends a verse. */
  enter(number) {
    actions.read(number);
    if (!sheetNow().lines[number].text.trim()) {
      if (!isPlannedNow()) turnTo(beginVerse(sheetNow(), number));
      return;
    }
    goOn(number);
    if (at.line === number + 1 && !sheetNow().lines[at.line].text) suggest();
  },
  removeBlank(number) {
    if (!isPlannedNow()) turnTo(removeLine(sheetNow(), number));
    focusRow(number - 1);
  },
  keep: () => turnTo(toggleKept(sheetNow(), at.line)),
  remove() {
    turnTo(removeLine(sheetNow(), at.line));
    dropCandidates();
  },
  add() {
    const { lines } = sheetNow();
    turnTo(isPlannedNow() ? addVerse(sheetNow()) : addLine(sheetNow(), lines.length - 1));
    focusRow(lines.length);
  },
  /** Go to the first of the lines to choose from; return whether there are any. */
  goToCards() {
    const card = byId("cards").querySelector("button:enabled");
    card?.focus();
    return Boolean(card);
  },
  /** Write on if none of the lines to choose from rhymes. */
  tryMore() {
    say(`Writing ${TRIES} more …`);
    letSuggest(() => at.suggestions.goOn());
  },
  /** Accept a looser rhyme, and write on if too few lines have it. */
  loosen() {
    const [now, loosened] = at.suggestions.endings;
    at.suggestions.loosen();
    say(`Looking for lines that end in -${loosened} instead of -${now} …`);
    letSuggest(() => at.suggestions.goOn());
  },
  /** Take one of the lines to choose from away, and write another. */
  replace(number) {
    at.suggestions.drop(at.candidates[number].text);
    say("Writing another line …");
    if (!writing.isRunning) letSuggest(() => at.suggestions.goOn());
  },
  take(number) {
    turnTo(takeLine(sheetNow(), at.line, at.candidates[number].text));
    say(`Line ${at.line + 1} is taken.`);
    dropCandidates();
    actions.closePanel();
    goOn(at.line);
  },

  // Words

  moveCaret(place) {
    at.caret = place;
    if (at.tab === "rhymes") showRhymesNow();
  },
  putWord(rhyme) {
    const { start, end } = wordToRhyme();
    replaceInLine(start, end, rhyme);
  },
  replaceWord(word, known) {
    const place = [...sheetNow().lines[at.line].text.matchAll(/\S+/gu)].find(([found]) => found === word);
    if (place) replaceInLine(place.index, place.index + word.length, known);
  },

  // Choices

  set: (values) => turnTo({ ...sheetNow(), ...values }, Object.keys(values)[0]),
  readRadif() {
    const { text, letters } = deskNow().readTyped(sheetNow().radif);
    clearWrong();
    if (letters.length) showWrong({ field: "radif", message: sayLeftOut(letters) });
    turnTo({ ...sheetNow(), radif: text }, "radif");
  },
  keepRadif: () => turnTo({ ...sheetNow(), radif: foundRadif(sheetNow(), deskNow()) }),
  chooseWriter(name) {
    dropCandidates();
    const { best } = playground.models.find((model) => model.name === name);
    const sheet = fitForm({ ...sheetNow(), writer: name, checkpoint: best });
    const inItsScript = (text) => deskOf(sheet).readTyped(text).text;
    const lines = sheet.lines.map((line) => ({ ...line, text: inItsScript(line.text) }));
    turnTo({ ...sheet, radif: inItsScript(sheet.radif), lines });
  },
  chooseForm(name) {
    dropCandidates();
    const form = formsOf(sheetNow()).find((each) => each.name === name);
    attempt(() => turnTo(withForm(sheetNow(), form)));
  },
  /** Lay out the lines of a form of one's own. */
  writeForm(verses) {
    const { form, lines } = sheetNow();
    return form !== OWN_FORM || verses === formOfLines(lines) || attempt(() => turnTo(layOut(sheetNow(), verses)));
  },

  // The sheet

  /** Begin with a first line of the network's. */
  open(line) {
    // A radif that the line does not end in would be in its way.
    const radif = endsInWords(wordsOf(line), wordsOf(sheetNow().radif)) ? sheetNow().radif : "";
    turnTo(takeLine({ ...sheetNow(), radif }, 0, line));
    say("Press “Write a song”, or go on line by line.");
    goOn(0);
  },
  /** Show a whole song of the network's. */
  openFinished() {
    turnTo(finishedSheet(sheetNow(), modelNow().finished));
    say("A song that the writer wrote by itself. Change what you like.");
  },
  beginAnew() {
    dropCandidates();
    const sheet = nextSeed(sheetNow());
    const verses = sheet.form === FREE_FORM ? null : formOfLines(sheet.lines);
    attempt(() => turnTo(withForm({ ...sheet, lines: [blankLine()] }, { ...sheet, name: sheet.form, verses })));
  },
  undo() {
    dropCandidates();
    at.past = undo(at.past);
    refresh();
  },
  redo() {
    dropCandidates();
    at.past = redo(at.past);
    refresh();
  },

  // The panel

  openTab(name) {
    at.tab = name;
    showTab(name);
    byId("panel").classList.add("open");
    if (getComputedStyle(byId("panel")).position === "fixed") byId("lines").children[at.line].scrollIntoView();
    if (name === "rhymes") showRhymesNow();
    if (name === "inside") lookInside();
  },
  closePanel: () => byId("panel").classList.remove("open"),
};
