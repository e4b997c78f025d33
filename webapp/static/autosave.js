"use strict";
// data-autosave="url": the form saves itself a moment after typing. What cannot be sent is kept in this browser and offered
// back. data-keep: the same without the saving, for a form that is short but takes thought. Texts come from the page.
//
// A form with a field `began` can be written in by several at once: the field holds what the others' words are told apart by,
// each saving has a key, and a saving whose answer never came is sent again with the same key until it is known to have arrived.

(() => {
  const texts = document.body.dataset;
  const { ask, setBusy } = window.yttra;

  const QUIET = 3000; // ms without typing before a save.
  const LONGEST = 10000; // ms of typing without a pause before a save.
  const COPY = 500; // ms of typing before the copy in this browser follows.
  const WAIT = 3000; // ms that sending the form waits at most for a save that is under way.
  const RETRY = 15000; // ms between attempts while the network is away.
  const LONGEST_WAIT = 300000; // ms that is waited at most, whatever the server asks for.
  const SLOW = 8000; // ms after which a form that was sent and is still here is saved like others.
  const KEPT_FOR = 7 * 24 * 3600 * 1000; // ms before an unsent copy is forgotten.
  const LASTING = 60000; // The largest request, in characters, that a browser sends for a page that it closes.

  const UNSENT = "yttra:unsent:";
  const OURS = `${UNSENT}${texts.account || ""}:`; // A copy is for whoever wrote it, and nobody else who uses this browser.
  const REMEMBERED = ["began", "form_key", "drafted"]; // Hidden fields that a copy keeps.
  const WAITING = new Set(["failed", "signedOut", "busy"]); // States in which the next attempt has its time.
  const HIDDEN = new Set(["hidden", "password", "file", "submit", "button", "reset", "fieldset"]);

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  class Autosave {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave;
      this.path = new URL(form.action || location.href, location.href).pathname;
      this.key = OURS + this.path + this.place();
      this.state = form.querySelector("[data-autosave-state]") || document.querySelector("[data-autosave-state]");
      this.words = this.state?.querySelector("[data-autosave-words]") || this.state;
      this.joint = Boolean(form.elements.began);
      this.timer = 0;
      this.running = false;
      this.changed = false;
      this.free = 0; // When the server may be asked again, if it has asked for a pause.
      this.pending = null; // A saving whose answer has not come: { key, entries, held }.
      form.addEventListener("input", () => this.touched());
      form.addEventListener("change", () => this.touched());
      form.addEventListener("submit", (event) => this.send(event), true);
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden" && this.changed) this.keep();
        this.again();
      });
      addEventListener("online", () => this.again());
      addEventListener("focus", () => this.again());
      form.addEventListener("click", (event) => this.choose(event));
      this.offerChoices();
      this.offer();
    }

    place() {
      const { block, do: deed } = this.form.elements;
      return block?.value || deed?.value ? `#${block?.value || ""}-${deed?.value || ""}` : "";
    }

    again() {
      if (Date.now() < this.free) return; // The server has asked for a pause, and the timer keeps it.
      if (this.changed || this.pending) this.save();
    }

    say(state, { people = "", words = "", at = Date.now() } = {}) {
      if (!this.state) return;
      const shown = { hour: "2-digit", minute: "2-digit", ...(state === "busy" ? { second: "2-digit" } : {}) };
      const time = new Intl.DateTimeFormat(document.documentElement.lang, shown).format(new Date(at));
      const text = this.state.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`] || "";
      this.state.dataset.state = state;
      this.words.textContent = [text.replace("{time}", time).replace("{people}", people), words].filter(Boolean).join(" ");
      const link = this.state.querySelector("[data-autosave-sign-in]");
      if (link) link.hidden = state !== "signedOut";
    }

    touched() {
      const waits = WAITING.has(this.state?.dataset.state);
      if (!this.changed && this.url && !waits) this.say("unsaved");
      this.changed = true;
      this.copying ||= setTimeout(() => { this.copying = 0; if (this.changed) this.keep(); }, COPY);
      if (waits) return; // The next attempt has its time.
      clearTimeout(this.timer);
      this.since ||= Date.now();
      this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(QUIET, this.since + LONGEST - Date.now())));
    }

    // The form itself is on its way: nothing older may follow it. What is under way comes first, for its answer changes the form.
    send(event) {
      clearTimeout(this.timer);
      if (this.joint && !navigator.onLine) {
        event.preventDefault();
        event.stopImmediatePropagation();
        setBusy(this.form, false);
        this.changed = true;
        this.keep();
        this.say("failed");
        return;
      }
      if (this.running && !this.waited) {
        event.preventDefault();
        event.stopImmediatePropagation();
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
      if (this.joint) this.leave();
      this.keep({ sent: texts.page });
    }

    // What is sent by the button has a key as well. If the page is still here after a while, it is sent again under that key.
    leave() {
      const { unsure } = this.form.elements;
      if (unsure && this.pending) unsure.value = JSON.stringify({ key: this.pending.key, held: this.pending.held });
      this.pending = null;
      const sent = this.attempt();
      setTimeout(() => {
        if (!this.form.isConnected || this.changed || this.pending) return;
        if (unsure) unsure.value = "";
        this.pending = sent;
        this.save();
      }, SLOW);
    }

    // One saving: its key, and all that the form holds now.
    attempt() {
      const key = newKey();
      const { save_key: keyField, drafted } = this.form.elements;
      if (keyField) keyField.value = key;
      if (drafted && this.url) drafted.value = "1";
      return { key, entries: [...new FormData(this.form)].filter(([, value]) => typeof value === "string"), held: this.held() };
    }

    body() {
      const data = new FormData();
      const token = this.form.elements.csrf_token?.value;
      for (const [name, value] of this.pending.entries) data.append(name, name === "csrf_token" ? token : value);
      return data;
    }

    async save() {
      clearTimeout(this.timer);
      this.since = 0;
      if (this.running || !(this.changed || this.pending)) return;
      if (!this.url) {
        this.keep();
        return;
      }
      let end;
      this.ending = new Promise((resolve) => { end = resolve; });
      this.running = true;
      if (!this.pending) {
        this.changed = false;
        this.pending = this.joint ? this.attempt() : { entries: [...new FormData(this.form)] };
      }
      this.underWay = new AbortController();
      this.say("saving");
      this.keep();
      try {
        await this.answered(await this.post());
      } catch (error) {
        if (error.name !== "AbortError") this.notSaved("failed");
      }
      this.running = false;
      end();
      if (this.changed && !this.pending && this.state?.dataset.state === "unsaved") this.save();
    }

    async post() {
      const sent = this.pending;
      const ask = () => fetch(this.url, {
        method: "POST",
        body: this.body(),
        headers: { "X-Autosave": "1", Accept: "application/json" },
        redirect: "error",
        credentials: "same-origin",
        signal: this.underWay.signal,
        keepalive: document.visibilityState === "hidden" && JSON.stringify(sent.entries).length < LASTING,
      });
      const response = await ask();
      if (response.status !== 400) return response;
      const { csrf_token: token } = await this.json(response.clone());
      if (!token) return response;
      // Signed in anew from another tab: this page's token is of the session that is gone.
      for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
      return ask();
    }

    async json(response) {
      if (!(response.headers.get("Content-Type") || "").startsWith("application/json")) return {};
      return response.json().catch(() => ({}));
    }

    async answered(response) {
      const said = await this.json(response);
      if (response.ok) {
        const { held } = this.pending;
        this.pending = null;
        this.saved(this.joint ? this.arrived(said, held) : this.renew(said));
      } else if (response.status === 429 || (response.status === 503 && response.headers.has("Retry-After"))) {
        // There is a connection, and too much comes over it: the server says when to come again.
        this.notSaved("busy", { wait: asked(response.headers.get("Retry-After")) });
      } else if (response.status >= 500) this.notSaved("failed");
      else {
        this.pending = null;
        if (response.status === 409 && this.state?.dataset.textBehind) this.notSaved("behind", { people: said.people?.join(", ") });
        else if (response.status === 401 && this.state?.dataset.textSignedOut) this.notSaved("signedOut");
        else this.notSaved("refused", { words: said.message });
      }
    }

    // A hidden field that the save changed, such as the revision, comes back as JSON: {"revision": 3}.
    renew(said) {
      for (const [name, value] of Object.entries(said)) {
        const field = this.form.elements[name];
        if (field && field.type === "hidden") field.value = value;
      }
      return "saved";
    }

    // What was sent is what later changes are told from. Others' words are put in where nothing was typed meanwhile.
    arrived({ merged = {}, both = "" }, held) {
      const now = this.held();
      const began = { ...held };
      let joined = false;
      for (const [name, value] of Object.entries(merged)) {
        if (!(name in held) || JSON.stringify(now[name]) !== JSON.stringify(held[name])) continue;
        this.put(name, value ?? "");
        began[name] = value ?? "";
        joined = true;
      }
      this.form.elements.began.value = JSON.stringify(began);
      const place = this.form.querySelector("[data-both]");
      if (!both || !place) return joined ? "joined" : "saved";
      place.innerHTML = both; // Made by our own template, which escapes what people wrote.
      this.offerChoices();
      return "both";
    }

    // What was typed while this saving was under way is not saved by it: then the page does not say that it is.
    saved(state) {
      if (!this.changed) {
        this.say(state);
        this.forget();
      } else if (this.joint) this.say("unsaved");
      else {
        this.say(state);
        this.touched();
      }
    }

    notSaved(state, { wait = RETRY, ...said } = {}) {
      this.changed ||= !this.pending;
      this.keep();
      this.say(state, state === "busy" ? { ...said, at: Date.now() + wait } : said);
      this.free = state === "busy" ? Date.now() + wait : 0;
      if (WAITING.has(state)) this.timer = setTimeout(() => this.save(), wait);
    }

    // Each version of what two have changed has a button that takes it alone; the texts stand there all the same.
    offerChoices() {
      for (const section of this.form.querySelectorAll("[data-both-of]")) {
        for (const version of section.querySelectorAll("[data-both-value]")) {
          if (version.nextElementSibling?.matches("button")) continue;
          const button = document.createElement("button");
          button.type = "button";
          button.className = "ds-button";
          button.dataset.variant = "secondary";
          button.textContent = section.dataset.textUse;
          version.after(button);
        }
      }
    }

    choose(event) {
      const button = event.target.closest("[data-both-of] button");
      if (!button) return;
      const section = button.closest("[data-both-of]");
      const field = this.put(section.dataset.bothOf, button.previousElementSibling.dataset.bothValue);
      section.remove();
      field?.focus();
      this.touched();
    }

    fields() {
      return [...this.form.elements].filter((field) => field.name && !HIDDEN.has(field.type) && field.tagName !== "BUTTON");
    }

    // What the form holds, by name: the words, the one that is chosen, or all that are.
    held() {
      const found = {};
      for (const field of this.fields()) {
        if (field.type === "checkbox") {
          found[field.name] ||= [];
          if (field.checked) found[field.name].push(field.value);
        } else if (field.type === "radio") {
          found[field.name] ||= "";
          if (field.checked) found[field.name] = field.value;
        } else found[field.name] = field.value;
      }
      return found;
    }

    // Fill in a field; where someone stands in it, the caret stays at the same words. Returns it.
    put(name, value) {
      const those = this.fields().filter((field) => field.name === name);
      for (const field of those) {
        if (field.type === "checkbox") field.checked = value.includes(field.value);
        else if (field.type === "radio") field.checked = field.value === value;
        else if (field === document.activeElement && field.tagName === "TEXTAREA") replaceAround(field, value);
        else field.value = value;
      }
      return those[0];
    }

    content() {
      return this.fields().map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? `${field.value}:${field.checked}` : field.value]);
    }

    keep(more = {}) {
      const { pending } = this;
      const hidden = REMEMBERED.filter((name) => this.form.elements[name]).map((name) => [name, this.form.elements[name].value]);
      try {
        localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), href: location.href, content: this.content(), hidden, pending, ...more }));
      } catch { /* A full or forbidden store: the page still holds the text. */ }
    }

    forget() {
      try { localStorage.removeItem(this.key); } catch { /* Nothing was kept either. */ }
    }

    offer() {
      const place = this.form.querySelector("[data-autosave-restore]");
      const copy = kept(this.key);
      if (copy && JSON.stringify(copy.content) === JSON.stringify(this.content())) {
        this.forget();
        return;
      }
      const other = copy ? null : this.elsewhere();
      if (!(copy || other) || !place) return;
      this.form.prepend(place);
      const words = place.querySelector("[data-autosave-kept]");
      if (words) words.textContent = unlike((copy || other).content, this.content()).join("\n\n");
      place.hidden = false;
      place.querySelector("[data-autosave-accept]").addEventListener("click", () => {
        place.hidden = true;
        if (copy) this.restore(copy);
        else location.assign(other.href);
      });
      place.querySelector("[data-autosave-discard]").addEventListener("click", () => {
        place.hidden = true;
        try { localStorage.removeItem(copy ? this.key : other.key); } catch { /* Nothing was kept either. */ }
      });
    }

    // A copy of a form for another paragraph of the same section, which only its own address shows.
    elsewhere() {
      const start = `${OURS}${this.path}#`;
      for (const key of keys().filter((each) => each.startsWith(start) && each !== this.key)) {
        const copy = kept(key);
        if (copy?.href && copy.href !== location.href) return { key, ...copy };
      }
      return null;
    }

    restore({ content, hidden = [], pending = null }) {
      const left = [...content];
      for (const field of this.fields()) {
        const at = left.findIndex(([name, value]) => name === field.name && (field.type !== "checkbox" && field.type !== "radio" || value.startsWith(`${field.value}:`)));
        if (at < 0) continue;
        const [, value] = left.splice(at, 1)[0];
        if (field.type === "checkbox" || field.type === "radio") field.checked = value.endsWith(":true");
        else field.value = value;
      }
      for (const [name, value] of hidden) if (this.form.elements[name]) this.form.elements[name].value = value;
      this.pending = pending?.key ? pending : null;
      this.form.dispatchEvent(new Event("yttra:restored"));
      this.say("restored");
      this.changed = true;
      this.timer = setTimeout(() => this.save(), QUIET);
    }
  }

  // How long a server asks one to wait, in ms (RFC 9110, 10.2.3: seconds or a date).
  function asked(header) {
    const wait = /^\d+$/.test(header || "") ? header * 1000 : Date.parse(header || "") - Date.now();
    return Number.isFinite(wait) ? Math.min(Math.max(wait, 1000), LONGEST_WAIT) : RETRY;
  }

  // The words of a copy that the page does not show.
  function unlike(copy, now) {
    const shown = new Set(now.map(([, value]) => value));
    return copy.map(([, value]) => value).filter((value) => value && !shown.has(value) && !/:(true|false)$/.test(value));
  }

  // Another text in a field that someone stands in: the caret follows the words that it stands after.
  function replaceAround(field, value) {
    const caret = field.selectionStart;
    const before = field.value.slice(Math.max(0, caret - 30), caret);
    let start = 0;
    while (start < caret && value[start] === field.value[start]) start += 1;
    let place = start;
    if (start < caret) {
      const found = value.indexOf(before, Math.max(0, start - before.length));
      place = found < 0 ? Math.max(0, value.length - (field.value.length - caret)) : found + before.length;
    }
    const scroll = field.scrollTop;
    field.value = value;
    field.setSelectionRange(place, place);
    field.scrollTop = scroll;
  }

  function keys() {
    try { return Object.keys(localStorage).filter((name) => name.startsWith(UNSENT)); } catch { return []; }
  }

  function kept(key) {
    try {
      const copy = JSON.parse(localStorage.getItem(key));
      return copy && Date.now() - copy.at < KEPT_FOR ? copy : null;
    } catch { return null; }
  }

  // A copy kept when its form was sent is forgotten once the next page shows that it arrived. A page that tells of a fault does
  // not, nor one where a person who was signed in no longer is: then the copy waits to be offered back.
  function forgetArrived() {
    try {
      for (const key of keys()) {
        const { sent, ...copy } = JSON.parse(localStorage.getItem(key));
        if (Date.now() - copy.at > KEPT_FOR || (sent && sent === texts.page)) localStorage.removeItem(key);
        else if (sent) localStorage.setItem(key, JSON.stringify(copy));
      }
    } catch { /* Without a store there is nothing to forget. */ }
  }

  // Whoever signs out leaves nothing behind in this browser; what is not saved yet is asked about.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-sign-out]") || event.defaultPrevented) return;
    const mine = keys().filter((key) => key.startsWith(OURS));
    if (!mine.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setBusy(form, false);
    ask(texts.textUnsavedLeft, event.submitter, () => {
      mine.forEach((key) => localStorage.removeItem(key));
      form.requestSubmit(event.submitter);
    });
  }, true);

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
