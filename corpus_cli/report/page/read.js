// What was read: documents, languages, dates, and what could not be read.

function readSection(data) {
  const { corpus, failures } = data;
  return section("read", words().sectionRead,
    tiles(data),
    h("ul", { class: "facts" },
      corpus.languages.map((row) => h("li", {}, say("languagesRead", {
        language: languageName(row.language), documents: counted("document", row.documents), passages: counted("passage", row.passages),
      }))),
      corpus.undated && corpus.undated < corpus.documents ? h("li", {}, say("undated", { documents: counted("document", corpus.undated) })) : null,
      corpus.undated && corpus.undated === corpus.documents ? h("li", {}, words().allUndated) : null,
      corpus.duplicates ? h("li", {}, say("duplicatesLeftOut", { documents: counted("document", corpus.duplicates) })) : null,
      corpus.damaged.length ? h("li", { class: "warning" }, say("damaged", { files: corpus.damaged.slice(0, 10).join(words().listSeparator) })) : null,
    ),
    timeline(corpus),
    failureList(data, failures),
    corpus.listed.rows.length ? folding([words().allDocuments, " ", h("span", { class: "second" }, number(corpus.documents))], () => documentTable(data), { paper: false }) : null,
  );
}

function tiles(data) {
  const { corpus, names } = data;
  const tile = (figure, label) => h("div", { class: "tile" }, h("dt", {}, label), h("dd", {}, figure));
  return h("dl", { class: "tiles" },
    tile(number(corpus.documents), words().tileDocuments),
    corpus.passages ? tile(number(corpus.passages), words().tilePassages) : null,
    data.themes.length ? tile(number(data.themes.length), words().tileThemes) : null,
    names ? tile(number(names.places.total), words().tilePlaces) : null,
    names ? tile(number(names.organizations.total), words().tileOrganizations) : null,
    corpus.first_date ? tile(periodOfCorpus(corpus), words().tilePeriod) : null);
}

function periodOfCorpus({ first_date: first, last_date: last }) {
  const short = (date) => bdi(dateText(date.slice(0, 7)));
  const years = [first.slice(0, 4), last.slice(0, 4)];
  return h("span", { class: "small" }, first.slice(0, 7) === last.slice(0, 7) ? short(first) : years[0] === years[1] || first.length > 4 ? [short(first), " – ", short(last)] : years.join("–"));
}

function timeline(corpus) {
  if (!corpus.months.length) return null;
  const { periods, yearly } = periodsOf(corpus.months.map(([month]) => month));
  const counts = new Map();
  for (const [month, language, documents] of corpus.months) {
    const key = `${month.slice(0, periods[0].length)} ${language}`;
    counts.set(key, (counts.get(key) ?? 0) + documents);
  }
  const rows = [...counts].map(([key, documents]) => ({ period: key.split(" ")[0], language: key.split(" ")[1], documents, doubtful: false }));
  const languages = corpus.languages.map((row) => row.language).filter((code) => rows.some((row) => row.language === code));
  const title = words()[yearly ? "timelineYears" : "timeline"];
  return h("figure", {}, h("figcaption", {}, title),
    chartBox((width) => barsOverTime(rows, { periods, yearly, languages: languages.slice(0, 4), width })),
    folding(words().asTable, () => plainTable(title, [[words().period], ...languages.map((code) => [languageName(code), true])],
      periods.map((period) => [periodText(period), ...languages.map((code) => number(counts.get(`${period} ${code}`) ?? 0))])), { paper: false }));
}

function failureList(data, failures) {
  const title = heading(3, null, words().failuresTitle);
  if (!failures.total) return [title, h("p", {}, words().failuresNone)];
  const kinds = Object.entries(data.failure_kinds).map(([kind, count]) => h("li", {}, say(`{kind}: {count}`, { kind: words().kinds[kind] ?? kind, count: number(count) })));
  return [title, h("p", {}, say("failuresSome", { inputs: counted("input", failures.total) })), h("ul", { class: "facts" }, kinds),
    folding(words().failuresTitle, () => dataTable({
      caption: words().failuresTitle,
      note: failures.rows.length < failures.total ? say("failuresMore", { shown: number(failures.rows.length), total: number(failures.total) }) : null,
      rows: failures.rows,
      searchText: (row) => `${row.path} ${row.reason}`,
      columns: [
        { head: words().source, value: (row) => row.path, cell: (row) => [pathText(row.path), row.record ? [" ", h("span", { class: "second" }, say("record", { record: row.record }))] : null], class: "path" },
        { head: words().kind, value: (row) => row.kind, cell: (row) => words().kinds[row.kind] ?? row.kind },
        { head: words().reason, cell: (row) => passage("span", row.reason, "en") },
        { head: words().remedy, cell: (row) => passage("span", row.remedy, "en") },
      ],
    }), { open: failures.total <= 5 })];
}

// What a reader must know of a date: that it was converted from the Hijri calendar, or that it is far from sure.
function dateNote(dated) {
  const note = dated?.calendar === "hijri" ? say("dateHijri", { written: bdi(dated.written) }) : dated?.confidence < 0.5 ? words().dateUnsure : null;
  return note ? h("div", { class: "second" }, note) : null;
}

function documentTable(data) {
  const { listed } = data.corpus;
  const byId = new Map(data.themes.map((theme) => [theme.theme_id, theme]));
  return dataTable({
    caption: words().allDocuments,
    note: listed.rows.length < listed.total ? say("latest", { shown: number(listed.rows.length), total: number(listed.total) }) : null,
    rows: listed.rows,
    searchText: (row) => `${row.title ?? ""} ${row.path} ${row.date ?? ""}`,
    columns: [
      { head: words().titleColumn, value: (row) => row.title ?? row.path, cell: (row) => [row.title ? bdi(row.title) : pathText(row.path), row.title ? h("div", { class: "second" }, pathText(row.path)) : null], class: "title" },
      { head: words().date, value: (row) => row.date ?? "", cell: (row) => (row.date ? [bdi(dateText(row.date)), dateNote(row.dated)] : words().undatedShort) },
      { head: words().language, value: (row) => languageName(row.language ?? "und"), cell: (row) => languageName(row.language ?? "und") },
      { head: words().passages, numeric: true, value: (row) => row.passages, cell: (row) => number(row.passages) },
      data.themes.length ? { head: words().themesColumn, cell: (row) => row.themes.filter((id) => byId.has(id)).map((id) => [themeLink(byId.get(id)), h("br")]) } : null,
    ].filter(Boolean),
  });
}
