// How the page was made, and whose work is in it.

function aboutSection(data) {
  const made = data.provenance;
  const rows = [
    [words().version, made.package_version],
    [words().command, made.command ? `corpus ${made.command}` : ""],
    [words().configHash, made.config_hash],
    made.model ? [words().topicModel, made.model.sha256] : null,
    made.model ? [words().method, made.model.method] : null,
    made.model ? [words().encoder, made.model.encoder] : null,
    made.model ? [words().trainedOn, Object.entries(made.model.trained_passages).map(([code, count]) => `${languageName(code)}: ${counted("passage", count)}`).join(words().listSeparator)] : null,
  ].filter((row) => row && row[1]);
  const table = (title, list) => plainTable(title, [[words().item], [words().value]], list.map(([name, value]) => [bdi(name), h("span", { class: "path" }, bdi(value))]));
  return section("about", words().sectionAbout,
    made.command ? h("p", { class: "note" }, say("wholeRun")) : h("p", { class: "warning" }, say("unknownRun")),
    table(words().provenance, rows),
    made.model?.notes.length ? [h("h3", {}, words().modelNotes), h("ul", {}, made.model.notes.map((note) => h("li", {}, passage("span", note, "en"))))] : null,
    folding(words().settings, () => table(words().settings, settingsOf(made.recipe))),
    folding(words().versions, () => table(words().versions, [...Object.entries(made.versions), ...Object.entries(made.charts)])),
    h("h3", {}, words().credits),
    h("ul", { class: "facts" },
      h("li", {}, words().creditTexts, " ", words().creditTextsText),
      data.names ? h("li", {}, words().creditGeonames, " ", words().creditGeonamesText) : null,
      h("li", {}, words().creditMap, " ", words().creditMapText),
      h("li", {}, words().creditCharts, " ", words().creditChartsText),
      h("li", {}, words().privacy)));
}

// {"segment": {"min": 60}} as [["segment.min", "60"]].
function settingsOf(recipe, prefix = "") {
  return Object.entries(recipe).flatMap(([name, value]) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? settingsOf(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, Array.isArray(value) ? value.join(", ") : String(value)]]);
}
