// What to know first, and all themes in one table.

function themesSection(data) {
  if (data.themes_state !== "ok") {
    return section("themes", words().sectionThemes, h("p", { class: "warning" }, say(data.themes_state === "none" ? "themesNone" : "themesUnreadable")),
      data.flags.length ? flagBox(data, words().before, data.flags) : null);
  }
  const about = data.flags.filter((flag) => /^(independent|confounded|theme_)/.test(flag.kind));
  const others = data.flags.filter((flag) => !about.includes(flag));
  return section("themes", words().sectionThemes,
    others.length ? flagBox(data, words().before, others) : null,
    about.length ? flagBox(data, words().languageAndTheme, about) : null,
    passageMap(data),
    overview(data));
}

function flagBox(data, title, flags) {
  return h("aside", { class: "flags", "aria-label": title }, h("p", { class: "title" }, title), flagList(data, flags));
}

function flagList(data, flags) {
  return h("ul", {}, flags.map((flag) => h("li", {}, flagSentence(data, flag))));
}

function flagSentence(data, flag) {
  const split = flag.kind === "confounded" && flag.name === "split";
  const named = (id) => {
    const theme = data.themes.find((one) => one.theme_id === id);
    return theme ? themeLink(theme) : bdi(id);
  };
  const ratio = ["independent", "confounded"].includes(flag.kind);
  const figure = (value) => (ratio ? new Intl.NumberFormat(locale(), { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value ?? 0) : percent(value ?? 0));
  const half = flag.kind === "half_undated";
  return say(words().flags[split ? "confounded_split" : flag.kind] ?? flag.kind, {
    passages: counted("passage", flag.of && flag.kind === "half_one_document" ? flag.of : flag.count ?? 0),
    documents: counted("document", half || flag.kind === "few_passages" ? flag.of : flag.count ?? 0),
    count: number(flag.count ?? 0),
    language: languageName(flag.language ?? ""),
    other: languageName(flag.other ?? ""),
    share: figure(flag.share),
    other_share: figure(flag.other_share),
    name: flag.name ?? "",
    theme: named(flag.theme),
    twin: named(flag.twin),
  });
}

function overview(data) {
  const codes = data.theme_languages.map((row) => row.language).filter((code) => code === "ar" || code === "en");
  const shareOf = (theme, code) => theme.languages.find((row) => row.language === code)?.share ?? 0;
  const largest = Math.max(...data.themes.flatMap((theme) => codes.map((code) => shareOf(theme, code))), 0);
  return h("figure", { class: "overview" },
    dataTable({
      title: words().overview,
      note: words().overviewHow,
      rows: data.themes,
      rowsAtFirst: data.themes.length,
      columns: [
        { head: words().theme, value: (theme) => theme.number, cell: (theme) => themeLink(theme), class: "theme" },
        ...codes.map((code) => ({
          head: say("ofLanguage", { language: languageName(code) }), value: (theme) => shareOf(theme, code), numeric: true,
          cell: (theme) => barCell(shareOf(theme, code), largest, percent(shareOf(theme, code)), code),
        })),
        codes.length > 1 ? { head: words().balance, numeric: true, value: (theme) => theme.balance ?? -1, cell: (theme) => (theme.balance === null ? words().notKnown : decimal(theme.balance)) } : null,
        { head: words().documents, numeric: true, value: (theme) => theme.documents, cell: (theme) => number(theme.documents) },
        { head: words().ofAllWords, numeric: true, value: (theme) => theme.share, cell: (theme) => percent(theme.share) },
        { head: words().notes, value: (theme) => -theme.flags.length, cell: (theme) => (theme.flags.length ? h("a", { href: `#theme-${theme.theme_id}`, class: "noted" }, notesText(theme.flags.length)) : h("span", { class: "hidden" }, words().noNotes)) },
      ].filter(Boolean),
    }),
    data.unassigned_share > 0 ? h("p", { class: "note" }, words().noTheme, ": ", say("factShare", { share: percent(data.unassigned_share) })) : null);
}

function notesText(count) {
  const forms = words().noteCount;
  return (forms[new Intl.PluralRules(locale()).select(count)] ?? forms.other).replace("{n}", number(count));
}
