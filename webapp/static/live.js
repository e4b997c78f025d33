// Asks now and then whether colleagues have changed what the page shows, and says so. It never changes the page by itself.
(() => {
  const region = document.querySelector("[data-live]");
  if (!region) return;
  const EVERY = Number(region.dataset.liveEvery || 20000); // In ms.
  const text = region.querySelector("[data-live-text]");
  const show = region.querySelector("[data-live-show]");
  if (show) show.href = location.pathname + location.search;

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(region.dataset.live, { cache: "no-cache", headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const told = (await answer.json()).text;
      if (!told || told === text.textContent) return;
      text.textContent = told;
      text.parentElement.hidden = false; // It is within a region that was there before, so it is read out.
    } catch {
      // No network now; the next time will do.
    }
  }

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
