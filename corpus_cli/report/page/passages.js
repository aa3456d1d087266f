// The map of passages: colour and number for the theme, shape for the language.

const mapState = { theme: "", language: "" };

function passageMap(data) {
  const { points } = data;
  if (!points) return data.themes_state === "ok" ? h("p", { class: "note" }, words().mapNone) : null;
  const shown = points.x.length;
  const codes = languagesOf(data, points.language);
  const said = h("div", { class: "said", role: "status" }, h("p", { class: "note" }, words().mapKeys));
  const box = chartBox((width) => drawPassages(data, width, said));
  const change = (name) => (value) => { mapState[name] = value; box.redraw(); };
  return h("figure", { class: "passages" },
    h("figcaption", {}, words().mapTitle),
    h("p", { class: "note" }, words().mapHow, " ",
      shown < points.of ? say("mapSample", { shown: counted("passage", shown), total: number(points.of) }) : words().mapAll,
      points.method === "pca" ? [" ", words().mapPca] : null),
    h("div", { class: "fields" },
      choice(words().filterTheme, [["", words().allThemes], ...data.themes.map((theme) => [theme.number, `${theme.number + 1}. ${isolated(themeText(theme))}`])], mapState.theme, change("theme")),
      codes.length > 1 ? choice(words().filterLanguage, [["", words().allLanguages], ...codes.map((code) => [code, languageName(code)])], mapState.language, change("language")) : null,
      h("ul", { class: "shapes" }, codes.map((code) => h("li", {}, shapeIcon(code), " ", languageName(code), h("span", { class: "hidden" }, plain("shape", { language: "", shape: shapeName(code) })))))),
    box, said);
}

function languagesOf(data, list) {
  const present = new Set(list);
  const order = data.corpus.languages.map((row) => row.language).filter((code) => present.has(code));
  return [...order, ...[...present].filter((code) => !order.includes(code))];
}

function shapeIcon(language) {
  const svg = plot({ width: 14, height: 14, margin: 0, axis: null, x: { domain: [0, 2] }, y: { domain: [0, 2] },
    marks: [Charts.dot([0], { x: 1, y: 1, r: 4.5, symbol: shapeOf(language), fill: "var(--muted)" })] });
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

function drawPassages(data, width, said) {
  const { points } = data;
  const height = Math.max(300, Math.min(560, Math.round(width * 0.6)));
  const chosen = (index) => (mapState.theme === "" || points.theme[index] === Number(mapState.theme)) &&
    (mapState.language === "" || points.language[index] === mapState.language);
  const all = points.x.map((_, index) => index);
  const front = all.filter(chosen), back = all.filter((index) => !chosen(index));
  const place = { x: (index) => points.x[index], y: (index) => points.y[index] };
  const small = all.length > 800 ? 3 : 4.5;
  const codes = languagesOf(data, points.language);
  const dots = (indices, language, style) => Charts.dot(indices.filter((index) => points.language[index] === language), { ...place, r: small, symbol: shapeOf(language), ...style });
  const svg = plot({
    width, height, margin: 14, axis: null,
    x: { domain: [0, 1], reverse: rightToLeft() }, y: { domain: [0, 1] }, r: { type: "identity" },
    marks: [
      ...codes.map((code) => dots(back, code, { fill: "var(--line)", fillOpacity: 0.6 })),
      ...codes.map((code) => dots(front, code, { fill: (index) => themeColor(points.theme[index]), fillOpacity: 0.8, stroke: "var(--paper)", strokeWidth: 0.6 })),
      Charts.text(centres(data, front), { x: "x", y: "y", text: "label", fontSize: 13, fontWeight: 700, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4 }),
    ],
  });
  const [x, y] = [svg.scale("x"), svg.scale("y")];
  explorable(svg, front.map((index) => ({ index, x: x.apply(points.x[index]), y: y.apply(points.y[index]) })), {
    label: words().mapLabel,
    show: (index) => said.replaceChildren(...passageText(data, index)),
  });
  return svg;
}

// Where most of a theme's marks are: its number stands at the mark nearest to the medians.
function centres(data, indices) {
  const { points } = data;
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return data.themes.flatMap((theme) => {
    const own = indices.filter((index) => points.theme[index] === theme.number);
    if (!own.length) return [];
    const x = median(own.map((index) => points.x[index])), y = median(own.map((index) => points.y[index]));
    const far = (index) => (points.x[index] - x) ** 2 + (points.y[index] - y) ** 2;
    const nearest = own.reduce((best, index) => (far(index) < far(best) ? index : best));
    return [{ x: points.x[nearest], y: points.y[nearest], label: String(theme.number + 1) }];
  });
}

function passageText(data, index) {
  const { points } = data;
  const [title, date] = points.titles[points.document[index]];
  const theme = data.themes[points.theme[index]];
  return [
    h("p", { class: "second" }, theme ? themeLink(theme) : words().noTheme, " · ", languageName(points.language[index]), " · ", bdi(title), date ? [" · ", bdi(dateText(date))] : null),
    passage("p", points.text[index], points.language[index]),
  ];
}
