// Long work in slices, one in each frame, so that the page stays responsive.
"use strict";

const SLICE = 12; // milliseconds of each frame

/** Work that can be stopped: a generator, of which a slice is done in each frame. */
class Slices {
  /** Take a function that is called when work begins and when it ends. */
  constructor(changed = () => {}) {
    Object.assign(this, { changed, frame: null });
  }

  get isRunning() {
    return this.frame !== null;
  }

  /** Do the work of `steps` in place of any other; call `show` after each slice, and `finish` with what it returns. */
  run(steps, { show = () => {}, finish, fail }) {
    this.stop();
    const work = () => {
      const end = performance.now() + SLICE;
      let step = { done: false };
      try {
        while (!step.done && performance.now() < end) step = steps.next();
      } catch (error) {
        this.stop();
        return fail(error);
      }
      if (step.done) {
        this.stop();
        return finish(step.value);
      }
      // Readers who prefer reduced motion see what is written when it is finished.
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) show();
      this.frame = requestAnimationFrame(work);
    };
    this.frame = requestAnimationFrame(work);
    this.changed();
  }

  stop() {
    if (!this.isRunning) return;
    cancelAnimationFrame(this.frame);
    this.frame = null;
    this.changed();
  }
}
