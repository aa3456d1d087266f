// The page put together, in the language and colours that its reader chooses.

const report = JSON.parse(document.getElementById("data").textContent);
report.themes.forEach((theme, index) => { theme.number = index; });

const SECTIONS = [
  ["read", "sectionRead", readSection],
  ["themes", "sectionThemes", themesSection],
  ["cards", "sectionCards", cardsSection],
  ["places", "sectionPlaces", placesSection],
  ["names", "sectionNames", namesSection],
  ["about", "sectionAbout", aboutSection],
];

let scheme = "";
const darkSystem = window.matchMedia("(prefers-color-scheme: dark)");
const paint = () => { document.documentElement.dataset.scheme = scheme || (darkSystem.matches ? "dark" : "light"); };
darkSystem.addEventListener("change", paint);

function render() {
  const root = document.documentElement;
  root.lang = interfaceState.language;
  root.dir = words().direction;
  paint();
  const reports = counted("report", report.corpus.documents);
  document.title = report.corpus.documents ? plain("title", { reports }).replace(/[\u2068\u2069]/g, "") : words().titleEmpty;
  drawn.length = 0;
  const built = SECTIONS.map(([id, title, build]) => [id, title, build(report)]).filter(([, , element]) => element);
  document.getElementById("page").replaceChildren(
    h("a", { class: "skip", href: "#main" }, words().skip),
    h("header", {},
      h("div", { class: "controls" }, languageSwitch(), choice(words().chooseScheme, [["", words().schemeAuto], ["light", words().schemeLight], ["dark", words().schemeDark]], scheme, (value) => {
        scheme = value;
        paint();
      }), button(words().print, () => window.print(), { class: "print" })),
      h("h1", {}, report.corpus.documents ? say("title", { reports }) : words().titleEmpty),
      h("p", { class: "lead" }, words().subtitle)),
    h("nav", { "aria-label": words().contents }, h("ul", {}, built.map(([id, title]) => h("li", {}, h("a", { href: `#${id}` }, words()[title]))))),
    h("main", { id: "main", tabindex: "-1" }, built.map(([, , element]) => element)));
}

function languageSwitch() {
  return h("div", { class: "switch", role: "group", "aria-label": words().chooseLanguage }, Object.keys(WORDS).map((code) =>
    h("button", { type: "button", lang: code, "data-language": code, "aria-pressed": String(code === interfaceState.language), click: () => switchTo(code) }, WORDS[code].name)));
}

// The reader stays at the section that is on the screen.
function switchTo(code) {
  const open = SECTIONS.map(([id]) => document.getElementById(id)).filter((element) => element && element.getBoundingClientRect().top < 200).at(-1);
  const offset = open ? open.getBoundingClientRect().top : 0;
  interfaceState.language = code;
  render();
  document.querySelector(`[data-language="${code}"]`).focus({ preventScroll: true });
  if (open) window.scrollBy({ top: document.getElementById(open.id).getBoundingClientRect().top - offset, behavior: "instant" });
}

// On paper what is folded stands open.
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")].filter((details) => details.paper);
  unfolded.forEach((details) => details.unfold());
  drawn.forEach((box) => box.redraw());
});
window.addEventListener("afterprint", () => {
  unfolded.forEach((details) => { details.open = false; });
  unfolded = [];
});

interfaceState.language = (navigator.language ?? "").startsWith("ar") ? "ar" : "en";
render();
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
