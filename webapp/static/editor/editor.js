// The editor of a section's text. Each field's textarea stays the form's own and is written to at every change, so that saving,
// keeping and sending are the same with the editor and without it. All words come from the page.
import { Editor, Extension, Selection, closeHistory } from "../vendor/tiptap/tiptap.js";
import { askFigure, askLink, askNote, completed, selected } from "./dialogs.js";
import { load } from "./loading.js";
import { toMarkdown } from "./markdown.js";
import { cleaned } from "./paste.js";
import { extensions } from "./schema.js";
import { Toolbar } from "./toolbar.js";

class TextEditor {
  constructor(root, words, addresses) {
    this.root = root;
    this.words = words;
    this.addresses = addresses;
    this.area = root.querySelector("textarea");
    this.form = this.area.form;
    this.place = root.querySelector("[data-editor-place]");
    this.status = root.querySelector("[data-editor-status]");
    this.toggle = root.querySelector("[data-editor-toggle]");
    this.label = root.querySelector("label");
    this.id = this.area.id;
    this.label.id ||= `${this.id}-label`;
    this.pending = [];
  }

  async start() {
    const blocks = this.root.dataset.blocks ? JSON.parse(this.root.dataset.blocks) : await this.render();
    if (!blocks) return; // The textarea stays, and does all that is needed.

    this.editor = new Editor({
      element: this.place,
      extensions: [...extensions(this.words), this.shortcuts()],
      injectCSS: false,
      editorProps: {
        attributes: this.attributes(),
        transformPastedHTML: (text) => this.clean(text),
        handlePaste: (_view, event) => this.pasted(event),
        handleDrop: (_view, event) => this.dropped(event),
        handleDoubleClick: () => this.edit(),
      },
    });
    this.take(blocks, { isFirst: true });
    this.editor.on("update", () => this.write());
    this.toolbar = new Toolbar(this.root.querySelector("[role=toolbar]"), this.editor, { words: this.words, send: (file) => this.send(file) });
    this.label.addEventListener("click", () => { if (!this.isText) this.editor.commands.focus(); });
    this.toggle.addEventListener("click", () => this.switch());
    this.form.addEventListener("yttra:restored", () => this.renew());
    this.show(false);
    this.root.dataset.editor = "ready";
  }

