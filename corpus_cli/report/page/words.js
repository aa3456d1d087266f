// The interface's two languages: its words, numbers and dates. What it says stands in words_en.js and words_ar.js.

const WORDS = {};
const FIRST_STRONG_ISOLATE = "\u2068", POP_ISOLATE = "\u2069";

const interfaceState = { language: "en" };

const words = () => WORDS[interfaceState.language];
const otherLanguage = () => (interfaceState.language === "ar" ? "en" : "ar");
const rightToLeft = () => words().direction === "rtl";

// Western digits in both interfaces: they are those of the run's files, and of what is searched for.
const locale = () => (interfaceState.language === "ar" ? "ar-u-nu-latn" : "en");

function number(value) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
}

function decimal(value) {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

function percent(share) {
  if (share > 0 && share < 0.001) return words().underOneInAThousand;
  const digits = share !== 0 && share < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: digits }).format(share);
}

// A count with its noun in the form that the language asks for: Arabic has six.
function counted(noun, count) {
  const forms = words().nouns[noun];
  const rule = count === 0 && forms.zero ? "zero" : new Intl.PluralRules(locale()).select(count);
  return (forms[rule] ?? forms.other).replace("{n}", number(count));
}

// YYYY-MM-DD, YYYY-MM or YYYY as people write it. Anything else stays as it is.
function dateText(date) {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? "");
  if (!match) return date ?? "";
  const [, year, month, day] = match;
  const name = month && words().months[Number(month) - 1];
  if (!name) return year;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

function languageName(code) {
  return words().languages[code] ?? words().languages.other.replace("{code}", code);
}

function typeName(type) {
  return type ? words().types[type] ?? type.replaceAll("_", " ") : "";
}

// A sentence as one string, for labels that hold no elements; what is put in is kept apart from the text around it.
function plain(key, values = {}) {
  const text = typeof key === "string" ? words()[key] : key;
  return text.replace(/\{(\w+)\}/g, (_, name) => isolated(String(values[name] ?? "")));
}

function isolated(text) {
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
}

// For searching: أحمد is found by احمد, الرقة by الرقه, Dar'a by DARA.
function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f'’ʿʾ`]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ة/g, "ه")
    .replace(/[ىیے]/g, "ي")
    .replace(/ک/g, "ك")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .toLowerCase();
}
