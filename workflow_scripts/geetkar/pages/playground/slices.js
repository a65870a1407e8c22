// Long work in slices, so that the page stays responsive. Slices are not those of frames, which stop in hidden tabs.
"use strict";

const SLICE = 25; // milliseconds
const SHOWING = 60; // milliseconds from one showing to the next

/** Work that can be stopped: a generator, of which a slice is done at a time. */
class Slices {
  /** Take a function that is called when work begins and when it ends. */
  constructor(changed = () => {}) {
    Object.assign(this, { changed, timer: null });
  }

  get isRunning() {
    return this.timer !== null;
  }

  /** Do the work of `steps` in place of any other; call `show` now and then, and `finish` at the end. */
  run(steps, { show = () => {}, finish, fail }) {
    this.stop();
    // Readers who prefer reduced motion see what is written when it is finished.
    const showing = matchMedia("(prefers-reduced-motion: reduce)").matches ? Infinity : SHOWING;
    let shown = performance.now();
    const work = () => {
      const begun = performance.now();
      let isDone = false;
      try {
        while (!isDone && performance.now() < begun + SLICE) isDone = steps.next().done;
      } catch (error) {
        this.stop();
        return fail(error);
      }
      if (isDone) {
        this.stop();
        return finish();
      }
      if (begun > shown + showing) {
        show();
        shown = begun;
      }
      this.timer = setTimeout(work);
    };
    this.timer = setTimeout(work);
    this.changed();
  }

  stop() {
    if (!this.isRunning) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.changed();
  }
}
