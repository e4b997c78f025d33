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
        // While it was asked, the page may have put a newer form in this one's place.
        if (!form.isConnected) {
          form.hidden = true;
          document.body.append(form);
        }
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

  // A long table of contents is folded where it stands above the text, and so is all that is beside the text on a wide screen.
  const narrow = matchMedia("(width < 60rem)");
  if (narrow.matches) {
    document.querySelectorAll("details[data-fold-narrow]").forEach((each) => { each.open = false; });
  }
  narrow.addEventListener("change", () => {
    for (const each of document.querySelectorAll("details.y-beside")) {
      each.open = !narrow.matches || each.contains(document.activeElement);
    }
  });

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

  window.yttra = { ask, setBusy };
})();
