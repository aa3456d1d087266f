// One card a theme: its words, quotes in both languages, pairs, trend, names, and what sets the languages apart.

function cardsSection(data) {
  if (!data.themes.length) return null;
  return section("cards", words().sectionCards, data.themes.map((theme) => themeCard(data, theme)));
}

// The reader's language first.
function sides(codes) {
  return [interfaceState.language, otherLanguage(), ...codes].filter((code, index, all) => codes.includes(code) && all.indexOf(code) === index);
}

function themeCard(data, theme) {
  const codes = sides(["ar", "en"]);
  const suggested = codes.some((code) => (theme.keywords[code] ?? []).some((word) => word.suggested));
  return h("article", { class: "card", id: `theme-${theme.theme_id}`, "aria-labelledby": `theme-${theme.theme_id}-title` },
    heading(3, `theme-${theme.theme_id}-title`, themeMark(theme.number), " ", themeLabel(theme, { both: true })),
    cardFacts(data, theme),
    theme.flags.length ? h("div", { class: "flags" }, flagList(data, theme.flags)) : null,
    h("div", { class: "sides" }, codes.map((code) => h("div", {},
      h("h4", {}, words().keywords, " – ", languageName(code)),
      (theme.keywords[code] ?? []).length
        ? passage("p", theme.keywords[code].map((word) => `${isolated(word.text)}${word.suggested ? "*" : ""}`).join(" · "), code, { class: "keywords" })
        : h("p", { class: "note" }, words().keywordsNone)))),
    suggested ? h("p", { class: "note" }, words().suggested) : null,
    h("div", { class: "sides" }, codes.map((code) => h("div", {},
      h("h4", {}, words().quotes, " – ", languageName(code)),
      (theme.quotes[code] ?? []).length ? theme.quotes[code].slice(0, 2).map((quote) => quotation(quote)) : h("p", { class: "note" }, words().quotesNone)))),
    moreQuotes(theme, codes),
    theme.pairs.length ? folding([words().pairs, " ", h("span", { class: "second" }, number(theme.pairs.length))], () => pairList(theme)) : null,
    trendOf(data, theme),
    h("div", { class: "sides" }, nameList(theme.places, words().placesHere), nameList(theme.organizations, words().organizationsHere)),
    theme.contrast.length ? folding(words().differs, () => contrasts(theme)) : null,
    companions(data, theme),
    h("p", { class: "back" }, h("a", { href: "#themes" }, words().toTop)));
}

function cardFacts(data, theme) {
  const facts = [
    say("factPassages", { passages: counted("passage", theme.passages), documents: counted("document", theme.documents) }),
    say("factShare", { share: percent(theme.share) }),
    theme.balance === null ? null : say("factBalance", { balance: decimal(theme.balance) }),
    theme.lineage?.previous ? say("factContinues", { theme: theme.lineage.previous }) : null,
    h("span", { class: "second" }, bdi(theme.theme_id)),
  ].filter(Boolean);
  return h("p", { class: "cardfacts" }, facts.map((fact, index) => [index ? " · " : "", fact]));
}

function quotation(quote) {
  return h("figure", { class: "quote" }, passage("blockquote", quote.text, quote.language), h("figcaption", {}, citation(quote)));
}

function citation(quote) {
  const path = quote.record_id === null ? quote.path : `${quote.path} [${quote.record_id}]`;
  return [h("cite", {}, bdi(quote.title ?? path)), " · ", quote.date ? bdi(dateText(quote.date)) : words().undatedShort,
    h("div", { class: "where" }, pathText(path), " · ", say("where", {
      start: number(quote.start), end: number(quote.end), rawStart: number(quote.raw_start), rawEnd: number(quote.raw_end),
    }))];
}

function moreQuotes(theme, codes) {
  const rest = codes.reduce((sum, code) => sum + Math.max(0, (theme.quotes[code] ?? []).length - 2), 0);
  if (!rest) return null;
  return folding([words().quotes, " ", h("span", { class: "second" }, `+${number(rest)}`)], () =>
    h("div", { class: "sides" }, codes.map((code) => h("div", {}, (theme.quotes[code] ?? []).slice(2).map((quote) => quotation(quote))))));
}

const SAYS_THE_SAME = 0.6;

function pairList(theme) {
  return [h("p", { class: "note" }, words().pairsHow), theme.pairs.map((pair) => {
    const order = sides(pair.sides.map((side) => side.language));
    const ordered = [...pair.sides].sort((a, b) => order.indexOf(a.language) - order.indexOf(b.language));
    return h("div", { class: "pair" },
      h("p", { class: "second" }, say("similarity", { similarity: decimal(pair.similarity) }), pair.similarity < SAYS_THE_SAME ? [" – ", words().sameSubject] : null),
      h("div", { class: "sides" }, ordered.map((side) => h("div", {}, quotation(side)))));
  })];
}

