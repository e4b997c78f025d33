// A point on the board can be dragged to another column. All that it does is done by the form on the point, too.
(() => {
  const CARD = ".y-board__card";
  let dragged = null;

  const columnOf = (target) => target.closest?.("[data-column]");

  // The place to choose in the dragged point's own form; none where it cannot be moved there.
  function choice(column) {
    const options = dragged?.querySelectorAll("select[name=to] option") ?? [];
    return [...options].find((option) => option.value === column?.dataset.column);
  }

  function mark() {
    for (const card of document.querySelectorAll(CARD)) card.draggable = Boolean(card.querySelector("select[name=to]"));
  }

  function leave() {
    for (const column of document.querySelectorAll("[data-over]")) column.removeAttribute("data-over");
  }

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(CARD) ?? null;
    if (dragged) event.dataTransfer.setData("text/plain", dragged.id);
  });
  document.addEventListener("dragover", (event) => {
    leave();
    const column = columnOf(event.target);
    if (!choice(column)) return;
    event.preventDefault();
    column.setAttribute("data-over", "");
  });
  document.addEventListener("drop", (event) => {
    const chosen = choice(columnOf(event.target));
    leave();
    if (!chosen) return;
    event.preventDefault();
    chosen.selected = true;
    chosen.closest("form").requestSubmit();
  });
  document.addEventListener("dragend", leave);
  document.addEventListener("htmx:after:swap", mark);
  mark();
})();
