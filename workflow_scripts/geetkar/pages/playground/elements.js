// Elements of the page. Texts are only ever set as text, never as markup.
"use strict";

const byId = (id) => document.getElementById(id);

/** Make an element with some properties and children. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Make a button; it has the text alone as its name. */
function makeButton(text, press, properties = {}) {
  const button = make("button", { type: "button", textContent: text, ...properties });
  button.addEventListener("click", press);
  return button;
}

/** Set a text only if it is another one, so that screen readers do not announce it again. */
function setText(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

/** Return texts as English lists them. */
const listed = (texts) => new Intl.ListFormat("en").format(texts);

/** Return how many of something there are, such as "1 line" or "2 lines". */
const counted = (number, name) => `${number.toLocaleString("en")} ${name}${number === 1 ? "" : "s"}`;

/**
 * Let the arrow keys walk through the members of a group, of which one can be reached by Tab.
 * Source: WAI-ARIA Authoring Practices, "Managing Focus Within Components Using a Roving tabindex".
 */
function walkByKeys(group, selector, walk) {
  group.addEventListener("keydown", (event) => {
    const members = [...group.querySelectorAll(selector)];
    const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
    if (!(event.key in steps) || !members.length) return;
    event.preventDefault();
    const at = members.indexOf(event.target.closest(selector)) + steps[event.key];
    walk(members[Math.max(0, Math.min(members.length - 1, at))]);
  });
}
