// Shows all songs of the page in the script that the reader chooses, or each in the script it was written in.
// The page holds each word once in the other scripts, by the script it was written in: {"roman": {word: [in ITRANS,
// in Devanagari]}}; an empty string means that the word stays as it is.
"use strict";

const SCRIPTS = ["roman", "itrans", "devanagari"];
const LANGUAGES = { roman: "hi-Latn", itrans: "hi-Latn", devanagari: "hi", as_written: "" };
const spellings = JSON.parse(document.getElementById("spellings").textContent);
const written = new WeakMap(); // the network's own text, by text node

function spellWords(node, from, to) {
  if (!written.has(node)) written.set(node, node.data);
  const place = SCRIPTS.filter((script) => script !== from).indexOf(to);
  const spell = (word) => spellings[from][word]?.[place] || word;
  node.data = from === to ? written.get(node) : written.get(node).replace(/\S+/gu, spell);
}

function spellSongs(within, script) {
  for (const song of within.querySelectorAll(".song[data-script]")) {
    const from = song.dataset.script;
    const to = script === "own" ? from : script;
    song.lang = LANGUAGES[to];
    const nodes = document.createTreeWalker(song, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      // The letter of a rhyme is not part of the song; English words and signs of marks are the same in all scripts.
      const asWritten = nodes.currentNode.parentElement.closest(".letter, [translate='no']");
      if (!asWritten) spellWords(nodes.currentNode, from, to);
    }
  }
}

const scriptChoices = document.getElementById("scripts");

function chosenScript() {
  return scriptChoices.querySelector("input:checked").value;
}

scriptChoices.addEventListener("change", () => spellSongs(document, chosenScript()));
// The browser may have restored an earlier choice.
spellSongs(document, chosenScript());
