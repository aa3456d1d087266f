// The map of places, and how often each place is named in each theme.

const placeState = { theme: "", language: "", frame: "most", zoom: 1, centre: null, chosen: null };
// A circle in the middle of a country says nothing of where: whole countries are told, not drawn.
const TOO_LARGE = new Set(["country", "continent"]);
const AREAS = new Set(["governorate", "province", "region", "district", "subdistrict"]);


function placesSection(data) {
  if (!data.names) return section("places", words().sectionPlaces, h("p", { class: "note" }, words().placesNone));
  if (!data.names.places.total) return section("places", words().sectionPlaces, h("p", { class: "note" }, words().placesEmpty));
  return section("places", words().sectionPlaces, placeMap(data), heatTable(data));
}

// Mentions of each place of the list under the chosen filter, by its row.
function filteredMentions(data) {
  const { places, cells } = data.names;
  const { theme, language } = placeState;
  if (theme === "") {
    const column = { ar: "mentions_ar", en: "mentions_en" }[language] ?? "mentions";
    return places.rows.map((row) => row[column]);
  }
  const found = places.rows.map(() => 0);
  for (const [place, number, code, count] of cells) {
    if (number === Number(theme) && (language === "" || code === language)) found[place] += count;
  }
  return found;
}

function placeMap(data) {
  const { places, cells, without_point: without } = data.names;
  const hint = () => h("p", { class: "note" }, words().placesKeys);
  const said = h("div", { class: "said", role: "status" }, hint());
  const below = h("div", { class: "note" });
  const box = chartBox((width) => drawPlaces(data, width, said, below));
  const change = (name, reset = {}) => (value) => { Object.assign(placeState, reset, { [name]: value }); said.replaceChildren(hint()); box.redraw(); };
  const scale = (factor) => () => { placeState.zoom = Math.min(60, Math.max(0.4, placeState.zoom * factor)); box.redraw(); };
  return h("figure", { class: "places" }, h("figcaption", {}, words().placesMap),
    h("p", { class: "note" }, words().placesMapHow, " ", words().areasHow),
    h("div", { class: "fields" },
      cells.length ? choice(words().filterTheme, [["", words().allThemes], ...data.themes.map((theme) => [theme.number, `${theme.number + 1}. ${isolated(themeText(theme))}`])], placeState.theme, change("theme", { chosen: null })) : null,
      choice(words().filterLanguage, [["", words().allLanguages], ["ar", languageName("ar")], ["en", languageName("en")]], placeState.language, change("language", { chosen: null })),
      choice(words().frame, [["most", words().frameMost], ["all", words().frameAll]], placeState.frame, change("frame", { zoom: 1, centre: null })),
      h("div", { class: "zoom" }, button("+", scale(1.6), { "aria-label": words().zoomIn, title: words().zoomIn }), button("−", scale(1 / 1.6), { "aria-label": words().zoomOut, title: words().zoomOut }))),
    box, said, below,
    without ? h("p", { class: "note" }, say("withoutPoint", { places: counted("place", without) })) : null,
    places.rows.length < places.total ? h("p", { class: "note" }, say("placesMore", { total: number(places.total), shown: number(places.rows.length) })) : null,
    folding(words().asTable, () => placeFigures(data), { paper: false }));
}

