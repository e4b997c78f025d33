// What the editor holds as the CommonMark of webapp/drafts/blocks.py, and back. Text that was not touched keeps its source to
// the letter, so that the server finds each block again.
window.YttraText = (() => {
  "use strict";
  const { MarkdownSerializerState, DOMParser: ModelParser, Fragment } = Tiptap;

  // The same as `escape_inline` and `escape_line_starts` in webapp/drafts/blocks.py.
  const INLINE = /[\\`*[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z!/?]|$)|&(?=#?\w+;)|!(?=\[)/gu;
  const LINE_START = /^([ \t]*)(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|>|#{1,6}(?:\s|$)|[-=:|~+][-=:|~+\s]*$))/gmu;

  class State extends MarkdownSerializerState {
    esc(text, atStart = false) {
      let escaped = text.replace(INLINE, "\\$&");
      if (this.inCell) return escaped.replaceAll("|", "\\|");
      if (atStart || this.afterBreak) escaped = escaped.replace(LINE_START, (_found, space, number) => `${space}${number ?? ""}\\`);
      this.afterBreak = false;
      return escaped;
    }
  }

  const bullet = (state, node, mark) => state.renderList(node, "  ", () => `${mark} `);

  const NODES = {
    doc: (state, node) => state.renderContent(node),
    text: (state, node) => state.text(node.text),
    paragraph(state, node) {
      if (!node.childCount) return;
      state.renderInline(node);
      state.closeBlock(node);
    },
    blockquote: (state, node) => state.wrapBlock("> ", null, node, () => state.renderContent(node)),
    bulletList: (state, node) => bullet(state, node, state.mark ?? "-"),
    orderedList(state, node) {
      const start = node.attrs.start ?? 1;
      const width = String(start + node.childCount - 1).length;
      state.renderList(node, " ".repeat(width + 2), (n) => `${String(start + n)}. `.padEnd(width + 2));
    },
    listItem: (state, node) => state.renderContent(node),
    hardBreak(state, node, parent, index) {
      if (state.inCell) {
        state.write(" ");
        return;
      }
      for (let n = index + 1; n < parent.childCount; n += 1) {
        if (parent.child(n).type !== node.type) {
          state.write("\\\n");
          state.afterBreak = true;
          return;
        }
      }
    },
    footnote: (state, node) => state.write(`^[${node.attrs.note}]`),
    figure(state, node) {
      state.write(figure(node.attrs));
      state.closeBlock(node);
    },
    table(state, node) {
      state.write(table(node));
      state.closeBlock(node);
    },
  };

  const MARKS = {
    italic: { open: "*", close: "*", mixable: true, expelEnclosingWhitespace: true },
    bold: { open: "**", close: "**", mixable: true, expelEnclosingWhitespace: true },
    link: { open: "[", close: (_state, mark) => `](${address(mark.attrs.href)})`, mixable: false },
  };

  const address = (href) => (/[\s()<>]/.test(href) ? encodeURI(decodeURI(href)).replaceAll("(", "%28").replaceAll(")", "%29") : href);

  function figure({ key, alt, caption, decorative }) {
    const words = decorative ? "" : alt.replace(/\s+/g, " ").trim().replace(INLINE, "\\$&");
    const title = (caption ?? "").replace(/\s+/g, " ").trim().replaceAll("\\", "\\\\").replaceAll('"', '\\"');
    const target = `image:${key}${decorative ? "#decorative" : ""}`;
    return title ? `![${words}](${target} "${title}")` : `![${words}](${target})`;
  }

  function state(mark) {
    const made = new State(NODES, MARKS, { tightLists: true, hardBreakNodeName: "hardBreak" });
    made.mark = mark;
    return made;
  }

  function cell(node) {
    const made = state();
    made.inCell = true;
    node.forEach((paragraph, _offset, n) => {
      if (n) made.out += " ";
      made.renderInline(paragraph);
    });
    const text = made.out.replace(/\s+/g, " ").trim();
    return text === "<<" || text === "^^" ? `\\${text}` : text;
  }

  // Each place in the grid holds a cell's text, or the mark of the cell that it continues.
  function table(node) {
    const grid = [];
    node.forEach((row, _offset, y) => {
      grid[y] ??= [];
      let x = 0;
      row.forEach((each) => {
        while (grid[y][x] !== undefined) x += 1;
        const { colspan, rowspan } = each.attrs;
        for (let down = 0; down < rowspan; down += 1) {
          grid[y + down] ??= [];
          for (let right = 0; right < colspan; right += 1) grid[y + down][x + right] = down ? "^^" : right ? "<<" : cell(each);
        }
        x += colspan;
      });
    });
    const width = Math.max(...grid.map((row) => row.length));
    const line = (row) => `| ${Array.from({ length: width }, (_, n) => row[n] ?? "").join(" | ")} |`;
    return [line(grid[0]), `|${" --- |".repeat(width)}`, ...grid.slice(1, node.childCount).map(line)].join("\n");
  }

  const sources = new WeakMap(); // The text that each block was made of, for as long as nobody has changed it.

  function write(doc) {
    const parts = [];
    let before = null;
    let mark = "-";
    doc.forEach((node) => {
      mark = node.type.name === "bulletList" && before?.type.name === "bulletList" && mark === "-" ? "*" : "-";
      before = node;
      const text = sources.get(node) ?? fresh(node, mark);
      if (text.trim()) parts.push(text);
    });
    return parts.join("\n\n");
  }

  function fresh(node, mark) {
    const made = state(mark);
    made.render(node, null, 0);
    return made.out.replace(/[ \t]+$/gm, "").replace(/^\n+|\n+$/g, "");
  }

  function read(schema, blocks) {
    const parser = ModelParser.fromSchema(schema);
    const nodes = blocks.flatMap(({ source, html, figure: attrs }) => {
      const found = attrs ? [schema.nodes.figure.create(attrs)] : parsed(parser, html);
      if (found.length === 1) sources.set(found[0], source);
      return found;
    });
    return schema.topNodeType.create(null, nodes.length ? nodes : [schema.nodes.paragraph.create()]);
  }

  function parsed(parser, html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const doc = parser.parse(page.body);
    return Fragment.from(doc.content).content;
  }

  return { read, write, figure };
})();
