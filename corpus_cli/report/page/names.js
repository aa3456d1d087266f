// Tables of all names: places, organizations, and place names that no gazetteer knows.

function namesSection(data) {
  const { names } = data;
  if (!names) return null;
  const table = (title, listed, columns, note = null) => listed.total ? dataTable({
    title: `${title} (${number(listed.total)})`,
    note: [note, listed.rows.length < listed.total ? say("namesMore", { shown: number(listed.rows.length), total: number(listed.total) }) : null].filter(Boolean).flat(),
    rows: listed.rows, searchText: allNames, searchLabel: words().searchNames, rowsAtFirst: 10, sorted: null, columns,
  }) : [h("h3", {}, title), h("p", { class: "note" }, words().namesNothing)];
  const name = (head) => ({ head, value: oneName, cell: bothNames });
  const type = { head: words().type, value: (row) => typeName(row.type), cell: (row) => typeName(row.type) };
  const counts = [
    { head: words().mentions, numeric: true, value: (row) => row.mentions, cell: (row) => number(row.mentions) },
    { head: languageName("ar"), numeric: true, value: (row) => row.mentions_ar, cell: (row) => number(row.mentions_ar) },
    { head: languageName("en"), numeric: true, value: (row) => row.mentions_en, cell: (row) => number(row.mentions_en) },
    { head: words().documents, numeric: true, value: (row) => row.documents, cell: (row) => number(row.documents) },
  ];
  const written = { head: words().writtenAs, cell: (row) => row.written_as.map((one, index) => [index ? words().listSeparator : "", bdi(one)]), class: "written" };
  const area = { head: words().area, value: areaOf, cell: (row) => bdi(areaOf(row)) };
  return section("names", words().sectionNames,
    table(words().namesOrganizations, names.organizations, [name(words().organization), ...counts, written]),
    table(words().namesPlaces, names.places, [name(words().place), type, area, ...counts, written]),
    names.unlinked.total ? folding([words().namesUnlinked, " ", h("span", { class: "second" }, number(names.unlinked.total))], () =>
      table(words().namesUnlinked, names.unlinked, [name(words().place), ...counts, written], words().namesUnlinkedHow)) : null);
}

// The first-level area and the country; the browser knows the countries' names in both languages.
function areaOf(row) {
  let country = row.country ?? "";
  try {
    if (/^[A-Z]{2}$/.test(country)) country = new Intl.DisplayNames([interfaceState.language], { type: "region" }).of(country);
  } catch { /* a code that the browser does not know is shown as it is */ }
  const area = interfaceState.language === "en" && row.admin1 !== row.name_en ? row.admin1 : null;
  return [area, row.type === "country" ? null : country].filter(Boolean).join(words().listSeparator);
}