function drawPlaces(data, width, said, below) {
  const { rows } = data.names.places;
  const mentions = filteredMentions(data);
  const named = rows.map((row, index) => ({ row, index, count: mentions[index] })).filter((one) => one.count > 0);
  const large = named.filter((one) => TOO_LARGE.has(one.row.type));
  const onMap = named.filter((one) => !TOO_LARGE.has(one.row.type) && one.row.lat !== null && one.row.lon !== null).sort((a, b) => b.count - a.count || a.index - b.index);
  const height = Math.max(320, Math.min(580, Math.round(width * 0.66)));
  const projection = framed(rows, width, height);
  const largest = Math.max(12, Math.min(22, width / 45));
  const most = Math.max(1, ...onMap.map((one) => one.count));
  const placed = onMap.map((one) => {
    const [x, y] = projection([one.row.lon, one.row.lat]);
    return { ...one, x, y, r: 2.5 + (largest - 2.5) * Math.sqrt(one.count / most) };
  });
  const inside = placed.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
  tellBelow(below, { placed, inside, large });
  const svg = plot({
    width, height, margin: 0, projection: () => projection, r: { type: "identity" }, style: { overflow: "hidden" },
    marks: [...outlineMarks(data.outlines, projection, width, height), ...circleMarks(inside), ...nameMarks(inside, width, height)],
  });
  explorable(svg, placed.map(({ index, x, y, r }) => ({ index, x, y, r })), {
    label: words().placesMapLabel,
    start: placeState.chosen,
    onKey: (key) => {
      if (!["+", "=", "-"].includes(key)) return false;
      placeState.zoom = Math.min(60, Math.max(0.4, placeState.zoom * (key === "-" ? 1 / 1.6 : 1.6)));
      redrawFocused(svg);
      return true;
    },
    show: (index) => {
      const one = placed.find((other) => other.index === index);
      placeState.chosen = index;
      placeState.centre = [one.row.lon, one.row.lat];
      said.replaceChildren(...placeText(data, one));
      if (!inside.includes(one)) redrawFocused(svg);
    },
  });
  return svg;
}

function redrawFocused(svg) {
  const box = svg.closest(".chart");
  box.redraw();
  box.querySelector("svg").focus();
}

// The places around the middle of all mentions that have most of them: a city named once far away must not make the map
// so small that nothing can be told apart.
const MOST = 0.85;

function mostMentioned(points) {
  const total = points.reduce((sum, row) => sum + row.mentions, 0);
  const until = (sorted, share) => {
    let sum = 0;
    return sorted.findIndex((row) => (sum += row.mentions) >= total * share);
  };
  const middle = (key) => {
    const sorted = [...points].sort((a, b) => a[key] - b[key]);
    return sorted[until(sorted, 0.5)]?.[key] ?? 0;
  };
  const [lon, lat] = [middle("lon"), middle("lat")];
  const near = [...points].sort((a, b) => Math.hypot(a.lon - lon, a.lat - lat) - Math.hypot(b.lon - lon, b.lat - lat));
  return near.slice(0, until(near, MOST) + 1);
}

// Mercator, so that shapes are right where people look closely; fitted to where most mentions are, or to all places.
function framed(rows, width, height) {
  const points = rows.filter((row) => row.lat !== null && row.lon !== null && !TOO_LARGE.has(row.type));
  const shown = placeState.frame === "most" ? mostMentioned(points) : points;
  const range = (key) => [Math.min(...shown.map((row) => row[key])), Math.max(...shown.map((row) => row[key]))];
  const limited = (value, least, most) => Math.max(least, Math.min(most, value));
  const padded = ([low, high], least) => {
    const middle = (low + high) / 2, half = Math.max(least, (high - low) * 0.58);
    return [middle - half, middle + half];
  };
  const [west, east] = points.length ? padded(range("lon"), 1.4) : [34, 43];
  const [south, north] = points.length ? padded(range("lat"), 1.1).map((value) => limited(value, -75, 80)) : [31, 38];
  const projection = Charts.geoMercator().fitExtent([[8, 8], [width - 8, height - 8]], { type: "MultiPoint", coordinates: [[west, south], [east, north]] });
  if (placeState.zoom !== 1 || placeState.centre) {
    const centre = placeState.zoom > 1 && placeState.centre ? placeState.centre : projection.invert([width / 2, height / 2]);
    projection.scale(projection.scale() * placeState.zoom);
    const [x, y] = projection(centre);
    const [dx, dy] = projection.translate();
    projection.translate([dx + width / 2 - x, dy + height / 2 - y]);
  }
  return projection.clipExtent([[-40, -40], [width + 40, height + 40]]);
}