  attributes() {
    const told = [this.area.getAttribute("aria-describedby"), `${this.id}-editor-help`].filter(Boolean).join(" ");
    return {
      "class": "y-editor__text y-prose",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": this.label.id,
      "aria-describedby": told,
      ...(this.area.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
      lang: this.area.lang,
      spellcheck: "true",
    };
  }

  shortcuts() {
    const keys = {
      "Mod-k": () => {
        // Browsers tell of a new selection after the key that made it: quick fingers come before.
        this.editor.view.domObserver.flush();
        return askLink(this.editor, this.words) ?? true;
      },
      "Mod-Alt-f": () => askNote(this.editor, this.words) ?? true,
      "Alt-F10": () => this.toolbar.focus() ?? true,
      Enter: () => this.edit(),
    };
    return Extension.create({ name: "shortcuts", priority: 2000, addKeyboardShortcuts: () => keys });
  }

  // Goes into what is selected as a whole: a note or a figure.
  edit() {
    if (selected(this.editor, "footnote")) askNote(this.editor, this.words);
    else if (selected(this.editor, "figure")) askFigure(this.editor, this.words, (file) => this.send(file));
    else return false;
    return true;
  }

  // Only blocks that differ are replaced, so that the caret stays where it was.
  take(blocks, { isFirst = false } = {}) {
    const { state, schema, view } = this.editor;
    const { doc, sources } = load(blocks, schema);
    this.sources = sources;
    const old = state.doc;
    let [first, last, at, end] = [0, 0, 0, old.content.size];
    const most = Math.min(old.childCount, doc.childCount);
    for (; first < most && old.child(first).eq(doc.child(first)); first += 1) at += old.child(first).nodeSize;
    for (; last < most - first && old.child(old.childCount - 1 - last).eq(doc.child(doc.childCount - 1 - last)); last += 1) end -= old.child(old.childCount - 1 - last).nodeSize;
    if (first === old.childCount && first === doc.childCount) return;
    const change = state.tr.replaceWith(at, end, doc.content.content.slice(first, doc.childCount - last));
    if (isFirst) change.setSelection(Selection.atStart(change.doc)).setMeta("addToHistory", false);
    view.dispatch(closeHistory(change).setMeta("preventUpdate", true));
    view.dispatch(closeHistory(view.state.tr));
  }

  write() {
    const text = toMarkdown(this.editor.state.doc, this.sources);
    if (text === this.area.value) return;
    this.area.value = text;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The textarea or the editor: one of them is shown, and has the id that the label and the list of errors lead to.
  show(isText) {
    this.isText = isText;
    this.area.id = isText ? this.id : `${this.id}-source`;
    this.editor.view.dom.id = isText ? "" : this.id;
    this.area.hidden = !isText;
    this.root.querySelector("[data-editor-box]").hidden = isText;
    this.toggle.hidden = false;
    this.toggle.textContent = isText ? this.words.asPage : this.words.asText;
    if (isText) this.label.htmlFor = this.id;
    else this.label.removeAttribute("for");
  }

  async switch() {
    if (!this.isText) {
      this.show(true);
      this.area.focus();
    } else if (await this.renew()) this.editor.commands.focus("start");
  }

  // What was typed as text is shown as a page again.
  async renew() {
    const blocks = await this.render();
    if (!blocks) {
      this.say(this.words.noAnswer);
      this.show(true);
      return false;
    }
    this.say("");
    this.take(blocks);
    this.show(false);
    return true;
  }

  async render() {
    const answer = await this.post(this.addresses.render, { text: this.area.value });
    return answer?.ok ? (await answer.json()).blocks : null;
  }

  post(address, fields) {
    const body = new FormData();
    body.set("csrf_token", this.form.elements.csrf_token.value);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error" }).catch(() => null);
  }

  async send(file) {
    this.say(this.words.sending);
    const answer = await this.post(this.addresses.upload, { file });
    const found = await answer?.json().catch(() => null);
    this.say("");
    return found?.key ? found : { error: Object.values(found?.errors ?? {}).flat().join(" ") || (answer?.status === 413 ? this.words.tooLarge : this.words.noAnswer) };
  }

  say(sentence) {
    this.status.textContent = sentence;
  }

  clean(text) {
    const { html, images, lost } = cleaned(text);
    this.pending.push(...images);
    this.say(lost ? this.words.picturesLost : "");
    setTimeout(() => this.askPending());
    return html;
  }

  // Pictures that were pasted amid a text are asked about one by one.
  async askPending() {
    const source = this.pending.shift();
    if (!source) return;
    const file = await pictureFrom(source).catch(() => null);
    if (file) askFigure(this.editor, this.words, (each) => this.send(each), file);
    document.querySelector("[data-editor-dialog=figure]").addEventListener("close", () => setTimeout(() => this.askPending()), { once: true });
  }

  pasted(event) {
    const { clipboardData } = event;
    const picture = [...clipboardData.files].find((file) => file.type.startsWith("image/"));
    if (picture && !clipboardData.getData("text/plain").trim()) {
      askFigure(this.editor, this.words, (file) => this.send(file), picture);
      return true;
    }
    const address = completed(clipboardData.getData("text/plain"));
    if (!/^https?:/u.test(clipboardData.getData("text/plain").trim()) || !address) return false;
    if (this.editor.state.selection.empty) return false;
    return this.editor.chain().setMark("link", { href: address }).run();
  }

  dropped(event) {
    const picture = [...(event.dataTransfer?.files ?? [])].find((file) => file.type.startsWith("image/"));
    if (!picture) return false;
    askFigure(this.editor, this.words, (file) => this.send(file), picture);
    return true;
  }
}

// Not by fetch, which the page's policy keeps within the site.
async function pictureFrom(source) {
  const [, type, data] = source.match(/^data:(image\/(?:png|jpeg|webp));base64,(.+)$/isu);
  const bytes = Uint8Array.from(atob(data.replace(/\s/gu, "")), (character) => character.charCodeAt(0));
  return new File([bytes], `picture.${type.split("/")[1]}`, { type });
}

// One language at a time, or beside each other where there is room.
function chooseView(box) {
  const kept = "yttra:editor-view";
  const panels = [...box.querySelectorAll("[data-editor-panel]")];
  const show = (view) => {
    const isKnown = panels.some((panel) => panel.dataset.editorPanel === view);
    for (const panel of panels) panel.hidden = isKnown && panel.dataset.editorPanel !== view;
    box.classList.toggle("y-editors--one", isKnown);
    for (const button of box.querySelectorAll("[data-editor-view]")) button.setAttribute("aria-pressed", String(button.dataset.editorView === (isKnown ? view : "all")));
  };
  const bar = box.querySelector("[data-editor-views]");
  if (!bar) return;
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-editor-view]");
    if (!button) return;
    show(button.dataset.editorView);
    try { localStorage.setItem(kept, button.dataset.editorView); } catch { /* Then it is chosen again next time. */ }
  });
  let view = null;
  try { view = localStorage.getItem(kept); } catch { /* As above. */ }
  const hasErrors = Boolean(box.querySelector("[aria-invalid=true]"));
  show(hasErrors ? "all" : view ?? (matchMedia("(width < 60rem)").matches ? panels[0].dataset.editorPanel : "all"));
}

for (const box of document.querySelectorAll("[data-editors]")) {
  const words = JSON.parse(box.dataset.words);
  const addresses = { render: box.dataset.render, upload: box.dataset.upload };
  for (const root of box.querySelectorAll("[data-editor]")) new TextEditor(root, words, addresses).start();
  chooseView(box);
}
