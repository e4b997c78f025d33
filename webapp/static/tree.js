// Moving sections in the tree, by dragging a handle or with the arrow keys from it. Both choose among the same spots, which
// are those of webapp/drafts/tree.py: no other section is taken from under its parent, and the tree never gets too deep.
(() => {
  "use strict";
  const INDENT = 20; // px that the pointer is drawn sideways for one level.
  const EDGE = 60; // px from the window's edge in which dragging scrolls.
  let lifted = null; // What is being moved: {tree, item, handle, branch, rest, spots, at, bar}.

  const level = (item) => Number(item.dataset.level);
  const title = (item) => item.querySelector(".y-tree__name a").textContent.replace(/\s+/g, " ").trim();

  function ready() {
    for (const tree of document.querySelectorAll("[data-tree]")) {
      tree.querySelectorAll(".y-tree__handle").forEach((handle) => { handle.hidden = false; });
      const moved = tree.dataset.treeMoved && tree.querySelector(`[data-key="${tree.dataset.treeMoved}"] .y-tree__handle`);
      delete tree.dataset.treeMoved;
      if (moved) moved.focus();
    }
  }

  function lift(handle) {
    const tree = handle.closest("[data-tree]");
    const items = [...tree.querySelectorAll(".y-tree__item")];
    const item = handle.closest(".y-tree__item");
    const start = items.indexOf(item);
    let end = start + 1;
    while (end < items.length && level(items[end]) > level(item)) end += 1;
    const branch = items.slice(start, end);
    const rest = [...items.slice(0, start), ...items.slice(end)];
    const height = Math.max(...branch.map(level)) - level(item);
    const spots = [];
    for (let place = 0; place <= rest.length; place += 1) {
      const shallowest = place < rest.length ? level(rest[place]) : 1;
      const deepest = Math.min(place ? level(rest[place - 1]) + 1 : 1, Number(tree.dataset.deepest) - height);
      for (let depth = shallowest; depth <= deepest; depth += 1) spots.push({ place, level: depth });
    }
    const at = spots.findIndex((spot) => spot.place === start && spot.level === level(item));
    const bar = document.createElement("li");
    bar.className = "y-tree__bar";
    bar.setAttribute("aria-hidden", "true");
    lifted = { tree, item, handle, branch, rest, spots, at, began: at, bar };
    branch.forEach((each) => each.classList.add("y-tree__item--lifted"));
    handle.setAttribute("aria-pressed", "true");
    say(tree.dataset.textLifted);
  }

  function choose(at) {
    if (at < 0 || at >= lifted.spots.length) return;
    lifted.at = at;
    const { rest, branch, bar, spots } = lifted;
    const spot = spots[at];
    bar.dataset.level = spot.level;
    if (spot.place < rest.length && rest[spot.place].previousElementSibling === branch.at(-1)) branch[0].before(bar);
    else if (spot.place < rest.length) rest[spot.place].before(bar);
    else lifted.item.parentElement.append(bar);
    say(words(spot));
  }

  function words(spot) {
    const { tree, rest } = lifted;
    const before = rest.slice(0, spot.place);
    if (!before.length) return tree.dataset.textFirst;
    const depth = tree.dataset.textLevel.replace("{level}", spot.level);
    if (level(before.at(-1)) < spot.level) return `${tree.dataset.textUnder.replace("{section}", title(before.at(-1)))}, ${depth}`;
    const beside = before.findLast((each) => level(each) === spot.level);
    return `${tree.dataset.textAfter.replace("{section}", title(beside))}, ${depth}`;
  }

  function say(text) {
    lifted.tree.querySelector("[data-tree-said]").textContent = text;
  }

  function put() {
    const { tree, item, rest, spots, at, began } = lifted;
    const form = tree.querySelector("[data-tree-form]");
    const { place, level: depth } = spots[at];
    letGo();
    if (at === began) return;
    form.elements.key.value = item.dataset.key;
    form.elements.spot.value = `${place ? rest[place - 1].dataset.key : ""}:${depth}`;
    form.requestSubmit();
  }

  function letGo(text) {
    if (text) say(text);
    lifted.bar.remove();
    lifted.handle.removeAttribute("aria-pressed");
    lifted.branch.forEach((each) => each.classList.remove("y-tree__item--lifted"));
    lifted = null;
  }

  // The spot with the next place up or down, at the level nearest to the one chosen.
  function across(step) {
    const { spots, at } = lifted;
    const place = spots[at].place + step;
    const near = spots.map((spot, n) => [n, spot]).filter(([, spot]) => spot.place === place);
    near.sort(([, a], [, b]) => Math.abs(a.level - spots[at].level) - Math.abs(b.level - spots[at].level));
    if (near.length) choose(near[0][0]);
  }

  function sideways(step) {
    const { spots, at } = lifted;
    const next = spots[at + step];
    if (next && next.place === spots[at].place) choose(at + step);
  }

  const KEYS = {
    ArrowUp: () => across(-1),
    ArrowDown: () => across(1),
    ArrowLeft: () => sideways(-1),
    ArrowRight: () => sideways(1),
    Enter: put,
    " ": put,
    Escape: () => letGo(lifted.tree.dataset.textKept),
    Tab: () => letGo(lifted.tree.dataset.textKept),
  };

  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.(".y-tree__handle");
    if (!handle) return;
    if (lifted) {
      if (!KEYS[event.key]) return;
      if (event.key !== "Tab") event.preventDefault();
      KEYS[event.key]();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      lift(handle);
    }
  });

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.(".y-tree__handle");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    if (lifted) letGo();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    lift(handle);
    lifted.from = { x: event.clientX, level: level(lifted.item) };
  });

  document.addEventListener("pointermove", (event) => {
    if (!lifted?.from) return;
    if (event.clientY < EDGE) scrollBy(0, -12);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
    const place = lifted.rest.filter((item) => {
      const box = item.getBoundingClientRect();
      return box.top + box.height / 2 < event.clientY;
    }).length;
    const wanted = lifted.from.level + Math.round((event.clientX - lifted.from.x) / INDENT);
    const near = lifted.spots.map((spot, n) => [n, spot]).filter(([, spot]) => spot.place === place);
    near.sort(([, a], [, b]) => Math.abs(a.level - wanted) - Math.abs(b.level - wanted));
    if (near.length && near[0][0] !== lifted.at) choose(near[0][0]);
  });

  document.addEventListener("pointerup", () => lifted?.from && put());
  document.addEventListener("pointercancel", () => lifted?.from && letGo(lifted.tree.dataset.textKept));

  document.addEventListener("htmx:after:swap", ready);
  ready();
})();
