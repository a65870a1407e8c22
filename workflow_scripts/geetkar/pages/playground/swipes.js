// Swipes to the side, on touch screens. Scrolling up and down is the browser's: see `touch-action` in the style.
"use strict";

const BEGUN = 10; // pixels from which a touch is a swipe
const FAR_ENOUGH = 0.3; // of the element's width

/** Do something when an element is swiped away to either side; until then, it follows the finger. */
function onSwipe(element, act) {
  let from = null; // where the finger was put down
  const move = (distance) => {
    element.classList.toggle("swiped", distance !== 0);
    element.style.translate = distance ? `${distance}px` : "";
    element.style.opacity = distance ? Math.max(0.2, 1 - Math.abs(distance) / element.offsetWidth) : "";
  };
  element.addEventListener("pointerdown", ({ pointerType, isPrimary, clientX }) => {
    if (pointerType === "touch" && isPrimary) from = clientX;
  });
  element.addEventListener("pointermove", ({ pointerId, clientX }) => {
    if (from === null || Math.abs(clientX - from) < BEGUN) return;
    element.setPointerCapture(pointerId);
    move(clientX - from);
  });
  element.addEventListener("pointerup", ({ clientX }) => {
    const isFar = from !== null && Math.abs(clientX - from) > FAR_ENOUGH * element.offsetWidth;
    from = null;
    move(0);
    if (isFar) act();
  });
  element.addEventListener("pointercancel", () => {
    from = null;
    move(0);
  });
}
