// Charts by Observable Plot. Labels are drawn from left to right as the library lays them out, and each text is an
// isolate of its own, so that Arabic is shaped and ordered by the browser as it should be.

const SHAPES = { en: ["circle", "circle"], ar: ["triangle", "triangle"] };
const shapeOf = (language) => (SHAPES[language] ?? ["square", "square"])[0];
const shapeName = (language) => words()[(SHAPES[language] ?? ["square", "square"])[1]];
const languageColor = (language) => `var(--${["ar", "en"].includes(language) ? language : "other"})`;
const MOST_MONTHS = 48;

const drawn = [];

// A chart in a box that is drawn again when its width changes. `draw` gives an element for so many pixels.
function chartBox(draw, attributes = {}) {
  const box = h("div", { class: "chart", ...attributes });
  let width = 0;
  box.redraw = () => {
    width = Math.floor(box.clientWidth);
    if (width > 0) box.replaceChildren(...[draw(width, box)].flat().filter(Boolean));
  };
  new ResizeObserver(() => { if (Math.abs(box.clientWidth - width) > 1) box.redraw(); }).observe(box);
  drawn.push(box);
  return box;
}

function plot(options) {
  const svg = Charts.plot({
    className: "plot",
    ...options,
    style: { background: "transparent", color: "var(--ink)", fontFamily: "inherit", fontSize: "12px", overflow: "visible", direction: "ltr", ...options.style },
  });
  // The library names its groups in English, and names what has no role.
  for (const group of svg.querySelectorAll("g[aria-label]")) {
    group.dataset.mark = group.getAttribute("aria-label");
    group.removeAttribute("aria-label");
  }
  return svg;
}

// The months from the first to the last one, or the years where that would be too many.
function periodsOf(months) {
  const names = [...new Set(months)].sort();
  if (!names.length) return { periods: [], yearly: false };
  const ordinal = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const first = ordinal(names[0]), last = ordinal(names.at(-1));
  if (last - first < MOST_MONTHS) {
    const name = (value) => `${String(Math.floor(value / 12)).padStart(4, "0")}-${String((value % 12) + 1).padStart(2, "0")}`;
    return { periods: Array.from({ length: last - first + 1 }, (_, index) => name(first + index)), yearly: false };
  }
  // Years without a document between two far apart are left out of the chart, not of the count: a wrong date in the
  // year 9999 must not make ten thousand bars.
  const years = [...new Set(names.map((month) => month.slice(0, 4)))];
  const from = Number(years[0]), to = Number(years.at(-1));
  const all = to - from < 60 ? Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(4, "0")) : years;
  return { periods: all, yearly: true };
}

// rows: {period, language, documents, doubtful}. One line of bars a language, mirrored in a right-to-left interface.
function barsOverTime(rows, { periods, yearly, languages, width, height = 70 }) {
  const highest = Math.max(1, ...rows.map((row) => row.documents));
  const step = Math.max(1, Math.ceil(periods.length / Math.max(2, Math.floor((width - 60) / (yearly ? 44 : rightToLeft() ? 92 : 64)))));
  const ticks = periods.filter((_, index) => index % step === 0);
  const side = rightToLeft() ? "right" : "left";
  return languages.map((language, index) => {
    const own = rows.filter((row) => row.language === language);
    const lowest = index === languages.length - 1;
    const svg = plot({
      width,
      height: height + (lowest ? 26 : 4),
      marginTop: 8,
      marginBottom: lowest ? 28 : 6,
      marginLeft: rightToLeft() ? 8 : 34,
      marginRight: rightToLeft() ? 34 : 8,
      x: { type: "band", domain: periods, reverse: rightToLeft(), padding: 0.15, label: null, axis: null },
      y: { domain: [0, highest], label: null, grid: true, nice: true, axis: null },
      marks: [
        Charts.axisY({ anchor: side, ticks: highest < 3 ? highest : 3, tickFormat: (value) => (Number.isInteger(value) ? number(value) : ""), label: null, tickSize: 0 }),
        lowest ? Charts.axisX({ ticks, tickFormat: (period) => isolated(periodText(period, true)), tickSize: 3, label: null, lineWidth: 20 }) : null,
        Charts.barY(own.filter((row) => !row.doubtful), { x: "period", y: "documents", fill: languageColor(language) }),
        Charts.barY(own.filter((row) => row.doubtful), { x: "period", y: "documents", fill: languageColor(language), fillOpacity: 0.18, stroke: languageColor(language), strokeWidth: 1.2, inset: 0.6 }),
        Charts.ruleY([0], { stroke: "var(--line)" }),
      ],
    });
    svg.setAttribute("aria-hidden", "true");
    return h("div", { class: "bars" }, h("span", { class: "legend" }, h("span", { class: "swatch", style: { backgroundColor: languageColor(language) }, "aria-hidden": "true" }), languageName(language)), svg);
  });
}

function periodText(period, short = false) {
  if (period.length === 4) return period;
  const name = words()[short ? "shortMonths" : "months"][Number(period.slice(5, 7)) - 1] ?? period;
  return short ? `${name}\n${period.slice(0, 4)}` : `${name} ${period.slice(0, 4)}`;
}

// Marks on a picture that can be pointed at and gone through with the arrow keys.
// marks: {x, y, name} in pixels of the picture; `show(index)` tells what the mark says; `onKey(key, index)` may take a key.
function explorable(svg, marks, { label, show, onKey = () => false, start = null }) {
  const namespace = "http://www.w3.org/2000/svg";
  const ring = document.createElementNS(namespace, "circle");
  ring.setAttribute("class", "ring");
  ring.setAttribute("r", "9");
  ring.setAttribute("visibility", "hidden");
  svg.append(ring);
  let current = -1;

  function pick(index) {
    if (index === current || index < 0) return;
    current = index;
    ring.setAttribute("cx", marks[index].x);
    ring.setAttribute("cy", marks[index].y);
    ring.setAttribute("r", String(Math.max(9, (marks[index].r ?? 0) + 3)));
    ring.setAttribute("visibility", "visible");
    show(marks[index].index);
  }
  function nearest(x, y, within) {
    let best = -1, distance = within * within;
    marks.forEach((mark, index) => {
      const far = (mark.x - x) ** 2 + (mark.y - y) ** 2;
      if (far < distance || (far === distance && (mark.r ?? 0) < (marks[best]?.r ?? 0))) { best = index; distance = far; }
    });
    return best;
  }
  // The nearest mark in a direction: what lies off the straight line counts double.
  function towards(dx, dy) {
    const { x, y } = marks[current];
    let best = -1, least = Infinity;
    marks.forEach((mark, index) => {
      const along = (mark.x - x) * dx + (mark.y - y) * dy;
      const across = Math.abs((mark.x - x) * dy) + Math.abs((mark.y - y) * dx);
      if (index !== current && along > 0.5 && along + 2 * across < least) { best = index; least = along + 2 * across; }
    });
    return best;
  }
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("role", "application");
  svg.setAttribute("aria-label", label);
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    pick(nearest((event.clientX - box.left) * scale, (event.clientY - box.top) * scale, 24));
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (onKey(event.key, current < 0 ? null : marks[current].index)) { event.preventDefault(); return; }
    const direction = directions[event.key];
    if (!direction || !marks.length) return;
    event.preventDefault();
    pick(current < 0 ? 0 : towards(...direction));
  });
  const first = marks.findIndex((mark) => mark.index === start);
  if (start !== null && first >= 0) pick(first);
}
