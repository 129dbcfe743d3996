// What every part needs: the data, short-hands for building the page, words for dates.

const data = JSON.parse(document.getElementById("data").textContent);
const { actors, relations, sources, cases, claims, ties, scales } = data;
const nClaims = claims.id ? claims.id.length : 0;
const nTies = ties.subject.length;
const byId = (id) => document.getElementById(id);

// Signs that turn the direction of writing or do not show would let a name rearrange the text around it.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const clean = (text) => String(text ?? "").replace(HIDDEN, " ").replace(/\s+/g, " ").trim();
const short = (text, most) => (text.length > most ? `${[...text].slice(0, most - 1).join("")}…` : text);

for (const one of actors) one.name = clean(one.name) || one.id;
for (const one of cases) one.title = clean(one.title) || one.id;
for (const one of sources) one.title = clean(one.title) || one.id;

// Text becomes text nodes and nothing else, so that no name or note can be markup.
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "onclick") made.addEventListener("click", value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function svgEl(tag, attributes = {}, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}

// A name keeps its own direction of writing whatever stands beside it.
const bdi = (text) => el("bdi", {}, clean(text));
const plural = (count, word) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${word}${count === 1 ? "" : "s"}`;

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAY = 86400000;
const monthOf = (day) => { const date = new Date(day * DAY); return date.getUTCFullYear() * 12 + date.getUTCMonth(); };
const firstDay = (month) => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
const monthName = (month) => `${MONTHS[month % 12]} ${Math.floor(month / 12)}`;

function dayName(day) {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

// Dates are coded in EDTF; readers get words, and what the words do not cover stays as it was coded.
function dateWords(text) {
  if (!text) return "no date given";
  const point = (part) => {
    const found = /^(\d{3}X|\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([?~%]?)$/.exec(part);
    if (!found) return part;
    const [, year, month, day, doubt] = found;
    const named = month && month !== "XX" ? `${MONTHS[month - 1]} ` : "";
    const said = year.endsWith("X") ? `the ${year.slice(0, 3)}0s` : `${named && day && day !== "XX" ? `${Number(day)} ` : ""}${named}${year}`;
    return { "?": `perhaps ${said}`, "~": `about ${said}`, "%": `perhaps about ${said}` }[doubt] ?? said;
  };
  const set = (part) => {
    const found = /^\[(.*)\.\.(.*)\]$/.exec(part);
    if (!found) return point(part);
    if (!found[1]) return `${point(found[2])} or earlier`;
    if (!found[2]) return `${point(found[1])} or later`;
    return `some time between ${point(found[1])} and ${point(found[2])}`;
  };
  if (!text.includes("/")) return set(text);
  const [start, end] = text.split("/");
  if (!start || start === "..") return `until ${set(end)}`;
  if (!end) return `from ${set(start)}`;
  return end === ".." ? `from ${set(start)} on` : `${set(start)} to ${set(end)}`;
}

// A stretch of days, as short as it can be said: a day, a month, a year, or from one to the other.
function stretchWords(first, last) {
  const [from, to] = [new Date(first * DAY), new Date((last + 1) * DAY)];
  if (last <= first) return dayName(first);
  if (from.getUTCDate() === 1 && to.getUTCDate() === 1) {
    const [begun, done] = [monthOf(first), monthOf(last + 1)];
    if (done - begun === 1) return monthName(begun);
    if (begun % 12 === 0 && done % 12 === 0) return done - begun === 12 ? String(begun / 12) : `${begun / 12} to ${done / 12 - 1}`;
  }
  return `${dayName(first)} to ${dayName(last)}`;
}

// When a tie held, from its four bounds: what is told, and what is left open.
function heldWords(tie) {
  const known = (day) => (day === null || Math.abs(day) > 9e6 ? null : day);
  const [startLow, startHigh, endLow, endHigh] = [ties.sl[tie], ties.sh[tie], ties.el[tie], ties.eh[tie]].map(known);
  const lasting = relations[ties.relation[tie]].lasting;
  if (lasting === "moment" && startLow !== null && endHigh !== null) return `${endHigh - startLow > 31 ? "some time in " : ""}${stretchWords(startLow, endHigh - 1)}`;
  if (startLow === null && endHigh === null && startHigh !== null && endLow !== null && endLow - 1 <= startHigh) return `seen ${stretchWords(endLow - 1, startHigh)}, when else is not told`;
  const begun = startLow === null ? (startHigh === null ? "" : `begun by ${dayName(startHigh)}`) : `from ${stretchWords(startLow, startHigh ?? startLow)}`;
  const ended = endHigh === null ? (endLow === null ? "" : `at least until ${dayName(endLow - 1)}`) : `until ${stretchWords((endLow ?? endHigh) - 1, endHigh - 1)}`;
  return [begun, ended].filter(Boolean).join(", ") || "time not told";
}

const shared = { state: null, cy: null };
