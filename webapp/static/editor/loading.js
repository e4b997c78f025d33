// From what webapp/drafts/views/editing.py tells of a text's blocks to the editor's document, each block's source kept beside it.
import { DOMParser as Reader, Fragment } from "../vendor/tiptap/tiptap.js";
import { nameOf } from "./markdown.js";

const words = (text) => text.replace(/\s+/gu, "");
const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

/** The document that `blocks` make, and the source of each block by the block's name. */
export function load(blocks, schema) {
  const reader = Reader.fromSchema(schema);
  const sources = new Map();
  const nodes = blocks.map(({ source, html, figure }) => {
    const node = figure ? schema.nodes.figure.create(figure) : read(html, source, reader, schema);
    if (!sources.has(nameOf(node))) sources.set(nameOf(node), source);
    return node;
  });
  const content = nodes.length ? Fragment.from(nodes) : Fragment.from(schema.nodes.paragraph.create());
  return { doc: schema.topNodeType.create(null, content), sources };
}

// A block that the editor cannot hold whole is shown, and stays as it was typed.
function read(html, source, reader, schema) {
  const body = parsed(html);
  setNotes(body, reader);
  const found = reader.parse(body).content;
  const isWhole = found.childCount === 1 && words(found.textBetween(0, found.size)) === words(body.textContent) && !body.querySelector("figure");
  return isWhole ? found.firstChild : schema.nodes.untouchable.create({ source, words: body.textContent.trim() || source });
}

// A note comes as HTML, and is held as the JSON of what it says.
function setNotes(element, reader) {
  for (const note of element.querySelectorAll("span[data-note]")) {
    const text = parsed(note.dataset.note);
    setNotes(text, reader);
    note.dataset.note = JSON.stringify(reader.parse(text).firstChild?.toJSON().content ?? []);
  }
}
