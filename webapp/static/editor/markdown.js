// From the editor's document to the CommonMark of webapp/drafts/dialect.py: what is written here, that reads back the same.

const SPACE = /\s/u;
const PUNCTUATION = /[\p{P}\p{S}]/u; // As markdown-it sees it where it looks for emphasis.
const SPECIAL = /[\\`*[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z!/?]|$)|&(?=#?\w+;)|!(?=\[)/gu;
const LINE_START = /^([ \t]*)(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|>|#{1,6}(?:\s|$)|[-=:|~+][-=:|~+\s]*$))/gmu;
const SIGNS = new Set(["bold", "italic"]);

const escaped = (text) => text.replace(SPECIAL, "\\$&");
const oneLine = (text) => text.replace(/\s+/gu, " ").trim();
const oneOf = (marks, name) => marks.find((mark) => mark.type.name === name);
const indented = (text, width) => text.replace(/\n(?=[^\n])/gu, `\n${" ".repeat(width)}`);

/** The name under which a block's source is kept: what it says, whatever object says it. */
export const nameOf = (node) => JSON.stringify(node.toJSON());

/** The text of a document. `sources`: the text of blocks that came from the server, which they keep while they are untouched. */
export function toMarkdown(doc, sources = new Map()) {
  return blocks(doc, (node) => sources.get(named(node))).texts.join("\n\n");
}

const names = new WeakMap();
function named(node) {
  if (!names.has(node)) names.set(node, nameOf(node));
  return names.get(node);
}

const written = new WeakMap();
function blocks(parent, source = () => undefined) {
  const found = { nodes: [], texts: [] };
  parent.forEach((node) => {
    let text = source(node);
    if (text === undefined) {
      if (!written.has(node)) written.set(node, block(node));
      text = written.get(node);
    }
    if (!text) return;
    const before = found.nodes.at(-1);
    const sign = before?.type === node.type && node.type.spec.group?.includes("list") && signOf(found.texts.at(-1));
    // Two lists in a row are two only where their signs differ.
    if (sign && sign === signOf(text)) text = list(node, { "-": "*", ".": ")" }[sign] ?? (sign === ")" ? "." : "-"));
    found.nodes.push(node);
    found.texts.push(text);
  });
  return found;
}

const signOf = (text) => text.match(/^(?:\d+([.)])|([-+*]))/u)?.slice(1).find(Boolean);

function block(node) {
  switch (node.type.name) {
    case "paragraph": return paragraph(node);
    case "blockquote": return blocks(node).texts.join("\n\n").replace(/^(?=[^\n])/gmu, "> ").replace(/^$/gmu, (_, at, whole) => (whole ? ">" : ""));
    case "bulletList": case "orderedList": return list(node);
    case "table": return table(node);
    case "figure": return figure(node.attrs);
    case "untouchable": return node.attrs.source;
    default: return escaped(node.textContent);
  }
}

function paragraph(node) {
  return inline(node).replace(LINE_START, "$1$2\\").replaceAll("\n", "\\\n");
}

function list(node, sign) {
  const isOrdered = node.type.name === "orderedList";
  if (!node.textContent.trim() && !holds(node, "footnote")) return "";
  const items = [];
  node.forEach((item) => items.push(blocks(item)));
  const isTight = node.attrs.tight && items.every(fitsTight);
  const start = node.attrs.start ?? 1;
  const texts = items.map(({ texts: parts }, index) => {
    const marker = isOrdered ? `${start + index}${sign ?? "."}` : sign ?? "-";
    return parts.length ? `${marker} ${indented(parts.join(isTight ? "\n" : "\n\n"), marker.length + 1)}` : marker;
  });
  return texts.join(isTight ? "\n" : "\n\n");
}

// Only lists may follow right on a paragraph, and of those only such as may interrupt one.
function fitsTight({ nodes, texts }) {
  return nodes.every((node, index) => !index
    || (node.type.name === "bulletList" && /^[-+*] /u.test(texts[index]))
    || (node.type.name === "orderedList" && /^1[.)] /u.test(texts[index])));
}

function holds(node, name) {
  let found = false;
  node.descendants((inner) => { found ||= inner.type.name === name; });
  return found;
}

function table(node) {
  const rows = [];
  const above = []; // What a cell above still spans: {rows, first} by column.
  node.forEach((row) => {
    const texts = [];
    const fill = () => {
      while (above[texts.length]?.rows) {
        const cell = above[texts.length];
        cell.rows -= 1;
        // A cell of the head cannot go on in the body.
        texts.push(rows.length === 1 ? "" : cell.isFirst ? "^^" : "<<");
      }
    };
    fill();
    row.forEach((cell) => {
      const { colspan, rowspan } = cell.attrs;
      for (let at = 0; at < colspan; at += 1) {
        above[texts.length] = { rows: rowspan - 1, isFirst: at === 0 };
        texts.push(at ? "<<" : cellText(cell));
      }
      fill();
    });
    rows.push(texts);
  });
  const width = Math.max(...rows.map((texts) => texts.length));
  const lines = rows.map((texts) => `| ${[...texts, ...Array(width - texts.length).fill("")].join(" | ")} |`);
  lines.splice(1, 0, `|${" --- |".repeat(width)}`);
  return lines.join("\n");
}

function cellText(cell) {
  const parts = [];
  cell.forEach((node) => parts.push(inline(node)));
  const text = parts.filter(Boolean).join("\n").replaceAll("\n", " / ").replaceAll("|", "\\|");
  return text === "<<" || text === "^^" ? `\\${text}` : text;
}

function figure({ key, alt, caption, decorative }) {
  const words = decorative ? "" : escaped(oneLine(alt)).replace(LINE_START, "$1$2\\");
  const title = oneLine(caption).replace(/["\\]|&(?=#?\w+;)/gu, "\\$&");
  return `![${words}](image:${key}${decorative ? "#decorative" : ""}${title ? ` "${title}"` : ""})`;
}

// The words of a paragraph: cut at spaces, then put in emphasis and links from the outside in.
function inline(node) {
  const pieces = [];
  node.forEach((child) => {
    if (child.isText) {
      for (const text of child.text.replace(/[ \t\r\n]+/gu, " ").split(/( )/u)) if (text) pieces.push({ text, marks: child.marks });
    } else if (child.type.name === "hardBreak") pieces.push({ text: "\n", marks: child.marks });
    else if (child.type.name === "footnote") {
      const note = child.attrs.note && inline(child.type.schema.nodeFromJSON({ type: "paragraph", content: child.attrs.note }));
      if (note) pieces.push({ raw: `^[${note.replaceAll("\n", " ")}]`, marks: child.marks });
    }
  });
  return joined(nested(tidied(pieces), []));
}

const isSpace = (piece) => piece.text !== undefined && !piece.text.trim();

// No space at the edges or around a line break, and one space at a time.
function tidied(pieces) {
  const tidy = [];
  for (const piece of pieces) {
    const before = tidy.at(-1);
    if (piece.text === " " && (!before || before.text === " " || before.text === "\n")) continue;
    if (piece.text === "\n") while (tidy.at(-1)?.text === " ") tidy.pop();
    if (piece.text === "\n" && !tidy.length) continue;
    tidy.push(piece);
  }
  while (tidy.length && isSpace(tidy.at(-1))) tidy.pop();
  return tidy;
}

function nested(pieces, around) {
  const tokens = [];
  let at = 0;
  while (at < pieces.length) {
    const piece = pieces[at];
    const waiting = piece.marks.filter((mark) => !around.some((outer) => outer.eq(mark)) && (mark.type.name === "link" || (SIGNS.has(mark.type.name) && !isSpace(piece))));
    if (!waiting.length) {
      tokens.push(piece);
      at += 1;
      continue;
    }
    const [mark, end] = waiting.map((each) => [each, reach(pieces, at, each)]).sort((a, b) => b[1] - a[1] || (a[0].type.name === "link" ? -1 : 1))[0];
    const inner = nested(pieces.slice(at, end), [...around, mark]);
    if (mark.type.name === "link") tokens.push({ link: joined(inner), mark });
    else {
      const emphasis = { sign: mark.type.name === "bold" ? "**" : "*" };
      tokens.push({ emphasis, opens: true }, ...inner, { emphasis, opens: false });
    }
    at = end;
  }
  return tokens;
}

// How far a mark goes on from a piece. Emphasis never ends on a space, nor within a link that begins in it.
function reach(pieces, start, mark) {
  let end = start;
  while (end < pieces.length && mark.isInSet(pieces[end].marks)) end += 1;
  if (mark.type.name === "link") return end;
  const link = oneOf(pieces[end - 1].marks, "link");
  const outer = oneOf(pieces[start].marks, "link");
  if (link && !(outer && link.eq(outer)) && end < pieces.length && link.isInSet(pieces[end].marks)) {
    while (end > start && link.isInSet(pieces[end - 1].marks)) end -= 1;
  }
  while (end > start + 1 && isSpace(pieces[end - 1])) end -= 1;
  return end;
}

// The tokens as text. Where a sign of emphasis would not be seen as one between the characters beside it, the letter on its
// other side is written as a character reference, which counts as punctuation.
function joined(tokens) {
  const parts = [];
  for (const token of tokens) {
    const last = parts.at(-1);
    if (token.text !== undefined && last?.text !== undefined) last.text += token.text;
    else if (token.emphasis && last?.signs) last.signs.push(token);
    else if (token.emphasis) parts.push({ signs: [token] });
    else parts.push({ ...token });
  }
  parts.forEach((part, index) => { part.shown = shown(part, parts[index + 1]); });
  underline(parts);
  let depth = 0;
  parts.forEach((part, index) => {
    if (part.signs) depth = settle(part.signs, parts[index - 1], parts[index + 1], depth);
  });
  return parts.map((part) => part.shown ?? part.signs.map(({ emphasis }) => emphasis.sign).join("")).join("");
}

const isWord = (character) => !SPACE.test(character) && !PUNCTUATION.test(character);
const lastOf = (part) => [...(part?.shown ?? " ")].at(-1) ?? " ";
const firstOf = (part) => [...(part?.shown ?? " ")][0] ?? " ";

// Beside bold, italics are told from it by another sign, where no letter stands close to that.
function underline(parts) {
  const tight = new Set();
  const bare = new Set();
  parts.forEach(({ signs }, index) => signs?.forEach((sign, at) => {
    if (signs.length > 1 && !isTwin(signs, parts)) tight.add(sign.emphasis);
    const beside = sign.opens ? !at && isWord(lastOf(parts[index - 1])) : at === signs.length - 1 && isWord(firstOf(parts[index + 1]));
    if (beside) bare.add(sign.emphasis);
  }));
  for (const emphasis of tight) if (emphasis.sign === "*" && !bare.has(emphasis)) emphasis.sign = "_";
}

// Bold and italics that begin and end together are three asterisks on both sides.
function isTwin(signs, parts) {
  const pair = parts.filter((part) => part.signs?.some((sign) => signs.some(({ emphasis }) => emphasis === sign.emphasis)));
  return pair.length === 2 && pair.every((part, at) => part.signs.length === 2 && part.signs.every((sign) => sign.opens === !at));
}

// Signs that stand together, in runs of one kind. Returns how deep in emphasis the text after them is.
function settle(signs, before, after, depth) {
  const runs = [];
  for (const sign of signs) {
    if (runs.at(-1)?.[0].emphasis.sign[0] === sign.emphasis.sign[0]) runs.at(-1).push(sign);
    else runs.push([sign]);
  }
  runs.forEach((run, at) => {
    const left = at ? "*" : lastOf(before);
    const right = at < runs.length - 1 ? "*" : firstOf(after);
    const opens = run.some((sign) => sign.opens);
    const closes = run.some((sign) => !sign.opens);
    if (closes && PUNCTUATION.test(left) && isWord(right)) after.shown = reference(right) + after.shown.slice(right.length).replace(/^_/u, "\\_");
    // Within emphasis, what opens between two letters could be taken to close.
    if (opens && isWord(left) && (PUNCTUATION.test(right) || (!closes && depth))) before.shown = before.shown.slice(0, -left.length).replace(/(?<=[\p{L}\p{N}])_$/u, "\\_") + reference(left);
    for (const sign of run) depth += sign.opens ? 1 : -1;
  });
  return depth;
}

const reference = (character) => `&#${character.codePointAt(0)};`;

function shown(part, after) {
  if (part.signs) return undefined;
  if (part.raw !== undefined) return part.raw;
  if (part.link !== undefined) return `[${part.link}](${address(part.mark.attrs)})`;
  // Before a link these would make a picture or a note of it.
  const last = after?.link === undefined ? null : part.text.match(/[!^]$/u);
  return last ? `${escaped(part.text.slice(0, -1))}\\${last[0]}` : escaped(part.text);
}

function address({ href, title }) {
  const safe = href.replace(/\s/gu, "%20").replace(/[()\\<>*_`]|&(?=#?\w+;)/gu, "\\$&");
  return title ? `${safe} "${title.replace(/["\\]|&(?=#?\w+;)/gu, "\\$&")}"` : safe;
}
