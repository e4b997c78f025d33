// Choosing a passage of the text: by selecting it, or by stepping through the sentences of a paragraph. What is chosen goes to
// the form by its address, counted in characters that are no spaces: see webapp/responses/views/placing.py.
(() => {
  "use strict";
  const page = document.querySelector("[data-passage-page]");
  if (!page) return;

  const solid = (text) => text.replace(/\s+/g, "").length;

  // How much of the block's own text stands before a place in it. Our own links amid the text are no part of it.
  function before(text, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(text);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    copy.querySelectorAll("[data-no-text]").forEach((each) => each.remove());
    return solid(copy.textContent);
  }

  function chosen() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement;
    const text = start?.closest("[data-passage-text]");
    const block = text?.closest("[data-block]");
    if (!block) return null;
    // What goes on past the paragraph ends with it.
    const inside = text.contains(range.endContainer);
    const from = before(text, range.startContainer, range.startOffset);
    const to = inside ? before(text, range.endContainer, range.endOffset) : before(text, text, text.childNodes.length);
    return to > from ? { block, range, marked: `${from}-${to}` } : null;
  }

  const bar = document.createElement("div");
  bar.className = "y-passage-bar";
  bar.hidden = true;
  const links = ["comment", "change"].map((what) => {
    const link = document.createElement("a");
    link.className = "ds-button";
    link.dataset.size = "sm";
    if (what === "change") link.dataset.variant = "secondary";
    link.textContent = page.dataset[what === "comment" ? "textComment" : "textChange"];
    bar.append(link);
    return [what, link];
  });
  bar.lang = document.documentElement.lang;

  function show() {
    const found = chosen();
    if (!found) {
      if (!bar.contains(document.activeElement)) bar.hidden = true;
      return;
    }
    for (const [what, link] of links) {
      link.href = `${page.dataset.passagePage}?block=${found.block.dataset.block}&do=${what}&marked=${found.marked}#new`;
    }
    found.block.querySelector("[data-passage-text]").after(bar);
    bar.hidden = false;
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bar.hidden) {
      bar.hidden = true;
      getSelection().removeAllRanges();
    }
  });

  // Stepping through the sentences: the buttons move and stretch what is checked, and say it.
  function stepping(part) {
    const boxes = [...part.querySelectorAll("input[name=sentences]")];
    if (!boxes.length) return;
    const tools = document.createElement("div");
    tools.className = "y-passages__tools";
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.className = "y-small";

    const words = (box) => box.labels[0]?.textContent.trim() || "";
    const first = () => boxes.findIndex((box) => box.checked);
    const last = () => boxes.findLastIndex((box) => box.checked);

    function choose(from, to) {
      boxes.forEach((box, at) => { box.checked = at >= from && at <= to; });
      tell();
      boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
    }
    function tell() {
      const text = boxes.filter((box) => box.checked).map(words).join(" ");
      said.textContent = text ? `${part.dataset.textChosen} ${text}` : "";
    }
    const steps = {
      back: () => { const at = Math.max(0, first() - 1); choose(at, at); },
      next: () => { const at = Math.min(boxes.length - 1, last() + 1); choose(at, at); },
      more: () => choose(Math.max(0, first()), Math.min(boxes.length - 1, last() + 1)),
      fewer: () => choose(first(), Math.max(first(), last() - 1)),
    };
    for (const [name, step] of Object.entries(steps)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ds-button";
      button.dataset.variant = "secondary";
      button.dataset.size = "sm";
      button.textContent = part.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
      button.addEventListener("click", step);
      tools.append(button);
    }
    // From a sentence's box the arrows step, and stretch with Shift held.
    part.addEventListener("keydown", (event) => {
      const at = boxes.indexOf(event.target);
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (at < 0 || !way) return;
      event.preventDefault();
      const to = Math.min(boxes.length - 1, Math.max(0, at + way));
      boxes[to].focus();
      if (event.shiftKey) {
        const from = first() < 0 ? at : first();
        choose(Math.min(from, to), Math.max(way > 0 ? to : last() - 1, to, from));
      } else choose(to, to);
    });
    part.addEventListener("change", (event) => { if (event.isTrusted) tell(); });
    part.querySelector("fieldset, .y-row")?.before(tools, said);
    tell();
  }
  document.querySelectorAll("[data-passages]").forEach(stepping);
})();
