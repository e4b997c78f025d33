"use strict";
// data-upload="url": the file of a form goes ahead of it, piece by piece, and survives a poor line: a piece that does not come
// through is sent again, and a file that is chosen again goes on where it was. The form then follows, with the file's token in
// place of the file. Without this script the file is in the form. Texts come from the page.

(() => {
  const SMALLEST = 32 * 1024; // Bytes of a piece, which grows while the line is good and shrinks when it is not.
  const FIRST = 128 * 1024;
  const LARGEST = 512 * 1024;
  const BRISK = 4000; // ms in which a piece came through that may be followed by a larger one.
  const PATIENCE = 90000; // ms that a piece may take before it counts as lost.
  const FIRST_REST = 1000; // ms before the first new try; twice as long before each one after.
  const LONGEST_REST = 30000;
  const MEBIBYTE = 1024 * 1024;
  const SPOKEN = 25; // Per cent between what a screen reader is told.

  class CancelledError extends Error {}
  class RefusedError extends Error {}

  class Upload {
    constructor(form) {
      this.form = form;
      this.file = form.elements.file;
      this.panel = form.querySelector("[data-upload-panel]");
      this.texts = this.panel.dataset;
      this.bar = this.panel.querySelector("progress");
      this.state = this.panel.querySelector("[data-upload-state]");
      this.said = form.querySelector("[data-upload-said]");
      this.running = this.whole = false;
      form.addEventListener("submit", (event) => this.submitted(event));
      this.file.addEventListener("change", () => this.chosen());
      this.panel.querySelector("[data-upload-cancel]").addEventListener("click", () => this.cancel());
      addEventListener("pageshow", () => this.comeBack());
    }

    submitted(event) {
      const [chosen] = this.file.files;
      if (this.whole || (!this.running && !chosen)) return; // The file is here, or there is none: the form itself goes.
      event.preventDefault();
      if (!this.running) this.send(chosen, event.submitter);
    }

    chosen() {
      this.form.elements.uploaded.value = "";
      this.form.querySelector("[data-upload-arrived]")?.remove();
    }

    // The page is shown again, from the browser's memory: what it said of a file that went is not true any more.
    comeBack() {
      if (this.running) return;
      this.whole = this.file.disabled = false;
    }

    async send(file, submitter) {
      this.running = true;
      this.cancelled = false;
      this.url = "";
      this.aborter = new AbortController();
      this.panel.hidden = false;
      this.panel.querySelector("[data-upload-name]").textContent = file.name;
      this.bar.value = 0;
      try {
        if (file.size > Number(this.texts.most)) throw new RefusedError(this.texts.textLarge);
        this.say("reading");
        await this.pieces(file, await this.digest(file));
        this.say("whole", {}, true);
        this.whole = this.file.disabled = true;
      } catch (error) {
        this.stopped(error);
      }
      this.running = false;
      window.yttra.setBusy(this.form, false);
      if (this.whole) this.form.requestSubmit(submitter);
    }

    stopped(error) {
      if (error instanceof CancelledError) {
        this.panel.hidden = true;
        this.said.textContent = this.texts.textCancelled;
        this.file.focus();
        return;
      }
      this.state.textContent = this.said.textContent = error instanceof RefusedError ? error.message : this.texts.textRefused;
    }

    async digest(file) {
      try {
        const found = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
        return Array.from(new Uint8Array(found), (each) => each.toString(16).padStart(2, "0")).join("");
      } catch {
        throw new RefusedError(this.texts.textUnreadable);
      }
    }

    // Send what is missing, until all has come through. A lost place is asked for anew, a lost upload is begun again.
    async pieces(file, sha256) {
      let place = null;
      let step = FIRST;
      let tries = 0;
      while (!place || place.offset < file.size) {
        try {
          if (!place) {
            place = await this.begin(file, sha256);
            if (place.offset) this.tell("onward", place.offset, file.size, true);
          } else if (tries) place.offset = await this.ask("HEAD", place.url);
          if (place.offset >= file.size) break;
          const began = Date.now();
          place.offset = await this.ask("PATCH", place.url, file.slice(place.offset, place.offset + step), place.offset);
          if (Date.now() - began < BRISK) step = Math.min(step * 2, LARGEST);
          tries = 0;
          this.tell("sending", place.offset, file.size);
        } catch (error) {
          if (error instanceof RefusedError) throw error;
          if (error.status === 404) place = null;
          step = Math.max(step / 2, SMALLEST);
          tries += 1;
          await this.rest(tries, error);
        }
      }
      this.form.elements.uploaded.value = place.url.split("/").pop();
    }

    async begin(file, sha256) {
      const said = new FormData();
      said.append("name", file.name);
      said.append("size", file.size);
      said.append("sha256", sha256);
      const response = await this.fetch("POST", this.form.dataset.upload, { body: said });
      this.url = response.headers.get("Location");
      return { url: this.url, offset: Number(response.headers.get("Upload-Offset")) };
    }

    // Ask the server something of the file; gives how much of it has come.
    async ask(method, url, body, offset) {
      const headers = { "Content-Type": "application/partial-upload", "Upload-Offset": offset };
      const response = await this.fetch(method, url, body ? { body, headers } : {});
      return Number(response.headers.get("Upload-Offset"));
    }

    async fetch(method, url, { body, headers = {} } = {}) {
      const clock = setTimeout(() => this.aborter.abort(), PATIENCE);
      const ask = () => fetch(url, {
        method,
        body,
        headers: { ...headers, "X-Autosave": "1", "X-CSRFToken": this.form.elements.csrf_token.value },
        redirect: "error",
        credentials: "same-origin",
        signal: this.aborter.signal,
      });
      try {
        let response = await ask();
        if (response.status === 400) {
          // Signed in anew from another tab: this page's token is of the session that is gone.
          const { csrf_token: token } = await response.json().catch(() => ({}));
          for (const field of token ? document.querySelectorAll("input[name=csrf_token]") : []) field.value = token;
          if (token) response = await ask();
        }
        return await this.checked(response);
      } finally {
        clearTimeout(clock);
        if (this.aborter.signal.aborted && !this.cancelled) this.aborter = new AbortController();
      }
    }

    async checked(response) {
      if (response.ok) return response;
      const isPassing = response.status >= 500 || [401, 404, 408, 429].includes(response.status);
      if (isPassing || response.headers.has("Upload-Offset")) {
        throw Object.assign(new Error(`${response.status}`), { status: response.status, wait: Number(response.headers.get("Retry-After")) });
      }
      const { message } = await response.json().catch(() => ({}));
      throw new RefusedError(message || this.texts.textRefused);
    }

    // Wait, each time longer, until the line may be better; a line that comes back ends the waiting, and so does whoever cancels.
    async rest(tries, { status, wait }) {
      if (this.cancelled) throw new CancelledError();
      const time = (wait && wait * 1000) || Math.min(FIRST_REST * 2 ** (tries - 1), LONGEST_REST) * (0.75 + Math.random() / 2);
      this.say(status === 401 ? "signedOut" : "broken", { seconds: Math.max(1, Math.round(time / 1000)) }, tries === 1);
      await new Promise((resolve) => {
        this.wake = resolve;
        addEventListener("online", resolve, { once: true });
        if (status === 401) addEventListener("focus", resolve, { once: true });
        setTimeout(resolve, time);
      });
      if (this.cancelled) throw new CancelledError();
    }

    cancel() {
      if (!this.running) {
        this.panel.hidden = true;
        return;
      }
      this.cancelled = true;
      this.aborter.abort();
      this.wake?.();
      if (this.url) {
        const headers = { "X-Autosave": "1", "X-CSRFToken": this.form.elements.csrf_token.value };
        fetch(this.url, { method: "DELETE", headers, credentials: "same-origin", keepalive: true }).catch(() => {});
      }
    }

    tell(state, sent, size, aloud = false) {
      const percent = Math.floor((sent / size) * 100);
      const isNext = Math.floor(percent / SPOKEN) > Math.floor(this.bar.value / SPOKEN) && percent < 100;
      this.bar.value = percent;
      this.say(state, { sent: this.megabytes(sent), size: this.megabytes(size) }, aloud || isNext);
    }

    // What is seen changes all the time; what is spoken does not.
    say(state, values = {}, aloud = false) {
      let text = this.texts[`text${state[0].toUpperCase()}${state.slice(1)}`];
      for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
      this.panel.dataset.state = state;
      this.state.textContent = text;
      this.panel.querySelector("[data-upload-sign-in]").hidden = state !== "signedOut";
      if (aloud) this.said.textContent = text;
    }

    megabytes(bytes) {
      const shown = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      return this.texts.textMegabytes.replace("{number}", shown.format(bytes / MEBIBYTE));
    }
  }

  // A browser hands out its digest only to pages that came safely; where it does not, the file is in the form.
  if (!crypto.subtle) return;
  for (const form of document.querySelectorAll("form[data-upload]")) new Upload(form);
})();
