// The buttons above and below the sheet, and the keys of the whole page.
"use strict";

function openButtons(actions) {
  const presses = {
    undo: actions.undo,
    undo_bar: actions.undo,
    redo: actions.redo,
    add: actions.add,
    finished: actions.openFinished,
    begin_anew: actions.beginAnew,
    keep_radif: actions.keepRadif,
    stop: stopWriting,
    stop_suggesting: stopWriting,
    copy: () => copySong(textOfSheet(sheetNow())),
    copy_other: () => {
      const lines = textOfSheet(sheetNow()).split("\n");
      copySong(lines.map((line) => deskNow().inScript(line, otherScript(modelNow()))).join("\n"));
    },
    download: () => downloadText(textOfSheet(sheetNow()), "song.txt"),
    print: () => print(),
    link: async () => {
      keepSheet(sheetNow());
      const isCopied = await copyText(location.href);
      say(isCopied ? "The link is copied: it has the whole song." : "The page’s address is the link.");
    },
    suggest_bar: actions.suggest,
    rhymes_bar: () => actions.openTab("rhymes"),
    more_bar: () => {
      const isOpen = byId("file").classList.toggle("open");
      byId("more_bar").setAttribute("aria-expanded", String(isOpen));
    },
  };
  for (const [id, press] of Object.entries(presses)) byId(id).addEventListener("click", press);
  addEventListener("keydown", (event) => pressAnywhere(event, actions));
}

async function copySong(text) {
  say((await copyText(text)) ? "The song is copied." : "The browser does not let the page copy.");
}

/** Return the script in which a song can be copied as well. */
const otherScript = ({ script }) => (script === "devanagari" ? "roman" : "devanagari");

function pressAnywhere(event, actions) {
  const { key, target } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if (key === "Escape") {
    if (writing.isRunning) stopWriting();
    else {
      actions.closePanel();
      if (target.closest("#panel")) focusRow(at.line);
    }
  } else if (isCommand && key === "Enter") {
    event.preventDefault();
    actions.suggest();
  } else if (isCommand && ["z", "Z", "y"].includes(key) && !isBeingTyped(target)) {
    event.preventDefault();
    if (key === "z" && !event.shiftKey) actions.undo();
    else actions.redo();
  }
}

/** Return whether somebody types in a field, so that the browser itself undoes what is typed. */
function isBeingTyped(target) {
  const isTyping = at.past.step?.startsWith("line ") || at.past.step === "radif";
  return target.matches("textarea, input:not([type=radio], [type=range])") && Boolean(isTyping);
}
