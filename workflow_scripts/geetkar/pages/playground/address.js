// Sheets as text for the address of the page and for the browser's storage. Both come from outside: whatever is wrong
// is refused as a whole. Nothing here needs a page.
"use strict";

const ADDRESS_VERSION = 1;
const LONGEST_ADDRESS = 100_000; // letters
const LETTER = /^([A-Z][0-9]{0,3}|[a-z])?$/;

/** What is wrong with an address. */
class AddressError extends Error {}

/** Return a sheet as text of letters that an address may have. */
function encodeSheet({ writer, checkpoint, form, syllables, radif, temperature, seed, lines }) {
  const rows = lines.map(({ text, by, kept, letter, verse }) => [text, (by === ME) + 2 * kept, letter, verse]);
  const bytes = new TextEncoder().encode(
    JSON.stringify([ADDRESS_VERSION, writer, checkpoint, form, syllables, radif, temperature, seed, rows]),
  );
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Return the sheet of a text. Throw `AddressError` for one that is not a sheet. */
function decodeSheet(encoded) {
  if (encoded.length > LONGEST_ADDRESS) throw new AddressError("The song in the address is too long.");
  const [version, writer, checkpoint, form, syllables, radif, temperature, seed, rows] = parseAddress(encoded);
  if (version !== ADDRESS_VERSION) {
    throw new AddressError("The song in the address is from another version of this page.");
  }
  const isRight =
    isText(writer, 200) && isText(form, 200) && isText(radif, 100) && isWhole(checkpoint, 0, 1e12) &&
    isWhole(syllables, 1, 40) && isWhole(seed, 1, 999_999) &&
    Number.isFinite(temperature) && temperature >= 0.1 && temperature <= 1.5 &&
    Array.isArray(rows) && rows.length >= 1 && rows.length <= MOST_LINES && rows.every(isRow);
  if (!isRight) throw new AddressError("The address has no song that this page can read.");
  const lines = rows.map(([text, marks, letter, verse]) => ({
    text: cleanText(text),
    by: marks & 1 ? ME : NETWORK,
    kept: Boolean(marks & 2) && text.trim() !== "",
    letter,
    verse,
  }));
  return { writer, checkpoint, form, syllables, radif: cleanText(radif), temperature, seed, lines };
}

function parseAddress(encoded) {
  try {
    const text = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Whatever it is, it is not one of ours.
  }
  throw new AddressError("The address has no song that this page can read.");
}

const isText = (value, longest) => typeof value === "string" && value.length <= longest;
const isWhole = (value, least, most) => Number.isInteger(value) && value >= least && value <= most;

/** Return whether a row is one of a line, whose verse is that of the row before or the next. */
function isRow(row, n, rows) {
  if (!Array.isArray(row)) return false;
  const [text, marks, letter, verse] = row;
  const before = n ? rows[n - 1][3] : 0;
  return isText(text, 2 * LONGEST_TEXT) && isWhole(marks, 0, 3) && isText(letter, 4) && LETTER.test(letter) &&
    isWhole(verse, before, n ? before + 1 : 0);
}
