// Lets a reader mark what is wrong in each song, keeps the answers in the browser, and writes them as JSON.
"use strict";

const audit = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const sections = [...document.querySelectorAll(".audited")];
const kinds = Object.keys(audit.kinds);
const STORED = `geetkar-audit-${audit.draw}`;
let shown = 0; // the song that is shown, by its number
const answers = stored();

/** Return the answers that the browser kept for this draw, or empty ones, one for each song in order. */
function stored() {
  const empty = () => ({ read: false, wrong: {}, missing: 0, metadata: false, remark: "" });
  try {
    const kept = JSON.parse(localStorage.getItem(STORED)) ?? [];
    return audit.songs.map((_, song) => ({ ...empty(), ...kept[song] }));
  } catch {
    return audit.songs.map(empty);
  }
}

function keep() {
  try {
    localStorage.setItem(STORED, JSON.stringify(answers));
  } catch {
    byId("saved").textContent = "This browser keeps no answers: save them before you close the page.";
  }
  showProgress();
}

// Showing

function showProgress() {
  const read = answers.filter((answer) => answer.read).length;
  byId("progress").value = read;
  byId("count").textContent = `${read} of ${answers.length} songs read`;
  [...byId("song").options].forEach((option, song) => {
    option.textContent = `${answers[song].read ? "✓ " : ""}${song + 1}. ${sections[song].querySelector("h2 bdi").textContent}`;
  });
  byId("json").value = asJson();
}

function showSong(song) {
  shown = Math.max(0, Math.min(song, sections.length - 1));
  sections.forEach((section, place) => (section.hidden = place !== shown));
  byId("song").selectedIndex = shown;
  byId("previous").disabled = shown === 0;
  byId("next").disabled = shown === sections.length - 1;
}

function showLine(button, song) {
  const kind = answers[song].wrong[button.dataset.line];
  button.setAttribute("aria-pressed", kind !== undefined);
  button.closest(".row").classList.toggle("bad", kind !== undefined);
  button.parentElement.querySelector("select")?.remove();
  if (kind !== undefined) button.after(kindChoice(button, song, kind));
}

function kindChoice(button, song, kind) {
  const choice = document.createElement("select");
  choice.setAttribute("aria-label", "What is wrong");
  choice.replaceChildren(...kinds.map((each) => new Option(audit.kinds[each], each)));
  choice.value = kind;
  choice.addEventListener("change", () => judge(button, song, choice.value));
  return choice;
}

// Answers

/** Mark a line as wrong in a way, or as right if the kind is undefined. */
function judge(button, song, kind) {
  if (kind === undefined) delete answers[song].wrong[button.dataset.line];
  else answers[song].wrong[button.dataset.line] = kind;
  showLine(button, song);
  keep();
}

function toggleMetadata(song) {
  answers[song].metadata = !answers[song].metadata;
  sections[song].querySelector(".metadata").setAttribute("aria-pressed", answers[song].metadata);
  keep();
}

function finish(song) {
  answers[song].read = true;
  keep();
  showSong(song + 1);
  scrollTo({ top: 0 });
}

/** Return the answers to the songs that are read, as `corpus/audit_answers.py` reads them. */
function asJson() {
  const songs = audit.songs
    .map((song, place) => ({ ...song, ...answers[place] }))
    .filter((song) => song.read)
    .map(({ song, sha256, lines, wrong, missing, metadata, remark }) => ({
      song,
      sha256,
      lines,
      wrong: Object.entries(wrong).map(([line, kind]) => ({ line: Number(line), kind })),
      missing_lines: missing,
      metadata_wrong: metadata,
      remark,
    }));
  return JSON.stringify({ audit: audit.audit, draw: audit.draw, seed: audit.seed, songs }, null, 1);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(asJson());
    byId("saved").textContent = "Copied.";
  } catch {
    byId("json").closest("details").open = true;
    byId("json").select();
    byId("saved").textContent = "Press Ctrl+C to copy the selected text.";
  }
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${asJson()}\n`], { type: "application/json" }));
  link.download = `corpus_audit-${audit.draw}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  byId("saved").textContent = `Saved as ${link.download}.`;
}

// Keys

function goToLine(by) {
  const buttons = [...sections[shown].querySelectorAll(".wrong")];
  const at = buttons.findIndex((button) => button.closest(".row").contains(document.activeElement));
  const next = at < 0 ? 0 : Math.max(0, Math.min(at + by, buttons.length - 1));
  buttons[next].focus();
  buttons[next].scrollIntoView({ block: "center" });
}

const KEYS = {
  j: () => goToLine(1),
  k: () => goToLine(-1),
  m: () => toggleMetadata(shown),
  r: () => finish(shown),
  n: () => showSong(shown + 1),
  p: () => showSong(shown - 1),
};

function press(event) {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const kind = kinds[Number(event.key) - 1];
  if (kind && event.target.matches(".wrong")) judge(event.target, shown, kind);
  else if (Object.hasOwn(KEYS, event.key)) KEYS[event.key]();
}

function listen(section, song) {
  for (const button of section.querySelectorAll(".wrong")) {
    const isWrong = () => button.getAttribute("aria-pressed") === "true";
    button.addEventListener("click", () => judge(button, song, isWrong() ? undefined : kinds[0]));
    showLine(button, song);
  }
  const [metadata, missing, remark] = [".metadata", ".missing", ".remark"].map((name) => section.querySelector(name));
  metadata.setAttribute("aria-pressed", answers[song].metadata);
  metadata.addEventListener("click", () => toggleMetadata(song));
  missing.value = answers[song].missing;
  missing.addEventListener("change", () => {
    if (!missing.checkValidity() || missing.value === "") missing.value = answers[song].missing;
    answers[song].missing = Number(missing.value);
    keep();
  });
  remark.value = answers[song].remark;
  remark.addEventListener("input", () => {
    answers[song].remark = remark.value;
    keep();
  });
  section.querySelector(".read").addEventListener("click", () => finish(song));
}

byId("song").replaceChildren(...sections.map(() => new Option()));
sections.forEach(listen);
byId("song").addEventListener("change", () => showSong(byId("song").selectedIndex));
byId("previous").addEventListener("click", () => showSong(shown - 1));
byId("next").addEventListener("click", () => showSong(shown + 1));
byId("copy").addEventListener("click", copy);
byId("save").addEventListener("click", save);
document.addEventListener("keydown", press);
showProgress();
// The first song that is not read yet.
showSong(answers.findIndex((answer) => !answer.read));
