// @ts-check
// The mail's own text stands on the page in its whole height, without a scroll bar of its own.
(() => {
  const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector('iframe'));
  const adjust = () => {
    const height = frame?.contentDocument?.documentElement?.scrollHeight;
    if (frame && height) frame.style.height = `${height + 2}px`;
  };
  frame?.addEventListener('load', adjust);
  addEventListener('resize', adjust);
  adjust();
})();
