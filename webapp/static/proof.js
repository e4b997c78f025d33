"use strict";
// Proof of work where very much is asked for: the browser calculates, with ALTCHA's worker, and nobody has to do anything.
// Without this, or without workers, the form's other button lets the e-mail leave later. Texts come from the page.

(() => {
  const MOST_WORKERS = 4;
  const TIMEOUT = 90000; // Milliseconds after which a worker gives up.

  /** Lets workers look for the solution, each among its own numbers; the first to find it ends all. */
  function solve(challenge, script) {
    const count = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency || 1));
    const workers = Array.from({ length: count }, () => new Worker(script));
    const found = Promise.any(workers.map((worker, index) => new Promise((resolve, reject) => {
      worker.addEventListener("error", reject);
      worker.addEventListener("message", ({ data }) => (data && !data.error ? resolve(data) : reject(data)));
      worker.postMessage({ type: "work", challenge, counterStart: index, counterStep: count, timeout: TIMEOUT });
    })));
    return found.finally(() => workers.forEach((worker) => worker.terminate()));
  }

  async function prove(box) {
    const form = box.closest("form");
    const words = box.querySelector("[data-proof-words]");
    const kept = box.querySelector("[data-proof-solution]");
    const texts = box.dataset;
    let waiting = null;
    let over = false;
    form.addEventListener("submit", (event) => {
      if (over || (event.submitter && event.submitter.value === "later")) return;
      event.preventDefault();
      waiting = event.submitter;
      words.textContent = texts.textSending;
    });
    words.textContent = texts.textWorking;
    try {
      const challenge = JSON.parse(texts.proof);
      const solution = await solve(challenge, texts.worker);
      kept.value = btoa(JSON.stringify({ challenge, solution }));
      words.textContent = texts.textDone;
    } catch {
      words.textContent = texts.textFailed;
      waiting = null;
    }
    over = true;
    form.removeAttribute("data-busy");
    if (waiting) form.requestSubmit(waiting);
  }

  document.querySelectorAll("[data-proof]").forEach(prove);
})();
