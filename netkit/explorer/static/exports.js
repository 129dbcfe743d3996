// What leaves the page: a picture of the view as PNG or SVG, and a link that restores it.

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const fileName = (ending) => `${folded(data.title).replace(/ /g, "-") || "network"}-${shared.state.view}.${ending}`;

const EDGE = 20;
const MOST = 8000;  // pixels along a side, more than which browsers refuse
function savePng() {
  const [left, top, right, bottom] = inkBox();
  const [wide, high] = [right - left + 2 * EDGE, bottom - top + 2 * EDGE];
  const scale = Math.min(2, MOST / wide, MOST / high);
  const canvas = el("canvas", { width: Math.ceil(wide * scale), height: Math.ceil(high * scale) });
  const context = canvas.getContext("2d");
  context.fillStyle = ground().paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, (EDGE - left) * scale, (EDGE - top) * scale);
  paint(canvasPen(context));
  canvas.toBlob((blob) => download(blob, fileName("png")));
}

function svgPicture() {
  const [left, top, right, bottom] = inkBox();
  const [x, y, width, height] = [left - EDGE, top - EDGE, right - left + 2 * EDGE, bottom - top + 2 * EDGE].map(Math.ceil);
  const picture = svgEl("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `${x} ${y} ${width} ${height}` });
  picture.append(svgEl("title", {}, clean(data.title)), svgEl("rect", { x, y, width, height, fill: ground().paper }));
  paint(svgPen(picture));
  return picture;
}

function saveSvg() { download(new Blob([new XMLSerializer().serializeToString(svgPicture())], { type: "image/svg+xml" }), fileName("svg")); }

// Paper is white and as wide as it is: what is printed is drawn for it, with its legend.
let beforePrint = null;
function toPaper() {
  beforePrint = { theme: document.documentElement.dataset.theme, legend: byId("legend").open };
  setTheme("light");
  byId("legend").open = true;
  const picture = svgPicture();
  for (const name of ["width", "height"]) picture.removeAttribute(name);
  byId("printed").replaceChildren(picture);
}
function fromPaper() {
  if (!beforePrint) return;
  byId("printed").replaceChildren();
  byId("legend").open = beforePrint.legend;
  setTheme(beforePrint.theme);
  beforePrint = null;
}

// The state of the page as the address after the hash, and back. Ids, not places: a page made anew still understands.
function writeHash(state) {
  const words = new URLSearchParams();
  const put = (name, value, usual = "") => { if (value !== usual) words.set(name, value); };
  put("view", state.view, "working");
  if (state.list) put("list", "1");
  put("time", state.time, "all");
  if (state.time !== "all" && data.span) put("date", monthWords(state.month));
  put("memory", String(state.memory), "12");
  if (state.certain) put("certain", "1");
  if (state.open) put("open", "1");
  if (!state.derived) put("derived", "0");
  put("role", state.role);
  put("least", state.least);
  put("without", [...state.familiesOff].sort().join("~"));
  put("unsourced", [...state.sourcesOff].map((source) => sources[source].id).sort().join("~"));
  if (state.case >= 0) put("case", cases[state.case].id);
  if (state.actor >= 0) put("actor", actors[state.actor].id);
  if (state.bundle >= 0) put("tie", bundles[state.bundle].key);
  if (state.from >= 0) put("from", actors[state.from].id);
  if (state.to >= 0) put("to", actors[state.to].id);
  if (state.chains) put("chains", "1");
  return words.toString();
}

function readHash(text, state) {
  const words = new URLSearchParams(text.replace(/^#/, ""));
  const place = (list, id) => list.findIndex((one) => one.id === id);
  const one = (name, allowed, usual) => (allowed.includes(words.get(name)) ? words.get(name) : usual);
  state.view = one("view", ["working", "command", "all"], "working");
  state.list = words.has("list");
  state.time = data.span ? one("time", ["all", "at", "until"], "all") : "all";
  const date = /^(\d{4})-(\d\d)$/.exec(words.get("date") ?? "");
  if (date && data.span) state.month = Math.max(data.span[0] * 12, Math.min(data.span[1] * 12 + 11, Number(date[1]) * 12 + Number(date[2]) - 1));
  state.memory = Number(one("memory", ["0", "12", "24", "60"], "12"));
  state.certain = words.has("certain");
  state.open = words.has("open");
  state.derived = words.get("derived") !== "0";
  state.role = one("role", roleNames, "");
  state.least = one("least", certaintyWords, "");
  state.familiesOff = new Set((words.get("without") ?? "").split("~").filter((family) => familyNames.includes(family)));
  state.sourcesOff = new Set((words.get("unsourced") ?? "").split("~").map((id) => place(sources, id)).filter((source) => source >= 0));
  state.case = place(cases, words.get("case"));
  state.actor = place(actors, words.get("actor"));
  state.bundle = bundleByKey.get(words.get("tie") ?? "") ?? -1;
  state.from = place(actors, words.get("from"));
  state.to = place(actors, words.get("to"));
  state.chains = words.has("chains") && state.from >= 0 && state.to >= 0 && state.from !== state.to;
}
