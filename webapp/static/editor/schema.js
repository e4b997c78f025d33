// What a text may consist of in the editor: what webapp/drafts/dialect.py knows, and nothing else.
import {
  Blockquote, Bold, BulletList, CellSelection, Document, Dropcursor, Extension, Gapcursor, HardBreak, Italic, ListItem, Mark, Node,
  OrderedList, Paragraph, Plugin, Table, TableCell, TableHeader, TableRow, Text, UndoRedo, isInTable,
} from "../vendor/tiptap/tiptap.js";

export const ADDRESS = /^(https?:\/\/|mailto:)\S+$/iu;

// A tight list shows its items without space between them. A list begun here is tight.
const tight = {
  tight: {
    default: true,
    rendered: false,
    parseHTML: (element) => !element.querySelector(":scope > li > p"),
  },
};

const Bullets = BulletList.extend({
  addAttributes() {
    return { ...this.parent?.(), ...tight };
  },
});

const Numbers = OrderedList.extend({
  addAttributes() {
    return { start: { default: 1, parseHTML: (element) => Number(element.getAttribute("start") ?? 1) }, ...tight };
  },
  parseHTML: () => [{ tag: "ol" }],
});

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: "" }, title: { default: null } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => ADDRESS.test(element.getAttribute("href")) && null }],
  renderHTML: ({ HTMLAttributes }) => ["a", { ...HTMLAttributes, rel: "noopener noreferrer" }, 0],
});

const Figure = Node.create({
  name: "figure",
  atom: true,
  draggable: true,
  addOptions: () => ({ lacking: "" }),
  addAttributes: () => ({ key: {}, src: { default: "" }, alt: { default: "" }, caption: { default: "" }, decorative: { default: false } }),
  // Only what was copied from an editor has a key; any other picture must be uploaded first.
  parseHTML: () => [{
    tag: "figure[data-key]",
    getAttrs: (element) => ({
      key: element.dataset.key,
      src: element.querySelector("img")?.getAttribute("src") ?? "",
      alt: element.querySelector("img")?.getAttribute("alt") ?? "",
      caption: element.querySelector("figcaption")?.textContent ?? "",
      decorative: "decorative" in element.dataset,
    }),
  }],
  renderHTML({ node }) {
    const { key, src, alt, caption, decorative } = node.attrs;
    const about = { "data-key": key };
    if (decorative) about["data-decorative"] = "";
    else if (!alt.trim()) about["data-lacking"] = this.options.lacking;
    const picture = ["img", { src, alt }];
    return caption ? ["figure", about, picture, ["figcaption", {}, caption]] : ["figure", about, picture];
  },
});

const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ label: "" }),
  // The note's own words, as the JSON of what stands in a paragraph.
  addAttributes: () => ({ note: { default: [] } }),
  parseHTML() {
    return [{
      tag: "span[data-note]",
      getAttrs: (element) => {
        const note = noteFrom(element.dataset.note, this.editor.schema);
        return note.length > 0 && { note };
      },
    }];
  },
  renderHTML({ node }) {
    const { note } = node.attrs;
    const label = this.options.label.replace("{text}", () => wordsOf(note));
    return ["span", { "data-note": JSON.stringify(note), class: "y-note", role: "img", "aria-label": label, title: wordsOf(note) }];
  },
});

export const wordsOf = (note) => note.map((node) => node.text ?? " ").join("");

/** The content of a note that stands as JSON in an attribute; nothing where it is none. */
function noteFrom(json, schema) {
  try {
    const paragraph = schema.nodeFromJSON({ type: "paragraph", content: JSON.parse(json) });
    paragraph.check();
    return paragraph.toJSON().content ?? [];
  } catch {
    return [];
  }
}

// What the editor cannot show whole is shown as readers see it, and kept as it was typed.
const Untouchable = Node.create({
  name: "untouchable",
  atom: true,
  addAttributes: () => ({ source: { default: "" }, words: { default: "" } }),
  parseHTML: () => [{ tag: "div[data-untouchable]", getAttrs: (element) => ({ source: element.dataset.untouchable, words: element.textContent }) }],
  renderHTML: ({ node }) => ["div", { class: "y-untouchable", "data-untouchable": node.attrs.source }, node.attrs.words],
});

const Whole = Document.extend({ content: "(block | figure | untouchable)+" });

// A cell is one line when it is written; what was merged or pasted into it stands in paragraphs until then.
const one = { content: "paragraph+", addAttributes: () => ({ colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false } }) };
function span(name) {
  return {
    default: 1,
    parseHTML: (element) => Math.min(Math.max(Number(element.getAttribute(name)) || 1, 1), 100),
    renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
  };
}

