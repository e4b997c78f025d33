// What is pasted from Word, Outlook, LibreOffice, Google Docs and web pages, as the plain HTML that the editor's schema reads.
// Lists that Word draws as paragraphs become lists, headings become paragraphs in bold, and marks of editing go away.

const KEPT = new Set(["P", "UL", "OL", "LI", "TABLE", "TBODY", "TR", "TH", "TD", "BLOCKQUOTE", "STRONG", "EM", "A", "BR", "IMG", "SPAN"]);
const GONE = "style, script, meta, link, title, xml, head, del, strike[data-del], noscript, template, svg, object, iframe, select, button, input, "
  + "textarea, .MsoCommentReference, .msocomtxt, .msocomanchor, hr.msocomoff";
const BLOCKS = "p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, section, article, pre, dl";

/** The cleaned HTML, the pictures in it as data addresses, and whether pictures had to be left out. */
export function cleaned(html) {
  if (/data-pm-slice/u.test(html)) return { html, images: [], lost: false }; // From this editor itself.
  // Styles are read, and must not be applied: the page's policy forbids it.
  const inert = html.replace(/<style[\s\S]*?<\/style>/giu, "").replace(/<[^>]*>/gu, (tag) => tag.replace(/\s(style|on\w+)\s*=/giu, " data-$1="));
  const page = new DOMParser().parseFromString(inert, "text/html");
  const { body } = page;
  removeWhatIsGone(body);
  const images = takeImages(body);
  setNotes(body);
  setLists(body);
  setEmphasis(body);
  setHeadings(body);
  setTables(body);
  unwrap(body);
  removeEmpty(body);
  tighten(body);
  return { html: body.innerHTML, images: images.data, lost: images.lost };
}

const styleOf = (element) => (element.dataset?.style ?? "").toLowerCase().replace(/\s*([:;])\s*/gu, "$1");
const wordsOf = (element) => element.textContent.replace(/[\s\u00a0]+/gu, " ").trim();

function removeWhatIsGone(body) {
  const page = body.ownerDocument;
  const comments = page.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.referenceNode);
  found.forEach((comment) => comment.remove());
  body.querySelectorAll(GONE).forEach((element) => element.remove());
  for (const element of [...body.querySelectorAll("[data-style]")]) {
    if (/(^|;)(display:none|mso-hide:all|mso-element:comment-list|mso-special-character:comment|mso-element:comment\b)/u.test(styleOf(element))) element.remove();
  }
}

function takeImages(body) {
  const data = [];
  let lost = false;
  for (const image of [...body.querySelectorAll("img, v\\:shape, v\\:imagedata")]) {
    const source = image.getAttribute("src") ?? "";
    if (/^data:image\/(png|jpeg|webp);base64,/iu.test(source)) data.push(source);
    else if (image.localName === "img" && (Number(image.getAttribute("width")) || 2) > 1) lost = true;
    image.remove();
  }
  return { data, lost };
}

