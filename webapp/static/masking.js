// Marking words to mask by selecting them: what is selected in the response goes, as it stands there, to the form's field.
(() => {
  "use strict";
  const said = document.querySelector("[data-maskable]");
  const words = document.querySelector("textarea[name=words]");
  if (!said || !words) return;

  const bar = document.createElement("div");
  bar.className = "y-passage-bar";
  bar.hidden = true;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.size = "sm";
  button.textContent = said.dataset.textMask;
  bar.append(button);
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.className = "y-small";
  said.append(told);

  // The words that are selected, within one paragraph of the response.
  function chosen() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const start = selection.getRangeAt(0).startContainer.parentElement?.closest("[data-maskable] p");
    const text = selection.toString().trim();
    return start && start !== told && text ? { start, text } : null;
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
  // A press must not take the selection away before it is read.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!found) return;
    // A passage a line: words that go on over several lines are found however they are broken.
    const line = found.text.replace(/\s+/g, " ");
    const lines = words.value.split("\n").map((each) => each.trim()).filter(Boolean);
    if (!lines.includes(line)) lines.push(line);
    words.value = lines.join("\n");
    words.dispatchEvent(new Event("input", { bubbles: true }));
    const masked = document.querySelector("input[name=state][value=masked]");
    if (masked) masked.checked = true;
    told.textContent = `${said.dataset.textMasked} ${line}`;
    bar.hidden = true;
  });
})();
