// What is pasted, made into what a section can hold. Word writes lists as paragraphs with marks of its own, notes at the end of
// the page, and tracked changes as insertions and deletions; Google Docs writes bold as a style.
window.YttraPaste = (() => {
  "use strict";
  const GONE = "style, script, meta, link, title, xml, template, noscript, iframe, object, [hidden], del, s, strike, .MsoCommentReference, .msocomtxt, .msocomoff, [style*='mso-element:comment'], [style*='mso-hide:all'], [style*='mso-element:footnote-list'] hr";

  function clean(html) {
    // Word hides the marks of lists between conditional comments, which a browser drops.
    const text = html.replace(/<!\[if !supportLists\]>/gi, "").replace(/<!\[endif\]>/gi, "").replace(/<\/?o:p[^>]*>/gi, "").replace(/<!--[\s\S]*?-->/g, "");
    const page = new DOMParser().parseFromString(text, "text/html");
    takeNotes(page);
    page.querySelectorAll(GONE).forEach((each) => each.remove());
    makeLists(page);
    page.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((each) => replace(each, "p", "strong"));
    page.querySelectorAll("span, font, b, i").forEach(style);
    page.querySelectorAll("ins, center, o\\:p").forEach(unwrap);
    page.querySelectorAll("a:not([href]), a[href^='#'], a[href^='file:']").forEach(unwrap);
    page.querySelectorAll("img").forEach((each) => each.remove());
    page.querySelectorAll("p").forEach((each) => { if (!each.textContent.trim() && !each.querySelector("br, [data-note]")) each.remove(); });
    return page.body.innerHTML;
  }

  // A note of Word's: a reference in the text, and the words in a part of their own at the end.
  function takeNotes(page) {
    for (const reference of page.querySelectorAll("a[href^='#_ftn'], a[href^='#_edn']")) {
      if (reference.getAttribute("href").startsWith("#_ftnref") || reference.getAttribute("href").startsWith("#_ednref")) continue;
      const part = page.getElementById(reference.getAttribute("href").slice(2));
      if (!part) continue;
      part.querySelectorAll("a[href^='#_ftnref'], a[href^='#_ednref']").forEach((each) => each.remove());
      const note = page.createElement("span");
      note.dataset.note = part.textContent.replace(/\s+/g, " ").trim().replace(/[\\`*[\]]/g, "\\$&");
      reference.replaceWith(note);
      part.dataset.taken = "";
    }
    page.querySelectorAll("[data-taken]").forEach((each) => each.remove());
    page.querySelectorAll("[style*='mso-element:footnote-list'], [style*='mso-element:endnote-list']").forEach((each) => { if (!each.textContent.trim()) each.remove(); });
  }

  const LEVEL = /mso-list:\s*\S+\s+level(\d)/i;

  function makeLists(page) {
    for (const first of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
      if (!first.isConnected || !LEVEL.test(first.getAttribute("style") ?? "")) continue;
      const row = [];
      for (let each = first; each && LEVEL.test(each.getAttribute("style") ?? ""); each = each.nextElementSibling) row.push(each);
      const place = page.createElement("div");
      first.before(place);
      const lists = [];
      for (const each of row) {
        const depth = Math.min(Number(LEVEL.exec(each.getAttribute("style"))[1]), lists.length + 1);
        const mark = each.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']");
        const ordered = /^\s*[\p{L}\p{N}]{1,4}[.)]/u.test(mark?.textContent ?? "");
        mark?.remove();
        lists.length = depth;
        if (!lists[depth - 1]) {
          const list = page.createElement(ordered ? "ol" : "ul");
          (depth > 1 ? lists[depth - 2].lastElementChild : place).append(list);
          lists[depth - 1] = list;
        }
        const item = page.createElement("li");
        const text = page.createElement("p");
        text.append(...each.childNodes);
        item.append(text);
        lists[depth - 1].append(item);
        each.remove();
      }
      place.replaceWith(...place.childNodes);
    }
  }

  function style(each) {
    const { fontWeight, fontStyle } = each.style;
    const bold = fontWeight ? fontWeight === "bold" || Number(fontWeight) >= 600 : each.localName === "b";
    const italic = fontStyle ? fontStyle === "italic" : each.localName === "i";
    if (each.dataset.note !== undefined) return;
    const kept = [bold && "strong", italic && "em"].filter(Boolean);
    if (each.closest("strong, th") && kept[0] === "strong") kept.shift();
    if (kept.length && each.textContent.trim()) replace(each, ...kept);
    else unwrap(each);
  }

  function replace(each, ...names) {
    const made = names.map((name) => each.ownerDocument.createElement(name));
    made.reduce((outer, inner) => (outer.append(inner), inner));
    made.at(-1).append(...each.childNodes);
    each.replaceWith(made[0]);
  }

  function unwrap(each) {
    each.replaceWith(...each.childNodes);
  }

  return { clean };
})();
