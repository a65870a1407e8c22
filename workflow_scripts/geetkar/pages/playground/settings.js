// The choices beside the sheet: writer, form, radif, boldness, and how long the writer was trained.
"use strict";

/** Make the choices, and report each to `actions`. */
function openSettings(models, actions) {
  const inOrder = [...models].sort((one, other) => Boolean(other.codes) - Boolean(one.codes)); // those with forms first
  byId("writers").append(
    ...inOrder.map((model) => {
      const sample = make("span", { className: "song", lang: model.language, textContent: model.openings[0] ?? "" });
      const content = [model.title, " ", make("small", { textContent: model.name }), sample];
      return makeChoice("writer", model.name, content, actions.chooseWriter);
    }),
  );
  byId("settings").addEventListener("submit", (event) => {
    event.preventDefault();
    actions.write();
  });
  byId("another").addEventListener("click", actions.another);
  byId("verses").addEventListener("change", () => actions.writeForm(byId("verses").value));
  byId("radif").addEventListener("input", () => actions.set({ radif: cleanText(byId("radif").value) }));
  byId("radif").addEventListener("change", actions.readRadif);
  for (const field of ["temperature", "checkpoint", "seed", "syllables"]) {
    byId(field).addEventListener("input", () => {
      if (byId(field).checkValidity()) actions.set({ [field]: Number(byId(field).value) });
    });
  }
}

function makeChoice(name, value, content, choose) {
  const input = make("input", { type: "radio", name, value });
  input.addEventListener("change", () => choose(value));
  return make("label", {}, input, make("span", { className: "content" }, ...content));
}

/** Show the choices of a sheet. */
function showSettings(sheet, { model, canPlan, forms }, actions) {
  for (const input of byId("writers").querySelectorAll("input")) input.checked = input.value === sheet.writer;
  showForms(sheet, forms, actions);
  byId("one_form").hidden = canPlan;
  byId("scheme").hidden = sheet.form !== OWN_FORM;
  const isFree = sheet.form === FREE_FORM;
  byId("about_form").textContent = isFree ? "" : describeLines(sheet.lines);
  byId("ends_in").hidden = isFree || !sheet.lines.some(({ letter }) => rhymeOf(letter || FREE) === RADIF_RHYME);
  byId("long").hidden = isFree;
  const steps = model.checkpoints.map(({ step }) => step);
  if (byId("checkpoint").dataset.of !== model.name) {
    byId("checkpoint").dataset.of = model.name;
    const nameOf = ({ step, age }) => (step === model.best ? `${age} (best)` : age);
    byId("checkpoint").replaceChildren(...model.checkpoints.map((each) => new Option(nameOf(each), each.step)));
  }
  byId("checkpoint").disabled = steps.length < 2;
  byId("radif").lang = model.language;
  const values = { verses: formOfLines(sheet.lines), ...sheet };
  for (const field of ["verses", "radif", "temperature", "checkpoint", "seed", "syllables"]) {
    const isTyped = document.activeElement === byId(field) && field !== "temperature";
    if (!isTyped && byId(field).value !== String(values[field])) byId(field).value = values[field];
  }
}

function describeLines(lines) {
  const verses = new Set(lines.map(({ verse }) => verse)).size;
  return `${counted(lines.length, "line")} in ${counted(verses, "verse")}; lines of the same letter rhyme.`;
}

function showForms(sheet, forms, actions) {
  const names = forms.map(({ name }) => name);
  const shown = [...byId("forms").querySelectorAll("input")].map(({ value }) => value);
  if (names.join("\n") !== shown.join("\n")) {
    byId("forms").querySelectorAll("label").forEach((label) => label.remove());
    byId("forms").append(...names.map((name) => makeChoice("form", name, [upperFirst(name)], actions.chooseForm)));
  }
  for (const input of byId("forms").querySelectorAll("input")) input.checked = input.value === sheet.form;
}

const upperFirst = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Say what is wrong with a choice, at its field if it is shown. */
function showWrong({ field, message }) {
  const place = ["verses", "radif"].includes(field) && byId(field).offsetParent ? `wrong_${field}` : "wrong";
  byId(place).textContent = upperFirst(message);
  if (place !== "wrong") byId(field).setAttribute("aria-invalid", "true");
}

function clearWrong() {
  for (const place of ["wrong", "wrong_verses", "wrong_radif"]) byId(place).textContent = "";
  for (const field of ["verses", "radif"]) byId(field).removeAttribute("aria-invalid");
}