// Word's notes stand last, each in a box whose id the reference in the text names.
function setNotes(body) {
  for (const reference of [...body.querySelectorAll("a[href*='#_ftn'], a[href*='#_edn']")]) {
    const id = reference.getAttribute("href").replace(/^.*#_/u, "");
    if (/^(ftn|edn)ref/u.test(id)) continue;
    const box = body.ownerDocument.getElementById(id);
    const text = box ? wordsOf(box).replace(/^\[?(\d+|[ivxlc]+)\]?\s*/u, "") : "";
    if (!text) {
      reference.remove();
      continue;
    }
    const note = body.ownerDocument.createElement("span");
    note.dataset.note = JSON.stringify([{ type: "text", text }]);
    reference.replaceWith(note);
  }
  for (const element of [...body.querySelectorAll("[data-style]")]) if (/mso-element:(footnote|endnote)(-list)?(;|$)/u.test(styleOf(element))) element.remove();
  body.querySelectorAll(".MsoFootnoteText, .MsoEndnoteText").forEach((element) => element.remove());
}

// Word's lists: paragraphs with a level, and the number or bullet as text that is to be ignored.
function setLists(body) {
  let open = []; // The lists that go on, outermost first.
  let before = null;
  for (const element of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li")]) {
    const level = Number(styleOf(element).match(/mso-list:[^;]*\blevel(\d)/u)?.[1] ?? 0);
    const marker = [...element.querySelectorAll("span")].find((span) => /mso-list:ignore/u.test(styleOf(span)));
    if (!level || element.localName === "li") continue;
    const sign = marker ? wordsOf(marker) : "·";
    marker?.remove();
    if (/^h\d$/u.test(element.localName)) {
      continue; // A numbered heading stays a heading, without its number.
    }
    const follows = before && follow(before, element);
    if (!follows) open = [];
    const isOrdered = /^\(?(\d+|[a-zåäö]{1,4})[.)]/iu.test(sign);
    const item = body.ownerDocument.createElement("li");
    item.append(...element.childNodes);
    open.length = Math.min(open.length, level);
    const own = open[level - 1];
    if (own && (own.localName === "ol") !== isOrdered) open.length = level - 1;
    const isNew = !open.length;
    if (isNew) element.before(begin(body, isOrdered, sign, open));
    while (open.length < level) {
      const inner = begin(body, isOrdered, sign, []);
      const outer = open.at(-1);
      if (!outer.lastElementChild) outer.append(body.ownerDocument.createElement("li"));
      outer.lastElementChild.append(inner);
      open.push(inner);
    }
    open[level - 1].append(item);
    before = open[0];
    element.remove();
  }
}

function begin(body, isOrdered, sign, open) {
  const list = body.ownerDocument.createElement(isOrdered ? "ol" : "ul");
  const start = Number(sign.match(/\d+/u)?.[0] ?? 1);
  if (isOrdered && start !== 1) list.setAttribute("start", start);
  open.push(list);
  return list;
}

function follow(list, element) {
  let next = list.nextSibling;
  while (next && next !== element && !next.textContent.trim()) next = next.nextSibling;
  return next === element;
}

function setEmphasis(body) {
  for (const element of [...body.querySelectorAll("b, strong, i, em, [data-style]")]) {
    const style = styleOf(element);
    const isNamed = (names) => names.includes(element.localName);
    const weight = style.match(/(?:^|;)font-weight:(\w+)/u)?.[1];
    const slant = style.match(/(?:^|;)font-style:(\w+)/u)?.[1];
    const isBold = weight ? weight === "bold" || Number(weight) >= 600 : isNamed(["b", "strong"]);
    const isItalic = slant ? slant === "italic" : isNamed(["i", "em"]);
    if (!isNamed(["b", "strong", "i", "em", "span"])) continue;
    wrap(element, [isBold && "strong", isItalic && "em"].filter(Boolean));
  }
}

// An inline element in the place of another; where it holds blocks (Google Docs), they are let out instead.
function wrap(element, names) {
  if (element.dataset.note) return;
  const holdsBlocks = Boolean(element.querySelector(BLOCKS));
  let inner = [...element.childNodes];
  if (!holdsBlocks && wordsOf(element)) {
    for (const name of names) {
      const made = element.ownerDocument.createElement(name);
      made.append(...inner);
      inner = [made];
    }
  }
  element.replaceWith(...inner);
}

// Headings are sections of their own here, so within a text they are paragraphs in bold.
function setHeadings(body) {
  for (const heading of [...body.querySelectorAll("h1, h2, h3, h4, h5, h6, p.MsoTitle")]) {
    const paragraph = body.ownerDocument.createElement("p");
    const strong = body.ownerDocument.createElement("strong");
    heading.querySelectorAll("strong").forEach((inner) => inner.replaceWith(...inner.childNodes));
    strong.append(...heading.childNodes);
    paragraph.append(strong);
    heading.replaceWith(paragraph);
  }
}

// A cell has one line, and the first row is the head.
function setTables(body) {
  for (const inner of [...body.querySelectorAll("td table, th table")]) inner.replaceWith(wordsOf(inner));
  for (const cell of [...body.querySelectorAll("td, th")]) {
    const parts = [...cell.querySelectorAll("p, li, div")].filter((part) => !part.querySelector("p, li, div"));
    const shown = parts.filter((part) => wordsOf(part) || part.querySelector("[data-note]"));
    if (shown.length) {
      const content = shown.flatMap((part, index) => [...(index ? [" / "] : []), ...part.childNodes]);
      cell.replaceChildren(...content);
    }
    cell.querySelectorAll("br").forEach((line) => line.replaceWith(" "));
  }
  for (const row of [...body.querySelectorAll("tr")]) if (!row.querySelector("td, th")) row.remove();
  for (const table of [...body.querySelectorAll("table")]) {
    table.querySelectorAll("caption, colgroup").forEach((each) => {
      const words = wordsOf(each);
      if (words) table.before(Object.assign(body.ownerDocument.createElement("p"), { textContent: words }));
      each.remove();
    });
    const isLayout = table.querySelectorAll("td, th").length <= 1;
    if (isLayout) {
      const cell = table.querySelector("td, th");
      const paragraph = body.ownerDocument.createElement("p");
      paragraph.append(...(cell?.childNodes ?? []));
      table.replaceWith(paragraph);
    }
  }
}

// Only what the editor knows stays; of the rest its content does.
function unwrap(body) {
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    const isNote = element.localName === "span" && element.dataset.note;
    const isLink = element.localName === "a";
    const isPlace = element.localName === "div" && !element.querySelector(BLOCKS);
    if (isPlace) {
      const paragraph = body.ownerDocument.createElement("p");
      paragraph.append(...element.childNodes);
      element.replaceWith(paragraph);
    } else if (!KEPT.has(element.tagName) || (element.localName === "span" && !isNote) || (isLink && !/^(https?:|mailto:)/iu.test(element.getAttribute("href") ?? ""))) {
      element.replaceWith(...element.childNodes);
    } else {
      const kept = { a: ["href"], ol: ["start"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], span: ["data-note"] }[element.localName] ?? [];
      for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name);
    }
  }
}

// A list whose items hold one paragraph each has no space between them.
function tighten(body) {
  for (const list of body.querySelectorAll("ul, ol")) {
    const items = [...list.children].map((item) => [...item.children].filter((child) => child.localName === "p"));
    if (items.every((paragraphs) => paragraphs.length <= 1)) items.flat().forEach((paragraph) => paragraph.replaceWith(...paragraph.childNodes));
  }
}

function removeEmpty(body) {
  for (const element of [...body.querySelectorAll("p, li, ul, ol, blockquote, strong, em, a")].reverse()) {
    if (!wordsOf(element) && !element.querySelector("[data-note]") && !element.closest("td, th")) element.remove();
  }
}
