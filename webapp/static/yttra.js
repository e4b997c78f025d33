"use strict";
// Small improvements of pages that work without them. Nothing here is the only way to do a thing. Texts come from the page.

(() => {
  const texts = document.body.dataset;

  // A form is sent once. The button keeps its focus, so it is marked and not disabled.
  const PATIENCE = 8000; // A file that is downloaded leaves the page; after this long, in ms, the form can be sent again.

  function setBusy(form, busy) {
    form.toggleAttribute("data-busy", busy);
    for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog") return;
    if (form.hasAttribute("data-busy")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (question && !form.hasAttribute("data-confirmed")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(question, event.submitter, () => {
        form.setAttribute("data-confirmed", "");
        form.requestSubmit(event.submitter);
        form.removeAttribute("data-confirmed");
      });
      return;
    }
    setBusy(form, true);
    setTimeout(() => setBusy(form, false), PATIENCE);
  }, true);

  function release() {
    document.querySelectorAll("form[data-busy]").forEach((form) => setBusy(form, false));
  }
  addEventListener("pageshow", release);

  // data-confirm="question": asks in a dialog before the form is sent.
  function ask(question, opener, then) {
    const dialog = document.createElement("dialog");
    dialog.className = "y-dialog";
    dialog.setAttribute("aria-labelledby", "y-dialog-question");
    const text = document.createElement("p");
    text.id = "y-dialog-question";
    text.textContent = question;
    const row = document.createElement("div");
    row.className = "y-actions";
    row.append(
      dialogButton(opener ? opener.textContent.trim() : texts.textConfirm, "yes", opener ? opener.dataset.color : ""),
      dialogButton(texts.textCancel, "", "", "secondary"),
    );
    dialog.append(text, row);
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) dialog.close(button.value);
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (opener) opener.focus();
      if (dialog.returnValue === "yes") then();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  function dialogButton(label, value, color, variant = "primary") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = variant;
    if (color) button.dataset.color = color;
    button.value = value;
    button.textContent = label;
    return button;
  }

  // data-autosubmit: a filter is applied when something in it is changed.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && !event.target.matches("input[type=text], input[type=search], textarea")) form.requestSubmit();
  });

  // What stands wrong is read first.
  function focusErrors(root) {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    return Boolean(summary);
  }
  focusErrors(document);

  // Menus close with Escape and when something else is used.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // The link at a heading is copied when it is followed, and it is said.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.y-doc__link");
    if (!link || !navigator.clipboard || !texts.textCopied) return;
    navigator.clipboard.writeText(link.href).then(() => {
      const said = document.createElement("span");
      said.className = "y-doc__copied";
      said.setAttribute("role", "status");
      document.querySelectorAll(".y-doc__copied").forEach((each) => each.remove());
      link.after(said);
      said.lang = document.documentElement.lang;
      said.textContent = texts.textCopied;
      setTimeout(() => said.remove(), 4000);
    }, () => {});
  });

  // A long table of contents is folded where it stands above the text.
  if (matchMedia("(width < 60rem)").matches) {
    document.querySelectorAll("details[data-fold-narrow]").forEach((contents) => { contents.open = false; });
  }

  // htmx: say when the server did not answer or refused; move focus to what was added; read errors first.
  function notify(text) {
    const place = document.getElementById("y-notice");
    if (!place || !text) return;
    const alert = document.createElement("p");
    alert.className = "ds-alert y-alert";
    alert.dataset.color = "warning";
    alert.textContent = text;
    place.replaceChildren(alert);
  }

  // Hooks and not event listeners: an element that the answer has replaced is no longer in the page for its events to rise from.
  const asked = new WeakMap(); // What a request was about, since htmx forgets an element that its answer has replaced.
  if (typeof htmx !== "undefined") {
    htmx.registerExtension("yttra", {
      htmx_before_request(element, { ctx }) {
        const list = document.getElementById(element.dataset.showMore || "");
        const isForm = element.matches("form");
        asked.set(ctx, { list, length: list?.children.length, isForm, place: element.getAttribute("hx-target") });
      },
      htmx_after_request(_element, { ctx }) {
        if (ctx.response?.raw.ok) document.getElementById("y-notice")?.replaceChildren();
      },
      htmx_response_error(_element, { ctx }) {
        const { status } = ctx.response.raw;
        if (status === 409 || status === 422) return;
        notify(status === 401 ? texts.textSignedOut : status < 500 ? texts.textRefused : texts.textLost);
      },
      htmx_error() {
        notify(texts.textLost);
      },
      htmx_after_swap(_element, { ctx }) {
        const { list, length, isForm, place } = asked.get(ctx) ?? {};
        const added = list?.children[length];
        if (added) {
          added.tabIndex = -1;
          added.focus();
        } else if (isForm && !focusErrors(document) && document.activeElement === document.body) {
          // The button that was pressed is gone: go on from where it says what became of it.
          const said = place?.startsWith("#") && document.querySelector(place)?.querySelector("[role=status], h2, h3");
          if (said) {
            said.tabIndex = -1;
            said.focus();
          }
        }
      },
      htmx_finally_request: release,
    });
  }

  // data-autosave="url": the form saves itself a moment after typing. What cannot be sent is kept in this browser and offered
  // back. data-keep: the same without the saving, for a form that is short but takes thought.
  const QUIET = 3000; // ms without typing before a save.
  const LONGEST = 10000; // ms of typing without a pause before a save.
  const WAIT = 3000; // ms that sending the form waits at most for a save that is under way.
  const RETRY = 15000; // ms between attempts while the network is away.
  const KEPT_FOR = 7 * 24 * 3600 * 1000; // ms before an unsent copy is forgotten.

  const UNSENT = "yttra:unsent:";

  class Autosave {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave;
      this.key = `${UNSENT}${new URL(form.action || location.href, location.href).pathname}`;
      this.state = form.querySelector("[data-autosave-state]") || document.querySelector("[data-autosave-state]");
      this.timer = 0;
      this.running = false;
      this.changed = false;
      form.addEventListener("input", () => this.touched());
      form.addEventListener("change", () => this.touched());
      form.addEventListener("submit", (event) => this.send(event));
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState !== "hidden" || !this.changed) return;
        this.keep();
        this.save();
      });
      addEventListener("online", () => this.changed && this.save());
      this.offer();
    }

    say(state, people = "") {
      if (!this.state) return;
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date());
      const text = this.state.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`] || "";
      this.state.dataset.state = state;
      this.state.textContent = text.replace("{time}", time).replace("{people}", people);
    }

    touched() {
      if (!this.changed && this.url) this.say("unsaved");
      this.changed = true;
      clearTimeout(this.timer);
      this.since ||= Date.now();
      this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(QUIET, this.since + LONGEST - Date.now())));
    }

    // The form itself is on its way: nothing older may follow it. What is under way comes first, for its answer changes the form.
    send(event) {
      clearTimeout(this.timer);
      if (this.running && !this.waited) {
        event.preventDefault();
        this.waited = true;
        Promise.race([this.ending, new Promise((resolve) => { setTimeout(resolve, WAIT); })]).then(() => {
          setBusy(this.form, false);
          this.form.requestSubmit(event.submitter);
        });
        return;
      }
      this.waited = false;
      this.underWay?.abort();
      this.changed = false;
      this.keep({ sent: texts.page });
    }

    async save() {
      clearTimeout(this.timer);
      this.since = 0;
      if (this.running || !this.changed) return;
      if (!this.url) {
        this.keep();
        return;
      }
      let end;
      this.ending = new Promise((resolve) => { end = resolve; });
      this.running = true;
      this.changed = false;
      this.underWay = new AbortController();
      this.say("saving");
      try {
        const response = await fetch(this.url, {
          method: "POST",
          body: new FormData(this.form),
          headers: { "X-Autosave": "1", Accept: "application/json" },
          redirect: "error",
          credentials: "same-origin",
          signal: this.underWay.signal,
        });
        if (response.ok) {
          await this.renew(response);
          this.saved();
        } else if (response.status === 409 && this.state?.dataset.textBehind) {
          this.notSaved("behind", (await response.json()).people?.join(", "));
        } else this.notSaved(response.status >= 500 || response.status === 429 ? "failed" : "refused");
      } catch (error) {
        if (error.name !== "AbortError") this.notSaved("failed");
      }
      this.running = false;
      end();
      if (this.changed && this.state?.dataset.state === "saved") this.touched();
    }

    // A hidden field that the save changed, such as the revision, comes back as JSON: {"revision": 3}.
    async renew(response) {
      if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) return;
      for (const [name, value] of Object.entries(await response.json())) {
        const field = this.form.elements[name];
        if (field && field.type === "hidden") field.value = value;
      }
    }

    saved() {
      this.say("saved");
      if (!this.changed) this.forget();
    }

    notSaved(state, people) {
      this.changed = true;
      this.keep();
      this.say(state, people);
      if (state === "failed") this.timer = setTimeout(() => this.save(), RETRY);
    }

    fields() {
      return [...this.form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "password" && field.type !== "file" && field.tagName !== "BUTTON" && field.tagName !== "FIELDSET");
    }

    content() {
      return this.fields().map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? `${field.value}:${field.checked}` : field.value]);
    }

    keep(more = {}) {
      try {
        localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), content: this.content(), ...more }));
      } catch { /* A full or forbidden store: the page still holds the text. */ }
    }

    forget() {
      try { localStorage.removeItem(this.key); } catch { /* Nothing was kept either. */ }
    }

    kept() {
      try {
        const copy = JSON.parse(localStorage.getItem(this.key));
        return copy && Date.now() - copy.at < KEPT_FOR ? copy.content : null;
      } catch { return null; }
    }

    offer() {
      const place = this.form.querySelector("[data-autosave-restore]");
      const content = this.kept();
      if (!content || JSON.stringify(content) === JSON.stringify(this.content())) return this.forget();
      if (!place) return;
      this.form.prepend(place);
      place.hidden = false;
      place.querySelector("[data-autosave-accept]").addEventListener("click", () => {
        place.hidden = true;
        this.restore(content);
      });
      place.querySelector("[data-autosave-discard]").addEventListener("click", () => {
        place.hidden = true;
        this.forget();
      });
    }

    restore(content) {
      const left = [...content];
      for (const field of this.fields()) {
        const at = left.findIndex(([name, value]) => name === field.name && (field.type !== "checkbox" && field.type !== "radio" || value.startsWith(`${field.value}:`)));
        if (at < 0) continue;
        const [, value] = left.splice(at, 1)[0];
        if (field.type === "checkbox" || field.type === "radio") field.checked = value.endsWith(":true");
        else field.value = value;
      }
      this.form.dispatchEvent(new Event("yttra:restored"));
      this.say("restored");
      this.changed = true;
      this.timer = setTimeout(() => this.save(), QUIET);
    }
  }

  // A copy kept when its form was sent is forgotten once the next page shows that it arrived. A page that tells of a fault does
  // not, nor one where a person who was signed in no longer is: then the copy waits to be offered back.
  function forgetArrived() {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(UNSENT))) {
        const { sent, ...copy } = JSON.parse(localStorage.getItem(key));
        if (Date.now() - copy.at > KEPT_FOR || (sent && sent === texts.page)) localStorage.removeItem(key);
        else if (sent) localStorage.setItem(key, JSON.stringify(copy));
      }
    } catch { /* Without a store there is nothing to forget. */ }
  }

  forgetArrived();
  // Also forms that htmx brings in.
  const watched = new WeakSet();
  function watch() {
    for (const form of document.querySelectorAll("form[data-autosave], form[data-keep]")) {
      if (watched.has(form)) continue;
      watched.add(form);
      new Autosave(form);
    }
  }
  watch();
  document.addEventListener("htmx:after:swap", () => {
    forgetArrived();
    watch();
  });
})();
