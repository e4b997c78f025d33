// The row of buttons above a text. One of them is in the order of Tab; arrow keys go among them (the toolbar pattern of ARIA).
import { askFigure, askLink, askNote, askTable, selected } from "./dialogs.js";
import { crossesHead } from "./schema.js";

const COMMANDS = {
  bold: { on: "bold", run: (chain) => chain.toggleBold() },
  italic: { on: "italic", run: (chain) => chain.toggleItalic() },
  bullets: { on: "bulletList", run: (chain) => chain.toggleBulletList() },
  numbers: { on: "orderedList", run: (chain) => chain.toggleOrderedList() },
  indent: { run: (chain) => chain.sinkListItem("listItem") },
  outdent: { run: (chain) => chain.liftListItem("listItem") },
  quote: { on: "blockquote", run: (chain) => chain.toggleBlockquote() },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
  rowAbove: { run: (chain) => chain.addRowBefore() },
  rowBelow: { run: (chain) => chain.addRowAfter() },
  rowDelete: { run: (chain) => chain.deleteRow() },
  columnBefore: { run: (chain) => chain.addColumnBefore() },
  columnAfter: { run: (chain) => chain.addColumnAfter() },
  columnDelete: { run: (chain) => chain.deleteColumn() },
  merge: { run: (chain) => chain.mergeCells(), can: ({ state }) => !crossesHead(state) },
  split: { run: (chain) => chain.splitCell() },
  tableDelete: { run: (chain) => chain.deleteTable() },
};

export class Toolbar {
  constructor(element, editor, { words, send }) {
    this.element = element;
    this.editor = editor;
    this.asks = {
      link: { on: "link", run: () => askLink(editor, words), can: () => editor.can().setMark("link", { href: "https://x.se" }) },
      footnote: { on: "footnote", run: () => askNote(editor, words), can: () => Boolean(selected(editor, "footnote")) || editor.can().insertContent({ type: "footnote" }) },
      table: { run: () => askTable(editor), can: () => !editor.isActive("table") },
      figure: { on: "figure", run: () => askFigure(editor, words, send), can: () => !editor.isActive("table") },
    };
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-command]");
      if (button && button.getAttribute("aria-disabled") !== "true") this.run(button.dataset.command);
    });
    // The text keeps its selection when a button is pressed with a pointer.
    element.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
    element.addEventListener("keydown", (event) => this.move(event));
    element.addEventListener("focusin", (event) => this.rest(event.target.closest("button")));
    for (const event of ["transaction", "focus", "blur"]) editor.on(event, () => this.show());
    this.rest(this.buttons()[0]);
    this.show();
  }

  buttons() {
    return [...this.element.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"));
  }

  run(name) {
    if (this.asks[name]) this.asks[name].run();
    else COMMANDS[name].run(this.editor.chain().focus()).run();
  }

  can(name) {
    if (!this.editor.isEditable) return false;
    if (COMMANDS[name]?.can?.(this.editor) === false) return false;
    return this.asks[name] ? this.asks[name].can() : COMMANDS[name].run(this.editor.can().chain()).run();
  }

  show() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (this.editor.isDestroyed) return;
      this.element.querySelector("[data-group=table]").hidden = !this.editor.isActive("table");
      for (const button of this.buttons()) {
        const { command } = button.dataset;
        const { on } = this.asks[command] ?? COMMANDS[command];
        if (on) button.setAttribute("aria-pressed", String(this.editor.isActive(on)));
        if (this.can(command)) button.removeAttribute("aria-disabled");
        else button.setAttribute("aria-disabled", "true");
      }
      if (!this.buttons().some((button) => button.tabIndex === 0)) this.rest(this.buttons()[0]);
    });
  }

  rest(button) {
    if (!button) return;
    this.element.querySelectorAll("button").forEach((each) => { each.tabIndex = each === button ? 0 : -1; });
  }

  focus() {
    this.buttons().find((button) => button.tabIndex === 0)?.focus();
  }

  move(event) {
    const buttons = this.buttons();
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") this.editor.commands.focus();
    else if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    else buttons.at(to % buttons.length).focus();
    event.preventDefault();
  }
}