const Tables = Table.extend({
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", {}, ["tbody", 0]],
  addKeyboardShortcuts() {
    const down = () => isInTable(this.editor.state) && moveDown(this.editor);
    return { ...this.parent?.(), Enter: down, "Shift-Enter": down };
  },
  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), new Plugin({ appendTransaction: (steps, _before, state) => (steps.some((step) => step.docChanged) ? headed(state) : null) })];
  },
});

// Enter goes on in the cell below, since a cell has one line.
function moveDown(editor) {
  const { $head } = editor.state.selection;
  let depth = $head.depth;
  while (depth && $head.node(depth).type.name !== "tableRow") depth -= 1;
  if (!depth) return false;
  const table = $head.node(depth - 1);
  const row = $head.index(depth - 1);
  if (row + 1 >= table.childCount) return true;
  let at = $head.before(depth) + $head.node(depth).nodeSize + 1;
  const below = table.child(row + 1);
  for (let column = 0; column < Math.min($head.index(depth), below.childCount - 1); column += 1) at += below.child(column).nodeSize;
  editor.commands.setTextSelection(at + 2);
  return true;
}

// The first row, and only that, is the table's head; a cell of it does not go on below.
function headed(state) {
  const { tableHeader, tableCell } = state.schema.nodes;
  let step = null;
  state.doc.descendants((table, start) => {
    if (table.type.name !== "table") return table.type.name !== "paragraph";
    table.forEach((row, rowAt, index) => row.forEach((cell, cellAt) => {
      const type = index ? tableCell : tableHeader;
      const rowspan = index ? cell.attrs.rowspan : 1;
      if (cell.type === type && cell.attrs.rowspan === rowspan) return;
      step ??= state.tr;
      step.setNodeMarkup(start + 1 + rowAt + 1 + cellAt, type, { ...cell.attrs, rowspan });
    }));
    return false;
  });
  return step;
}

// Below a figure or a table there is always a line to go on writing on. It is not written while it is empty.
const Ending = Extension.create({
  name: "ending",
  addProseMirrorPlugins() {
    const ends = new Set(["figure", "table", "untouchable"]);
    return [new Plugin({
      appendTransaction: (_steps, _before, { doc, schema, tr }) => (ends.has(doc.lastChild.type.name) ? tr.insert(doc.content.size, schema.nodes.paragraph.create()) : null),
    })];
  },
});

// Tab moves among list items and cells, so Escape lets the next Tab leave the text.
const Leaving = Extension.create({
  name: "leaving",
  priority: 1000,
  addStorage: () => ({ leaves: false }),
  addProseMirrorPlugins() {
    const { storage } = this;
    return [new Plugin({
      props: {
        handleDOMEvents: {
          blur() { storage.leaves = false; },
          keydown(_view, event) {
            if (event.key === "Tab" && storage.leaves) return true; // Handled: by the browser, which moves focus on.
            if (event.key === "Escape" && !event.isComposing) storage.leaves = true;
            else if (event.key !== "Shift") storage.leaves = false;
            return false;
          },
        },
      },
    })];
  },
});

// In a list Tab is for its levels alone, also where there is no further level.
const Lists = ListItem.extend({
  addKeyboardShortcuts() {
    const inList = (command) => () => {
      if (!this.editor.isActive("listItem") || isInTable(this.editor.state)) return false;
      this.editor.commands[command]("listItem");
      return true;
    };
    return { ...this.parent?.(), Tab: inList("sinkListItem"), "Shift-Tab": inList("liftListItem") };
  },
});

/** The extensions of an editor of a section's text. */
export function extensions(words) {
  return [
    Whole, Paragraph, Text, Bold, Italic, Link, HardBreak, Blockquote.extend({ content: "block+" }), Bullets, Numbers, Lists,
    Tables.configure({ resizable: false }), TableRow, TableHeader.extend(one), TableCell.extend(one),
    Figure.configure({ lacking: words.lacking }), Footnote.configure({ label: words.note }), Untouchable,
    UndoRedo, Gapcursor, Dropcursor.configure({ color: false, class: "y-editor__drop" }), Leaving, Ending,
  ];
}

/** The extensions of the small editor of a footnote: one paragraph with emphasis and links. */
export function noteExtensions() {
  return [Document.extend({ content: "paragraph" }), Paragraph, Text, Bold, Italic, Link, UndoRedo];
}

/** Whether cells of the head and of the body are selected together, which can never be one. */
export function crossesHead({ selection }) {
  if (!(selection instanceof CellSelection)) return false;
  const [first, last] = [selection.$anchorCell, selection.$headCell].map((cell) => cell.index(-1));
  return (first === 0) !== (last === 0);
}
