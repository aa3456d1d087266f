// Tables that can be searched and sorted, with the keyboard as well.

const ROWS_AT_FIRST = 25;

// `title`: a heading above the table; `caption`: where a heading stands there already.
// columns: {head, value: row => what it is sorted by, cell: row => nodes, numeric, first: the first cell names the row}
function dataTable({ title = null, caption = title, columns, rows, searchText = null, searchLabel = "", note = null, rowsAtFirst = ROWS_AT_FIRST, sorted = null }) {
  const state = { query: "", limit: rowsAtFirst, column: sorted, down: true };
  const body = h("tbody");
  const heads = columns.map((column, index) => headCell(column, index));
  const count = h("p", { class: "count", role: "status" });
  const more = button("", () => { state.limit += 4 * rowsAtFirst; fill(); }, { class: "more" });
  const table = h("table", {}, h("caption", { class: "hidden" }, caption), h("thead", {}, h("tr", {}, heads)), body);
  const search = searchText && rows.length > 4
    ? h("label", { class: "field search" }, h("span", {}, searchLabel || words().search),
        h("input", { type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", input: (event) => {
          state.query = folded(event.target.value.trim());
          state.limit = rowsAtFirst;
          fill();
        } }))
    : null;
  const searched = searchText ? rows.map((row) => folded(searchText(row))) : [];

  function headCell(column, index) {
    if (!column.value) return h("th", { scope: "col" }, column.head);
    const label = button([column.head, h("span", { class: "arrow", "aria-hidden": "true" })], () => {
      state.down = state.column === index ? !state.down : Boolean(column.numeric);
      state.column = index;
      fill();
    }, { class: "sort" });
    return h("th", { scope: "col", class: column.numeric ? "number" : null, "aria-sort": "none" }, label);
  }

  function fill() {
    const wanted = state.query.split(/\s+/).filter(Boolean);
    let shown = rows.filter((_, index) => wanted.every((word) => searched[index].includes(word)));
    if (state.column !== null) {
      const { value } = columns[state.column];
      const sign = state.down ? -1 : 1;
      shown = shown.map((row, index) => [value(row), index, row]).sort((a, b) => sign * compared(a[0], b[0]) || a[1] - b[1]).map(([, , row]) => row);
    }
    body.replaceChildren(...shown.slice(0, state.limit).map(rowOf));
    heads.forEach((head, index) => {
      if (columns[index].value) head.setAttribute("aria-sort", state.column !== index ? "none" : state.down ? "descending" : "ascending");
    });
    const visible = Math.min(state.limit, shown.length);
    count.replaceChildren(...(shown.length ? say("found", { shown: number(visible), total: number(shown.length) }) : [words().nothingFound]));
    count.hidden = !search && visible === rows.length;
    more.textContent = plain("more", { n: number(Math.min(4 * rowsAtFirst, shown.length - visible)) });
    more.hidden = visible >= shown.length;
  }

  function rowOf(row) {
    return h("tr", {}, columns.map((column, index) =>
      h(index ? "td" : "th", { scope: index ? null : "row", class: column.numeric ? "number" : column.class ?? null }, column.cell(row))));
  }

  fill();
  return h("div", { class: "table" }, title && h("h3", {}, title), note?.length ? h("p", { class: "note" }, note) : null, search, scrolling(caption, table), count, more);
}

// A table that is wider than the screen scrolls by itself, so that the page does not; with the keyboard too.
function scrolling(label, table) {
  return h("div", { class: "scrolling", tabindex: "0", role: "region", "aria-label": label }, table);
}

function plainTable(caption, heads, rows, { className = null } = {}) {
  return scrolling(caption, h("table", { class: className }, h("caption", { class: "hidden" }, caption),
    h("thead", {}, h("tr", {}, heads.map(([text, numeric]) => h("th", { scope: "col", class: numeric ? "number" : null }, text)))),
    h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, index) =>
      h(index ? "td" : "th", { scope: index ? null : "row", class: heads[index][1] ? "number" : null }, cell)))))));
}

function compared(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a ?? "").localeCompare(String(b ?? ""), interfaceState.language, { numeric: true });
}

// A bar behind a number, for sizes that are compared down a column.
function barCell(value, largest, text, className) {
  return h("div", { class: `bar ${className}` },
    h("span", { class: "fill", "aria-hidden": "true", style: { inlineSize: `${largest ? (100 * value) / largest : 0}%` } }),
    h("span", { class: "figure" }, text));
}