function trendOf(data, theme) {
  if (!theme.passages) return null;
  if (!theme.trend.length) return data.corpus.months.length ? h("p", { class: "note" }, words().trendNone) : null;
  const { periods, yearly } = periodsOf(data.corpus.months.map(([month]) => month));
  const rows = new Map();
  for (const row of theme.trend) {
    const period = row.month.slice(0, periods[0].length);
    const key = `${period} ${row.language}`;
    const before = rows.get(key) ?? { period, language: row.language, documents: 0, of: 0 };
    rows.set(key, { ...before, documents: before.documents + row.documents, of: before.of + row.of });
  }
  const counts = [...rows.values()].map((row) => ({ ...row, doubtful: row.documents < 5 }));
  const languages = sides([...new Set(counts.map((row) => row.language))]);
  const ordered = [...languages, ...new Set(counts.map((row) => row.language).filter((code) => !languages.includes(code)))];
  const how = words()[yearly ? "trendHowYears" : "trendHow"];
  return h("figure", { class: "trend" }, h("figcaption", {}, words().trend),
    h("p", { class: "note" }, how, " ", theme.undated_documents ? say("trendUndated", { documents: counted("document", theme.undated_documents) }) : null),
    chartBox((width) => barsOverTime(counts, { periods, yearly, languages: ordered.slice(0, 3), width, height: 54 })),
    folding(words().asTable, () => plainTable(`${words().trend} – ${isolated(themeText(theme))}`,
      [[words().period], [words().language], [words().documents, true], [words().ofDocuments, true], [words().doubtful]],
      counts.sort((a, b) => a.period.localeCompare(b.period)).map((row) =>
        [periodText(row.period), languageName(row.language), number(row.documents), number(row.of), words()[row.doubtful ? "yes" : "no"]])), { paper: false }));
}

const MOST_NAMES = 8;

function nameList(rows, title) {
  if (!rows.length) return null;
  const twice = (row) => rows.some((other) => other.id !== row.id && oneName(other) === oneName(row));
  return h("div", {}, h("h4", {}, title), h("ul", { class: "namelist" },
    rows.slice(0, MOST_NAMES).map((row) => h("li", {}, bothNames(row), twice(row) && row.type ? [" ", h("span", { class: "second" }, typeName(row.type))] : null, " ", h("span", { class: "figure" }, number(row.count)))),
    rows.length > MOST_NAMES ? h("li", { class: "second" }, say("moreInFile", { n: number(rows.length - MOST_NAMES) })) : null));
}

function contrasts(theme) {
  const codes = sides(theme.contrast.map((one) => one.language));
  const ordered = [...theme.contrast].sort((a, b) => codes.indexOf(a.language) - codes.indexOf(b.language));
  return [h("p", { class: "note" }, words().differsHow), h("div", { class: "sides" }, ordered.map((one) => h("div", {},
    h("h4", {}, say("differsTitle", { language: languageName(one.language), other: languageName(one.other) })),
    contrastWords(one),
    contrastPlaces(one),
    one.sampled ? h("p", { class: "note" }, words().sampledWords) : null)))];
}

function contrastWords(one) {
  if (one.words === null) return h("p", { class: "note" }, words().differsFewWords);
  if (!one.words.length) return h("p", { class: "note" }, words().differsNoWords);
  return h("ul", {}, one.words.map((word) => h("li", {}, h("strong", {}, bdi(word.text, one.language)), ": ",
    say("differsWord", { uses: counted("use", word.uses), expected: number(word.expected), nearest: bdi(word.nearest, one.other) }))));
}

function contrastPlaces(one) {
  if (one.places === null) return h("p", { class: "note" }, words().differsFewPlaces);
  if (!one.places.length) return h("p", { class: "note" }, words().differsNoPlaces);
  return h("ul", {}, one.places.map((row) => h("li", {}, bothNames(row), ": ",
    say("differsPlace", { own: number(row.mentions[one.language] ?? 0), others: number(row.mentions[one.other] ?? 0) }))));
}

function companions(data, theme) {
  const known = theme.companions.map((one) => [one, data.themes.find((other) => other.theme_id === one.theme_id)]).filter(([, other]) => other);
  if (!known.length) return null;
  return h("div", {}, h("h4", {}, words().companions), h("ul", {}, known.map(([one, other]) => h("li", {},
    say("companionText", { theme: themeLink(other), documents: counted("document", one.documents), chance: number(one.documents_by_chance) })))));
}
