// The panel beside the sheet: what can be done with a line, lines to choose from, words that rhyme, and the inside.
"use strict";

const TABS = ["line", "rhymes", "inside"];
const MOST_RHYMES = 60;

function openPanel(actions) {
  for (const tab of TABS) byId(`tab_${tab}`).addEventListener("click", () => actions.openTab(tab));
  walkByKeys(byId("tabs"), "[role=tab]", (tab) => {
    tab.focus();
    tab.click();
  });
  byId("keep").addEventListener("click", actions.keep);
  byId("suggest").addEventListener("click", actions.suggest);
  byId("finish").addEventListener("click", actions.finish);
  byId("remove").addEventListener("click", actions.remove);
  byId("loosen").addEventListener("click", actions.loosen);
  setText("try_more", `Try ${TRIES} more`);
  byId("try_more").addEventListener("click", actions.tryMore);
  byId("close").addEventListener("click", actions.closePanel);
}

function showTab(chosen) {
  for (const tab of TABS) {
    byId(`tab_${tab}`).setAttribute("aria-selected", String(tab === chosen));
    byId(`tab_${tab}`).tabIndex = tab === chosen ? 0 : -1;
    byId(`panel_${tab}`).hidden = tab !== chosen;
  }
}

/** Show what can be done with the current line. */
function showLine({ lines }, number, unknown, actions) {
  const { text, kept } = lines[number];
  const [isWritten, ask] = [text.trim() !== "", askOfLine(lines, number)];
  setText("which", `Line ${number + 1}${ask ? `: ${ask}` : ""}`);
  setText("keep", kept ? "Let go" : "Keep");
  byId("keep").setAttribute("aria-pressed", String(kept));
  byId("keep").disabled = !isWritten;
  setText("suggest", isWritten ? "Again" : "Suggest");
  byId("finish").hidden = number === lines.length - 1;
  byId("remove").disabled = !isWritten && lines.length === 1;
  showUnknown(unknown, actions);
}

const quoted = (word) => make("bdi", { textContent: `“${word}”` });

/** Offer the nearest known words for those of a line that no training song has. */
function showUnknown(unknown, actions) {
  byId("unknown").replaceChildren(
    ...unknown.map(({ word, nearest }) => {
      const offered = nearest.map((known) => makeButton(known, () => actions.replaceWord(word, known)));
      const said = ` is in no song that the writer read.${nearest.length ? " Near it:" : ""}`;
      return make("p", {}, quoted(word), said, make("span", { className: "chips" }, ...offered));
    }),
  );
}

/** Show candidates of a line, as far as they are written; `null` for none. */
function showCandidates(candidates, { desk, syllables, language }, actions) {
  const list = byId("cards");
  while (list.children.length > (candidates?.length ?? 0)) list.lastChild.remove();
  if (!candidates) return;
  while (list.children.length < candidates.length) list.append(makeCard(list.children.length, language, actions));
  candidates.forEach((candidate, n) => {
    const card = list.children[n].querySelector(".card");
    const { text, whole } = candidate;
    const unknown = whole ? desk.newWords(text).map((word) => ({ word })) : [];
    card.disabled = !whole;
    card.querySelector(".text").replaceChildren(...piecesOf(text || "…", { radif: 0 }, unknown).map(showPiece));
    card.querySelector(".facts_of_line").textContent = whole ? factsOf(candidate, desk, syllables) : "";
  });
}

function makeCard(number, language, actions) {
  const text = make("span", { className: "text song", lang: language });
  const card = makeButton("", () => actions.take(number), { className: "card" });
  card.append(text, make("span", { className: "facts_of_line" }));
  const another = makeButton("Another", () => actions.replace(number), { className: "replace" });
  another.setAttribute("aria-label", `Another in place of choice ${number + 1}`);
  const item = make("li", {}, card, another);
  onSwipe(item, () => actions.replace(number));
  return item;
}

/** If none of the lines to choose from rhymes, say so and offer what to do. */
function showUnrhymed(suggestions, actions) {
  // While the first lines are written, some may still rhyme.
  const isShown = Boolean(suggestions?.isWithoutRhyme) && (!writing.isRunning || !byId("unrhymed").hidden);
  const hasFocus = byId("unrhymed").contains(document.activeElement);
  byId("unrhymed").hidden = !isShown;
  if (isShown) {
    const [now, loosened] = suggestions.endings;
    setText("unrhymed_said", sayUnrhymed(suggestions));
    setText("loosen", `Loosen the rhyme: -${loosened} instead of -${now}`);
    byId("loosen").hidden = now === loosened;
  }
  if (!hasFocus) return;
  if (!isShown) actions.goToCards();
  else if (byId("loosen").hidden) byId("try_more").focus();
}

/** Say what a candidate is like: whether it rhymes, its length, how likely it is, and whether it is copied. */
function factsOf({ text, rhymes, likelihood, syllables }, desk, asked) {
  return [
    rhymes === null ? "" : rhymes ? "✓ rhymes" : "✗ does not rhyme",
    syllables === null ? "" : asked ? `${syllables} of ${asked} syllables` : counted(syllables, "syllable"),
    `${percent(likelihood)} sure`,
    desk.isCopied(text) ? "⚑ close to a training song" : "",
  ].filter(Boolean).join(" · ");
}

/** Return a probability as a rounded percentage. */
function percent(probability) {
  return probability < 0.01 ? "< 1 %" : `${Math.round(100 * probability)} %`;
}

/** Show the words of training songs that rhyme with a word. */
function showRhymes(word, desk, language, actions) {
  const found = word ? desk.rhymesOf(word, MOST_RHYMES) : [];
  const said = found.length ? "Rhymes with " : "No word of the training songs rhymes with ";
  const nothing = ["Click a word of the song to see what rhymes with it."];
  byId("rhymes_with").replaceChildren(...(word ? [said, quoted(word)] : nothing));
  byId("rhymes").replaceChildren(
    ...found.map(({ word: rhyme, count }) => {
      const chip = makeButton("", () => actions.putWord(rhyme), { lang: language, className: "song" });
      chip.append(rhyme, make("small", { textContent: ` ${count}`, title: "times in the training songs" }));
      return make("li", {}, chip);
    }),
  );
}
