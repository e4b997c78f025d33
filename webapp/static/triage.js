// Keys on the page of a point: single letters, which can be turned off (WCAG 2.1.4). All that they do is also a link or a button.
(() => {
  const help = document.getElementById("keys");
  const use = document.getElementById("use-keys");
  if (!help || !use) return;
  const KEPT = "yttra-no-keys";
  help.hidden = false;
  use.checked = localStorage.getItem(KEPT) !== "1";
  use.addEventListener("change", () => {
    if (use.checked) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "1");
  });

  const form = () => document.querySelector("article.y-point form");
  const actions = {
    "?": () => {
      help.open = true;
      help.querySelector("summary").focus();
    },
    r: () => form()?.querySelector("textarea[name=reply]")?.focus(),
    s: () => form()?.requestSubmit(form().querySelector("button[type=submit]:not([name=do])")),
  };

  function decide(number) {
    const choice = form()?.querySelectorAll("input[name=decision]")[number - 1];
    if (!choice) return;
    choice.checked = true;
    choice.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (!use.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable]")) return;
    const link = /^[a-z]$/.test(event.key) && document.querySelector(`a[data-key="${event.key}"]`);
    if (link) link.click();
    else if (actions[event.key]) actions[event.key]();
    else if (/^[1-9]$/.test(event.key)) decide(Number(event.key));
    else return;
    event.preventDefault();
  });
})();
