// The sheet on the page: a row for each line, with a field to write in. Behind each field is its text once more, with
// the marks of rhymes; the field's own letters are transparent.
"use strict";

/** Show the lines of a sheet. Rows that are there stay, and with them the field in which somebody types. */
function showRows({ lines }, { current, endings, unknown, language }, actions) {
  const list = byId("lines");
  while (list.children.length > lines.length) list.lastChild.remove();
  while (list.children.length < lines.length) list.append(makeRow(list.children.length, actions));
  lines.forEach((line, n) => {
    const row = list.children[n];
    row.classList.toggle("network", line.by === NETWORK && line.text !== "");
    row.classList.toggle("kept", line.kept);
    row.classList.toggle("here", n === current);
    row.classList.toggle("verse", n > 0 && line.verse > lines[n - 1].verse);
    row.classList.toggle("missed", endings[n].rhymes === false);
    const [letter, behind] = [row.querySelector(".margin"), row.querySelector(".behind")];
    letter.textContent = line.letter;
    behind.replaceChildren(...piecesOf(line.text, endings[n], unknown[n]).map(showPiece));
    const field = row.querySelector("textarea");
    const ask = askOfLine(lines, n);
    if (field.value !== line.text) field.value = line.text;
    field.tabIndex = n === current ? 0 : -1; // arrow keys walk from line to line
    field.placeholder = n ? ask : "A first line …";
    field.lang = behind.lang = language;
    const name = [`Line ${n + 1} of ${lines.length}`, ask, line.kept ? "kept" : ""].filter(Boolean).join(", ");
    field.setAttribute("aria-label", name);
  });
}

const showPiece = ({ text, kind }) => (kind ? make("span", { className: kind, textContent: text }) : text);

function makeRow(number, actions) {
  const field = make("textarea", { rows: 1, maxLength: LONGEST_TEXT, spellcheck: false, autocomplete: "off" });
  field.setAttribute("autocapitalize", "none");
  field.addEventListener("focus", () => actions.goTo(number));
  field.addEventListener("input", () => actions.type(number, field.value));
  field.addEventListener("change", () => actions.read(number));
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\r\n]/.test(text.trim())) return;
    event.preventDefault();
    actions.paste(number, text);
  });
  for (const name of ["keyup", "click"]) field.addEventListener(name, () => actions.moveCaret(field.selectionStart));
  field.addEventListener("keydown", (event) => pressKey(event, number, field, actions));
  const marks = ["margin", "behind", "pin"].map((className) => make("span", { className }));
  for (const mark of marks) mark.setAttribute("aria-hidden", "true");
  const [margin, behind, pin] = marks;
  return make("li", {}, margin, make("div", { className: "field" }, behind, field), pin);
}

function pressKey(event, number, field, actions) {
  if (event.isComposing) return;
  const { key, ctrlKey, metaKey } = event;
  const isAlone = !ctrlKey && !metaKey && !event.altKey && !event.shiftKey;
  let act = null;
  if (key === "Enter" && (ctrlKey || metaKey)) act = () => actions.suggest();
  else if (key === "Enter") act = () => actions.enter(number);
  else if (key === "ArrowUp" && isAlone && number) act = () => focusRow(number - 1);
  else if (key === "ArrowDown" && isAlone) act = () => focusRow(number + 1);
  else if (key === "Tab" && isAlone && actions.goToCards()) act = () => {};
  else if (key === "Backspace" && !field.value && number) act = () => actions.removeBlank(number);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** Go to the field of a line, with the caret at its end. */
function focusRow(number) {
  const field = byId("lines").children[number]?.querySelector("textarea");
  if (!field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