function outlineMarks(outlines, projection, width, height) {
  const [west, south, east, north] = outlines.region.bounds;
  const corners = [[0, 0], [width, 0], [0, height], [width, height]].map((corner) => projection.invert(corner));
  const near = corners.every(([x, y]) => x > west && x < east && y > south && y < north);
  const level = near ? outlines.region : outlines.world;
  const close = near && projection.scale() > 2200;
  return [
    Charts.geo(level.land, { fill: "var(--land)", stroke: "var(--coast)", strokeWidth: 0.8 }),
    close ? Charts.geo(level.areas, { stroke: "var(--coast)", strokeWidth: 0.5, strokeOpacity: 0.55 }) : null,
    Charts.geo(level.borders, { stroke: "var(--border)", strokeWidth: 1.1 }),
    Charts.geo(level.unsettled, { stroke: "var(--border)", strokeWidth: 1.1, strokeDasharray: "4 3" }),
  ];
}

function circleMarks(placed) {
  const at = { x: (one) => one.row.lon, y: (one) => one.row.lat, r: "r" };
  const areas = placed.filter((one) => AREAS.has(one.row.type)), points = placed.filter((one) => !AREAS.has(one.row.type));
  return [
    Charts.dot(areas, { ...at, fill: "none", stroke: "var(--accent)", strokeWidth: 1.4, strokeDasharray: "3 2" }),
    Charts.dot(points, { ...at, fill: "var(--accent)", fillOpacity: 0.45, stroke: "var(--accent)", strokeWidth: 1 }),
  ];
}

// The names of the most mentioned places, where they do not cover one another.
function nameMarks(placed, width, height) {
  const taken = [], shown = [];
  for (const one of placed) {
    const text = oneName(one.row);
    if (text.length > 28 || shown.some((other) => other.text === text)) continue;
    const wide = 7 * text.length + 6;
    const box = [one.x - wide / 2, one.y - one.r - 17, one.x + wide / 2, one.y - one.r - 1];
    const free = box[0] > 0 && box[1] > 0 && box[2] < width && box[3] < height && taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    if (!free) continue;
    taken.push(box);
    shown.push({ ...one, text });
    if (shown.length >= 24) break;
  }
  // A mark each: the library moves all texts of one mark by the same distance.
  return shown.map((one) => Charts.text([one], {
    x: () => one.row.lon, y: () => one.row.lat, dy: -one.r - 8, text: () => isolated(one.text),
    fontSize: 12.5, fontWeight: 600, fill: "var(--ink)", stroke: "var(--land)", strokeWidth: 3.5,
  }));
}

function tellBelow(below, { placed, inside, large }) {
  const mentions = (list) => counted("mention", list.reduce((sum, one) => sum + one.count, 0));
  const outside = placed.filter((one) => !inside.includes(one));
  below.replaceChildren(...[
    placed.length || large.length ? null : h("p", {}, words().noneInFilter),
    outside.length ? h("p", {}, say("outsideFrame", { places: counted("place", outside.length), mentions: mentions(outside) })) : null,
    large.length ? h("p", {}, words().countriesListed, " ", large.slice(0, 12).map((one, index) => [index ? words().listSeparator : "", bdi(oneName(one.row)), " ", h("span", { class: "figure" }, number(one.count))]),
      large.length > 12 ? [words().listSeparator, say("moreCountries", { n: number(large.length - 12) })] : null) : null,
  ].filter(Boolean));
}

