// @ts-check
// Shows how far the clock has got without loading the page anew; without this script the page does that.
(() => {
  const pause = 1000;
  const look = async () => {
    const here = document.getElementById('horloge');
    try {
      const response = await fetch(location.href);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const there = page.getElementById('horloge');
      // Arrived: the page has its buttons and lists again.
      if (!there?.hasAttribute('data-moving')) return location.reload();
      here?.replaceWith(there);
    } catch {
      // The home is being started again, perhaps.
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
})();
