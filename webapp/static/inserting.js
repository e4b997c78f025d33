// A button that puts what is chosen in a list into a text, where the cursor is. Without this, the page comes back with it at the end.
(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-insert]");
    const choice = button && document.getElementById(button.dataset.insert);
    const text = button && document.getElementById(button.dataset.insertInto);
    if (!choice || !text || !choice.value) return;
    event.preventDefault();
    const before = text.value.slice(0, text.selectionStart);
    const gap = before && !/[\s([{]$/.test(before) ? " " : "";
    text.setRangeText(gap + choice.value, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
})();
