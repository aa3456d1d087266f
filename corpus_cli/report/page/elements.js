// Elements made from data. Text is only ever set as text: nothing in a report can become markup.

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "style") Object.assign(element.style, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A name, title or word of a report, kept apart from the direction of what stands around it.
function bdi(text, language = null) {
  return h("bdi", { lang: language, dir: language ? directionOf(language) : null }, text);
}

// A path runs from left to right, whatever script its folders are named in.
function pathText(path) {
  return h("bdi", { dir: "ltr", class: "path" }, path);
}

function directionOf(language) {
  return ["ar", "fa", "ur", "ps", "ckb", "he", "syr", "arc", "ug", "sd"].includes(language) ? "rtl" : "ltr";
}

// A block of a report's own text in its language.
function passage(tag, text, language, attributes = {}) {
  return h(tag, { ...attributes, lang: language, dir: directionOf(language) }, text);
}

// A sentence with values in it, each in an element of its own; the code in it (`corpus run`) stands as code.
function say(key, values = {}) {
  const text = typeof key === "string" && key in words() ? words()[key] : key;
  return text.split(/(\{\w+\}|`[^`]+`)/).map((part) => {
    if (part.startsWith("{")) {
      const value = values[part.slice(1, -1)];
      return value instanceof Node ? value : bdi(String(value ?? ""));
    }
    return part.startsWith("`") ? h("code", { dir: "ltr" }, part.slice(1, -1)) : part;
  });
}

function heading(level, id, ...children) {
  return h(`h${level}`, { id }, ...children);
}

function section(id, title, ...children) {
  return h("section", { "aria-labelledby": `${id}-title`, id }, heading(2, `${id}-title`, title), ...children);
}

// `paper`: whether it is opened for printing; figures that stand in a chart as well are not.
function folding(title, fill, { paper = true, ...attributes } = {}) {
  const details = h("details", attributes, h("summary", {}, title));
  // Filled when it is first opened: most of them never are.
  const open = () => {
    if (details.open && details.childElementCount === 1) details.append(...[fill()].flat(Infinity).filter(Boolean));
  };
  details.addEventListener("toggle", open);
  details.paper = paper;
  details.unfold = () => { details.open = true; open(); };
  return details;
}

function choice(label, options, value, onChange) {
  const select = h("select", { change: (event) => onChange(event.target.value) },
    options.map(([key, text]) => h("option", { value: key, selected: String(key) === String(value) }, text)));
  return h("label", { class: "field" }, h("span", {}, label), select);
}

function button(text, onClick, attributes = {}) {
  return h("button", { type: "button", click: onClick, ...attributes }, text);
}

// Both names of a row, the reader's language first.
function bothNames(row) {
  const own = interfaceState.language === "ar" ? ["name_ar", "ar"] : ["name_en", "en"];
  const other = interfaceState.language === "ar" ? ["name_en", "en"] : ["name_ar", "ar"];
  const found = [own, other].filter(([key]) => row[key]).map(([key, language]) => bdi(row[key], language));
  if (!found.length) return [bdi(row.written_as?.[0] ?? row.id ?? "")];
  return found.length > 1 ? [found[0], " ", h("span", { class: "second" }, found[1])] : found;
}

function oneName(row) {
  const names = interfaceState.language === "ar" ? [row.name_ar, row.name_en] : [row.name_en, row.name_ar];
  return names.find(Boolean) ?? row.written_as?.[0] ?? row.id ?? "";
}

function allNames(row) {
  return [row.name_en, row.name_ar, ...(row.written_as ?? []), row.id].filter(Boolean).join(" ");
}

// A theme by its number and label, in the reader's language if it has a label there.
function themeLabel(theme, { both = false } = {}) {
  const codes = [interfaceState.language, otherLanguage()].filter((code) => theme.labels[code]);
  const shown = (both ? codes : codes.slice(0, 1)).map((code, index) =>
    index ? [" ", h("span", { class: "second" }, bdi(theme.labels[code], code))] : bdi(theme.labels[code], code));
  return shown.length ? shown : [bdi(theme.theme_id)];
}

function themeText(theme) {
  return theme.labels[interfaceState.language] ?? theme.labels[otherLanguage()] ?? theme.theme_id;
}

function themeLink(theme) {
  return h("a", { href: `#theme-${theme.theme_id}` }, themeMark(theme.number), h("span", { class: "gap" }, " "), themeLabel(theme));
}

// The number of a theme on its colour. Colours come again after the twelfth theme; numbers do not.
function themeMark(index) {
  return h("span", { class: "mark", style: { backgroundColor: themeColor(index) } }, String(index + 1));
}

const THEME_COLORS = 12;
function themeColor(index) {
  return index < 0 ? "var(--no-theme)" : `var(--theme-${index % THEME_COLORS})`;
}
