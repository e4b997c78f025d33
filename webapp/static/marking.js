// Marking words of a response by selecting them: they go, as they stand there, to a field of the form on the page. To a field
// of passages they are added on a line of their own; in any other they replace what stood there.
(() => {
  "use strict";
  const said = document.querySelector("[data-markable]");
  const field = said && document.querySelector(`textarea[name="${said.dataset.markable}"]`);
  if (!field) return;
  const adds = said.hasAttribute("data-mark-adds");

  const bar = document.createElement("div");
  bar.className = "y-passage-bar";
  bar.hidden = true;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.size = "sm";
  button.textContent = said.dataset.textMark;
  bar.append(button);
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.className = "y-small";
  said.append(told);

  // What is selected of the paragraphs of the response, and of nothing that stands between them.
  function chosen() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const paragraphs = [...said.querySelectorAll("[data-marked]")].filter((each) => range.intersectsNode(each));
    const words = paragraphs.map((each) => {
      const part = document.createRange();
      part.selectNodeContents(each);
      if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
      if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
      return part.toString().trim();
    });
    const start = paragraphs[words.findIndex(Boolean)];
    return start ? { start, words: words.filter(Boolean) } : null;
  }

  let found = null;
  function show() {
    const now = chosen();
    if (!now && bar.contains(document.activeElement)) return;
    found = now;
    bar.hidden = !found;
    if (found) found.start.after(bar);
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

  function put(words) {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A press must not take the selection away before it is read.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!found) return;
    // A passage a line: words that go on over several lines are found however they are broken.
    const passages = found.words.map((each) => each.replace(/\s+/g, " "));
    bar.hidden = true;
    told.textContent = `${said.dataset.textMarked} ${passages.join(" ")}`;
    if (adds) {
      const lines = field.value.split("\n").map((each) => each.trim()).filter(Boolean);
      put([...new Set([...lines, ...passages])].join("\n"));
      const masked = document.querySelector("input[name=state][value=masked]");
      if (masked) masked.checked = true;
    } else {
      put(found.words.join("\n\n"));
      field.focus();
    }
  });

  // In a text field the keyboard marks words in every browser: what is marked there is kept, the rest goes.
  if (!field.dataset.textKeep) return;
  const keep = document.createElement("button");
  keep.type = "button";
  keep.className = "ds-button";
  keep.dataset.variant = "tertiary";
  keep.dataset.size = "sm";
  keep.textContent = field.dataset.textKeep;
  keep.hidden = true;
  const marked = () => field.value.slice(field.selectionStart, field.selectionEnd).trim();
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === field) keep.hidden = !marked() || marked() === field.value.trim();
  });
  keep.addEventListener("mousedown", (event) => event.preventDefault());
  keep.addEventListener("click", () => {
    put(marked());
    keep.hidden = true;
    field.focus();
  });
  field.after(keep);
})();
