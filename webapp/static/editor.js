// The editor of a section's text, for people who live in Word. It stands in front of the textarea of the form and keeps its
// text up to date, so that what is saved, kept and sent is the same with and without it. Words come from the page.
(() => {
  "use strict";
  const { Editor, Extension, Node, StarterKit, Table, TableCell, TableHeader, TableRow } = Tiptap;
  const template = document.getElementById("editor-parts");
  if (!template) return;
  const words = template.dataset;

  const Footnote = Node.create({
    name: "footnote",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ note: { default: "" } }),
    parseHTML: () => [{ tag: "span[data-note]", getAttrs: (element) => ({ note: element.dataset.note }) }],
    renderHTML: ({ node }) => ["sup", { class: "y-editor__note", "data-note": node.attrs.note, title: node.attrs.note, role: "img", "aria-label": words.textNote.replace("{note}", node.attrs.note) }, "*"],
  });

  const Figure = Node.create({
    name: "figure",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => Object.fromEntries(["key", "src", "alt", "caption"].map((name) => [name, { default: "" }]).concat([["decorative", { default: false }]])),
    // Only what was copied from an editor has a key; any other picture must be uploaded first.
    parseHTML: () => [{ tag: "figure[data-key]", getAttrs: (element) => ({ ...element.dataset, decorative: element.dataset.decorative === "true" }) }],
    renderHTML: ({ node: { attrs } }) => [
      "figure",
      { "data-key": attrs.key, "data-src": attrs.src, "data-alt": attrs.alt, "data-caption": attrs.caption, "data-decorative": String(attrs.decorative) },
      ["img", { src: attrs.src, alt: attrs.alt }],
      ["figcaption", {}, attrs.caption || (attrs.decorative ? words.textDecorative : attrs.alt) || words.textNoAlt],
    ],
  });

  const cell = (type) => type.extend({ content: "paragraph+" });

  // Escape lets the next Tab leave, since Tab has other work in lists and tables.
  const WayOut = Extension.create({
    name: "wayOut",
    priority: 1000,
    addStorage: () => ({ open: false }),
    addKeyboardShortcuts() {
      const leave = (step) => () => {
        if (!this.storage.open) return false;
        this.storage.open = false;
        const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [contenteditable=true]")].filter((each) => !each.disabled && each.type !== "hidden" && each.tabIndex >= 0 && each.checkVisibility());
        all[all.indexOf(this.editor.view.dom) + step]?.focus();
        return true;
      };
      return {
        Escape: () => {
          this.storage.open = true;
          return false;
        },
        Tab: leave(1),
        "Shift-Tab": leave(-1),
      };
    },
  });

  const EXTENSIONS = [
    StarterKit.configure({
      code: false, codeBlock: false, heading: false, horizontalRule: false, strike: false, underline: false,
      link: { openOnClick: false, autolink: false, linkOnPaste: true, protocols: ["mailto"], isAllowedUri: (uri) => /^(https?:\/\/|mailto:)\S+$/i.test(uri), HTMLAttributes: { target: null, rel: null, class: null } },
    }),
    Table.configure({ resizable: false }),
    TableRow, cell(TableHeader), cell(TableCell),
    Footnote, Figure, WayOut,
  ];

  const COMMANDS = {
    bold: { run: (chain) => chain.toggleBold(), mark: "bold" },
    italic: { run: (chain) => chain.toggleItalic(), mark: "italic" },
    bullets: { run: (chain) => chain.toggleBulletList(), mark: "bulletList" },
    numbers: { run: (chain) => chain.toggleOrderedList(), mark: "orderedList" },
    indent: { run: (chain) => chain.sinkListItem("listItem"), can: (can) => can.sinkListItem("listItem") },
    outdent: { run: (chain) => chain.liftListItem("listItem"), can: (can) => can.liftListItem("listItem") },
    quote: { run: (chain) => chain.toggleBlockquote(), mark: "blockquote" },
    undo: { run: (chain) => chain.undo(), can: (can) => can.undo() },
    redo: { run: (chain) => chain.redo(), can: (can) => can.redo() },
    table: { run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), can: (can) => can.insertTable() },
    rowAbove: { run: (chain) => chain.addRowBefore() },
    rowBelow: { run: (chain) => chain.addRowAfter() },
    rowAway: { run: (chain) => chain.deleteRow() },
    columnBefore: { run: (chain) => chain.addColumnBefore() },
    columnAfter: { run: (chain) => chain.addColumnAfter() },
    columnAway: { run: (chain) => chain.deleteColumn() },
    merge: { run: (chain) => chain.mergeCells(), can: (can) => can.mergeCells() },
    split: { run: (chain) => chain.splitCell(), can: (can) => can.splitCell() },
    tableAway: { run: (chain) => chain.deleteTable() },
    link: { ask: askLink, mark: "link" },
    footnote: { ask: askNote, mark: "footnote" },
    figure: { ask: askFigure, mark: "figure" },
  };

  class SectionEditor {
    constructor(textarea) {
      this.textarea = textarea;
      this.root = template.content.querySelector(".y-editor").cloneNode(true);
      this.name();
      this.toolbar = this.root.querySelector("[role=toolbar]");
      this.state = this.root.querySelector("[role=status]");
      textarea.before(this.root);
      this.root.addEventListener("click", (event) => this.press(event));
      this.toolbar.addEventListener("keydown", (event) => this.steer(event));
      textarea.addEventListener("yttra:restored", () => this.load());
      this.load();
    }

    // Labels and toolbars are told apart by the field that they belong to.
    name() {
      const { id, lang } = this.textarea;
      const label = document.querySelector(`label[for="${id}"]`);
      label.id ||= `${id}-label`;
      label.addEventListener("click", () => this.editor?.commands.focus());
      this.attributes = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, spellcheck: "true", class: "y-prose y-editor__text", lang };
      const described = this.textarea.getAttribute("aria-describedby");
      this.attributes["aria-describedby"] = [described, "editor-help"].filter(Boolean).join(" ");
      if (this.textarea.getAttribute("aria-invalid")) this.attributes["aria-invalid"] = "true";
      this.root.querySelector("[role=toolbar]").setAttribute("aria-label", words.textToolbar.replace("{field}", label.textContent.trim()));
    }

    async load() {
      const body = new FormData();
      body.set("text", this.textarea.value);
      body.set("csrf_token", this.textarea.form.elements.csrf_token.value);
      try {
        const answer = await fetch(words.render, { method: "POST", body, credentials: "same-origin", redirect: "error" });
        if (!answer.ok) throw new Error(answer.status);
        this.show((await answer.json()).blocks);
      } catch {
        this.root.hidden = true; // The textarea stays, and does all that is needed.
      }
    }

    show(blocks) {
      this.editor?.destroy();
      this.editor = new Editor({
        element: this.root.querySelector("[data-editor-text]"),
        extensions: EXTENSIONS,
        injectCSS: false,
        editorProps: {
          attributes: this.attributes,
          transformPastedHTML: (html) => YttraPaste.clean(html),
          handlePaste: (_view, event) => this.pastePicture(event),
        },
        onTransaction: () => this.refresh(),
        onUpdate: () => this.write(),
      });
      const doc = YttraText.read(this.editor.schema, blocks);
      const { tr } = this.editor.state;
      this.editor.view.dispatch(tr.replaceWith(0, tr.doc.content.size, doc.content).setMeta("addToHistory", false).setMeta("preventUpdate", true));
      this.toggle(true);
      this.root.dataset.ready = "";
    }

    write() {
      this.textarea.value = YttraText.write(this.editor.state.doc);
      this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }

    toggle(rich) {
      this.rich = rich;
      this.root.hidden = false;
      this.root.classList.toggle("y-editor--text", !rich);
      this.textarea.classList.toggle("y-editor__source", rich);
      this.textarea.hidden = rich;
      this.refresh();
    }

    press(event) {
      const button = event.target.closest("button[data-do]");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const name = button.dataset.do;
      if (name === "source") {
        if (this.rich) this.toggle(false);
        else this.load();
        return;
      }
      const command = COMMANDS[name];
      if (command.ask) command.ask(this);
      else command.run(this.editor.chain().focus()).run();
    }

    // One stop for Tab in the toolbar; the arrow keys go between its buttons (ARIA Authoring Practices, toolbar).
    steer(event) {
      const buttons = [...this.toolbar.querySelectorAll("button")].filter((each) => each.checkVisibility());
      const at = buttons.indexOf(document.activeElement);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (next === undefined || at < 0) return;
      event.preventDefault();
      const chosen = buttons[(next + buttons.length) % buttons.length];
      for (const each of buttons) each.tabIndex = each === chosen ? 0 : -1;
      chosen.focus();
    }

    refresh() {
      if (!this.editor) return;
      const { editor, rich } = this;
      const inTable = rich && editor.isActive("table");
      for (const group of this.root.querySelectorAll("[data-in-table]")) group.hidden = !inTable;
      for (const button of this.toolbar.querySelectorAll("button")) {
        const { mark, can } = COMMANDS[button.dataset.do] ?? {};
        if (mark) button.setAttribute("aria-pressed", String(rich && editor.isActive(mark)));
        if (button.dataset.do === "source") button.setAttribute("aria-pressed", String(!rich));
        else button.setAttribute("aria-disabled", String(!rich || Boolean(can && !can(editor.can()))));
        if (!button.checkVisibility() && button.tabIndex === 0) this.toolbar.querySelector("button").tabIndex = 0;
      }
    }

    pastePicture(event) {
      const file = [...(event.clipboardData?.files ?? [])].find((each) => each.type.startsWith("image/"));
      if (!file || event.clipboardData.getData("text/html").includes("<p")) return false;
      askFigure(this, file);
      return true;
    }

    say(text) {
      this.state.textContent = text;
    }
  }

  // A dialog of the page, filled in and waited for: resolves to its form's fields, or null where it was left.
  function ask(id, values, check) {
    const dialog = document.getElementById(id);
    const form = dialog.querySelector("form");
    form.reset();
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements[name];
      if (!field || field.type === "file") continue;
      if (field.type === "checkbox") field.checked = value;
      else field.value = value ?? "";
    }
    for (const part of form.querySelectorAll("[data-when]")) part.hidden = !values[part.dataset.when];
    const fault = form.querySelector("[role=alert]");
    fault.textContent = "";
    dialog.showModal();
    return new Promise((resolve) => {
      const end = (outcome) => {
        dialog.onclose = form.onsubmit = null;
        if (dialog.open) dialog.close();
        resolve(outcome);
      };
      dialog.onclose = () => end(null);
      form.onsubmit = async (event) => {
        event.preventDefault();
        const pressed = event.submitter?.value;
        const fields = Object.fromEntries(new FormData(form));
        if (pressed === "cancel") return end(null);
        if (pressed === "remove") return end({ remove: true });
        const wrong = await check?.(fields, form);
        if (wrong) fault.textContent = wrong;
        else end(fields);
      };
    });
  }

  async function askLink({ editor }) {
    const { href } = editor.getAttributes("link");
    const { from, to, empty } = editor.state.selection;
    const text = editor.state.doc.textBetween(from, to);
    const found = await ask("editor-link", { href, text, isNew: empty && !href, exists: Boolean(href) }, (fields) => {
      const target = address(fields.href.trim());
      return /^(https?:\/\/|mailto:)\S+$/i.test(target) ? "" : words.textBadLink;
    });
    if (!found) return void editor.commands.focus();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (found.remove) chain.unsetLink().run();
    else if (empty && !href) editor.chain().focus().insertContent({ type: "text", text: found.text || found.href, marks: [{ type: "link", attrs: { href: address(found.href.trim()) } }] }).run();
    else chain.setLink({ href: address(found.href.trim()) }).run();
  }

  const address = (typed) => (/^\S+@\S+\.\S+$/.test(typed) ? `mailto:${typed}` : /^www\./i.test(typed) ? `https://${typed}` : typed);

  async function askNote({ editor }) {
    const { note } = editor.getAttributes("footnote");
    const found = await ask("editor-note", { note, exists: note !== undefined }, (fields) => (fields.note.trim() ? "" : words.textNoNote));
    if (!found) return void editor.commands.focus();
    const chain = editor.chain().focus();
    if (found.remove) chain.deleteSelection().run();
    else if (note === undefined) chain.insertContent({ type: "footnote", attrs: { note: balanced(found.note) } }).run();
    else chain.updateAttributes("footnote", { note: balanced(found.note) }).run();
  }

  // A note is written between brackets, so its own must come in pairs.
  function balanced(note) {
    const line = note.replace(/\s+/g, " ").trim();
    let depth = 0;
    for (const sign of line.replace(/\\./g, "")) {
      depth += sign === "[" ? 1 : sign === "]" ? -1 : 0;
      if (depth < 0) break;
    }
    return depth === 0 ? line : line.replace(/(?<!\\)[[\]]/g, "\\$&");
  }

  async function askFigure(owner, file) {
    const { editor } = owner;
    const chosen = editor.isActive("figure") ? editor.getAttributes("figure") : null;
    let made = chosen;
    const found = await ask("editor-figure", { ...chosen, exists: Boolean(chosen), isNew: !chosen && !file }, async (fields, form) => {
      const picture = file ?? (chosen ? null : form.elements.file.files[0]);
      if (!chosen && !picture) return words.textNoPicture;
      if (!fields.alt.trim() && !fields.decorative) return words.textAlt;
      if (!picture) return "";
      const answer = await upload(picture, owner);
      made = answer.picture;
      return answer.fault;
    });
    if (!found) return void editor.commands.focus();
    if (found.remove) return void editor.chain().focus().deleteSelection().run();
    const attrs = { ...made, alt: found.decorative ? "" : found.alt.trim(), caption: found.caption.trim(), decorative: Boolean(found.decorative) };
    if (chosen) editor.chain().focus().updateAttributes("figure", attrs).run();
    else editor.chain().focus().insertContent([{ type: "figure", attrs }, { type: "paragraph" }]).run();
  }

  async function upload(picture, { textarea }) {
    const body = new FormData();
    body.set("file", picture);
    body.set("csrf_token", textarea.form.elements.csrf_token.value);
    try {
      const answer = await fetch(words.figures, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error" });
      const told = await answer.json();
      if (answer.ok) return { picture: { key: told.key, src: told.url }, fault: "" };
      return { fault: Object.values(told.errors ?? {}).flat()[0] ?? words.textNotUploaded };
    } catch {
      return { fault: words.textNotUploaded };
    }
  }

  for (const textarea of document.querySelectorAll("textarea[data-editor]")) new SectionEditor(textarea);
})();
