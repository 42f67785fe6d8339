// @ts-check
// The mail's own text stands on the page in its whole height, without a scroll bar of its own.
(() => {
  const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector('iframe'));
  const adjust = () => {
    const content = frame?.contentDocument?.documentElement;
    if (!frame || !content) return;
    // A document is never less high than its frame: measured in none, it may become shorter.
    frame.style.height = '0';
    frame.style.height = `${content.scrollHeight + 2}px`;
  };
  frame?.addEventListener('load', adjust);
  addEventListener('resize', adjust);
  adjust();
})();