function placeText(data, one) {
  const { row, index, count } = one;
  const byTheme = new Map();
  for (const [place, theme, language, mentions] of data.names.cells) {
    if (place === index && theme >= 0 && (placeState.language === "" || language === placeState.language)) byTheme.set(theme, (byTheme.get(theme) ?? 0) + mentions);
  }
  const themes = [...byTheme].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 5);
  return [
    h("p", {}, h("strong", {}, bothNames(row)), " – ", typeName(row.type), words().listSeparator, counted("mention", count)),
    h("p", { class: "second" }, languageName("ar"), " ", number(row.mentions_ar), " · ", languageName("en"), " ", number(row.mentions_en), " · ", counted("document", row.documents)),
    themes.length ? h("ul", { class: "namelist" }, themes.map(([theme, mentions]) => h("li", {}, themeLink(data.themes[theme]), " ", h("span", { class: "figure" }, number(mentions))))) : null,
  ].filter(Boolean);
}

function placeFigures(data) {
  const mentions = filteredMentions(data);
  const rows = data.names.places.rows.map((row, index) => [row, mentions[index]]).filter(([, count]) => count > 0);
  return dataTable({
    caption: words().placesMap, note: words().filteredBy, rows, searchText: ([row]) => allNames(row), searchLabel: words().searchNames, rowsAtFirst: 10, sorted: 2,
    columns: [
      { head: words().place, value: ([row]) => oneName(row), cell: ([row]) => bothNames(row) },
      { head: words().type, value: ([row]) => typeName(row.type), cell: ([row]) => typeName(row.type) },
      { head: words().mentions, numeric: true, value: ([, count]) => count, cell: ([, count]) => number(count) },
    ],
  });
}

const HEAT_PLACES = 25;

function heatTable(data) {
  const { places, cells } = data.names;
  if (!data.themes.length || !cells.length) return h("p", { class: "note" }, words().heatNone);
  const counts = new Map();
  for (const [place, theme, , count] of cells) if (theme >= 0) counts.set(`${place} ${theme}`, (counts.get(`${place} ${theme}`) ?? 0) + count);
  const sum = (place) => data.themes.reduce((total, theme) => total + (counts.get(`${place} ${theme.number}`) ?? 0), 0);
  const rows = places.rows.map((row, index) => [row, index, sum(index)]).filter(([, , total]) => total > 0).sort((a, b) => b[2] - a[2] || a[1] - b[1]).slice(0, HEAT_PLACES);
  const most = Math.max(1, ...rows.flatMap(([, index]) => data.themes.map((theme) => counts.get(`${index} ${theme.number}`) ?? 0)));
  const twice = (row) => rows.some(([other]) => other.id !== row.id && oneName(other) === oneName(row));
  const cell = (index, theme) => {
    const count = counts.get(`${index} ${theme.number}`) ?? 0;
    const strength = Math.round(12 + 76 * Math.sqrt(count / most));
    return h("td", { class: `heat${strength > 75 ? " strong" : ""}`, style: count ? { backgroundColor: `color-mix(in srgb, var(--heat) ${strength}%, var(--paper))` } : {} }, count ? number(count) : h("span", { class: "hidden" }, number(0)));
  };
  return h("figure", {}, h("figcaption", {}, words().heat),
    h("p", { class: "note" }, say("heatHow", { places: counted("place", rows.length) })),
    scrolling(words().heat, h("table", { class: "heattable" }, h("caption", { class: "hidden" }, words().heat),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words().place), data.themes.map((theme) => h("th", { scope: "col" },
        h("a", { href: `#theme-${theme.theme_id}`, title: themeText(theme), "aria-label": `${theme.number + 1}. ${isolated(themeText(theme))}` }, themeMark(theme.number)))), h("th", { scope: "col", class: "number" }, words().total))),
      h("tbody", {}, rows.map(([row, index, total]) => h("tr", {},
        h("th", { scope: "row" }, bdi(oneName(row)), twice(row) ? [" ", h("span", { class: "second" }, typeName(row.type))] : null),
        data.themes.map((theme) => cell(index, theme)), h("td", { class: "number" }, number(total))))))));
}
