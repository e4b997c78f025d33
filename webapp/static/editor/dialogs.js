// The questions that the editor asks: a link's address, a note's text, a picture and what it shows, a table's size.
import { Editor, NodeSelection } from "../vendor/tiptap/tiptap.js";
import { ADDRESS, noteExtensions } from "./schema.js";

/** Shows the dialog `name`; `save` gives a sentence where something is wrong, else the dialog closes. Focus goes back to the text. */
function ask(name, editor, { save, remove }) {
  const dialog = document.querySelector(`[data-editor-dialog="${name}"]`);
  const form = dialog.querySelector("form");
  const error = dialog.querySelector("[data-error]");
  const over = new AbortController();
  const { signal } = over;
  const say = (sentence, field) => {
    error.textContent = sentence;
    for (const each of form.elements) each.removeAttribute("aria-invalid");
    field?.setAttribute("aria-invalid", "true");
    if (sentence) (field ?? form.querySelector("[autofocus]"))?.focus();
  };
  say("");
  const removing = dialog.querySelector("[data-remove]");
  if (removing) removing.hidden = !remove;
  dialog.addEventListener("close", () => {
    over.abort();
    if (!editor.isDestroyed) editor.view.focus();
  }, { signal });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.type === "submit") return;
    dialog.close();
    if ("remove" in button.dataset) remove();
  }, { signal });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const wrong = await save(say);
    if (wrong !== false) dialog.close();
  }, { signal });
  dialog.showModal();
  return { dialog, form, signal };
}

/** An address as people type it; nothing where it leads nowhere. */
export function completed(typed) {
  const text = typed.trim();
  if (ADDRESS.test(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/u.test(text)) return `mailto:${text}`;
  if (/^[^\s@/:]+(\.[^\s@/:.]+)+(:\d+)?([/?#]\S*)?$/u.test(text)) return `https://${text}`;
  return "";
}

export function askLink(editor, words) {
  if (editor.isActive("link")) editor.commands.extendMarkRange("link");
  const { href = "" } = editor.getAttributes("link");
  const isEmpty = editor.state.selection.empty;
  const { form } = ask("link", editor, {
    remove: href ? () => editor.chain().focus().unsetMark("link").run() : null,
    save(say) {
      const { address, text } = form.elements;
      const whole = completed(address.value);
      if (!whole) {
        say(words.badAddress, address);
        return false;
      }
      const mark = { type: "link", attrs: { href: whole } };
      if (isEmpty) editor.chain().insertContent([{ type: "text", text: text.value.trim() || whole, marks: [mark] }]).unsetMark("link").run();
      else editor.chain().setMark("link", { href: whole }).run();
      return true;
    },
  });
  form.elements.text.value = "";
  form.elements.text.closest("[data-row]").hidden = !isEmpty;
  form.elements.address.value = href;
  form.elements.address.select();
}

/** The node `type` that is selected, if any. */
export function selected(editor, type) {
  const { selection } = editor.state;
  return selection instanceof NodeSelection && selection.node.type.name === type ? selection.node : null;
}

export function askNote(editor, words) {
  const former = selected(editor, "footnote");
  const place = document.querySelector("[data-editor-note]");
  const { dialog, form, signal } = ask("footnote", editor, {
    remove: former ? () => editor.chain().focus().deleteSelection().run() : null,
    save(say) {
      const note = small.getJSON().content[0].content ?? [];
      if (!note.some((node) => node.text?.trim())) {
        say(words.emptyNote);
        small.view.focus();
        return false;
      }
      const at = editor.state.selection.to;
      if (former) editor.chain().updateAttributes("footnote", { note }).setTextSelection(at).run();
      else editor.chain().setTextSelection(at).insertContent({ type: "footnote", attrs: { note } }).run();
      return true;
    },
  });
  const small = new Editor({
    element: place,
    extensions: noteExtensions(),
    content: { type: "doc", content: [{ type: "paragraph", content: former?.attrs.note ?? [] }] },
    injectCSS: false,
    editorProps: {
      attributes: { "class": "ds-input y-input y-editor__note", role: "textbox", "aria-labelledby": place.dataset.noteLabel, "aria-describedby": place.dataset.noteError, lang: editor.view.dom.lang },
      handleKeyDown(_view, event) {
        if (event.key !== "Enter" || event.isComposing) return false;
        form.requestSubmit();
        return true;
      },
    },
  });
  small.commands.setTextSelection(small.state.doc.content.size - 1);
  small.view.focus();
  dialog.addEventListener("close", () => setTimeout(() => small.destroy()), { once: true });
  signal.addEventListener("abort", () => small.setEditable(false));
}

export function askTable(editor) {
  const { form } = ask("table", editor, {
    save() {
      const size = (field, most) => Math.min(Math.max(Number(field.value) || 1, 1), most);
      const { rows, columns } = form.elements;
      editor.chain().insertTable({ rows: size(rows, 50) + 1, cols: size(columns, 12), withHeaderRow: true }).run();
      return true;
    },
  });
}

/** Asks for a picture (or about `file`, that was pasted) and what it shows; for the selected figure, about that. */
export function askFigure(editor, words, send, file = null) {
  const former = file ? null : selected(editor, "figure");
  const { form, signal } = ask("figure", editor, {
    remove: former ? () => editor.chain().focus().deleteSelection().run() : null,
    async save(say) {
      const { picture, alt, decorative, caption } = form.elements;
      const chosen = file ?? picture.files[0];
      if (!former && !chosen) return say(words.noPicture, picture) ?? false;
      if (!alt.value.trim() && !decorative.checked) return say(words.lacking, alt) ?? false;
      const attrs = { alt: decorative.checked ? "" : alt.value.trim(), decorative: decorative.checked, caption: caption.value.trim() };
      if (chosen) {
        const answer = await send(chosen);
        if (!answer.key) return say(answer.error, file ? alt : picture) ?? false;
        [attrs.key, attrs.src] = [answer.key, answer.url];
      }
      if (former) editor.chain().updateAttributes("figure", attrs).run();
      else editor.chain().insertContent([{ type: "figure", attrs }, { type: "paragraph" }]).run();
      return true;
    },
  });
  const { picture, alt, decorative, caption } = form.elements;
  form.reset();
  picture.closest("[data-row]").hidden = Boolean(file);
  form.querySelector("[data-file-name]").textContent = file?.name ?? "";
  if (former) {
    alt.value = former.attrs.alt;
    decorative.checked = former.attrs.decorative;
    caption.value = former.attrs.caption;
  }
  const toggle = () => { alt.disabled = decorative.checked; };
  decorative.addEventListener("change", toggle, { signal });
  toggle();
}
