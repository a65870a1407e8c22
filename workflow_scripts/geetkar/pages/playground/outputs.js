// What leaves the sheet: copies, a text file, a print, a link; and what the browser keeps of it.
"use strict";

const STORED = "geetkar.sheet";

function downloadText(text, name) {
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain;charset=utf-8" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Copy a text; return whether the browser allows it. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** Copy a text as a selection, where pages from disk may not write to the clipboard. */
function copySelected(text) {
  const before = document.activeElement;
  const field = make("textarea", { value: text, className: "unseen" });
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  before?.focus();
  return isCopied;
}

/** Keep a sheet in the address and in this browser; return whether the browser keeps it. */
function keepSheet(sheet) {
  const encoded = encodeSheet(sheet);
  try {
    history.replaceState(null, "", `#${encoded}`);
    localStorage.setItem(STORED, encoded);
    return true;
  } catch {
    return false; // its storage is full or turned off
  }
}

/** Return the sheet that this browser keeps, or null. */
function storedSheet() {
  try {
    return decodeSheet(localStorage.getItem(STORED));
  } catch {
    return null; // nothing is stored, or nothing that can be read
  }
}
