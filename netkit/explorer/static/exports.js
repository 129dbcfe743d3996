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

async function savePng() {
  const ground = getComputedStyle(document.body).backgroundColor;
  const blob = await shared.cy.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: ground });
  download(blob, fileName("png"));
}

// The library draws on a canvas only, so the picture with real text is written from its places and colours.
function svgPicture() {
  const cy = shared.cy;
  const shown = cy.elements();
  const box = shown.boundingBox();
  const margin = 20;
  const picture = svgEl("svg", {
    xmlns: "http://www.w3.org/2000/svg", width: Math.ceil(box.w + 2 * margin), height: Math.ceil(box.h + 2 * margin),
    viewBox: [box.x1 - margin, box.y1 - margin, box.w + 2 * margin, box.h + 2 * margin].map((one) => one.toFixed(1)).join(" "),
  });
  picture.append(svgEl("title", {}, clean(data.title)));
  picture.append(svgEl("rect", { x: box.x1 - margin, y: box.y1 - margin, width: box.w + 2 * margin, height: box.h + 2 * margin, fill: getComputedStyle(document.body).backgroundColor }));
  const at = (point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
  const opacity = (one) => Number(one.style("opacity"));
  shown.edges().forEach((edge) => {
    const [start, end] = [edge.sourceEndpoint(), edge.targetEndpoint()];
    if (!start || !end || !Number.isFinite(start.x) || !Number.isFinite(end.x)) return;
    const bends = edge.controlPoints?.() ?? [];
    const colour = edge.style("line-color");
    let path = `M${at(start)}`;
    let last = start;
    if (bends.length === 1) { path += `Q${at(bends[0])} ${at(end)}`; last = bends[0]; } else if (bends.length > 1) {
      bends.forEach((bend, place) => {
        const next = place + 1 < bends.length ? { x: (bend.x + bends[place + 1].x) / 2, y: (bend.y + bends[place + 1].y) / 2 } : end;
        path += `Q${at(bend)} ${at(next)}`;
      });
      last = bends[bends.length - 1];
    } else path += `L${at(end)}`;
    const line = { d: path, fill: "none", stroke: colour, "stroke-width": edge.numericStyle("width"), "stroke-opacity": opacity(edge) };
    const pattern = edge.style("line-style");
    if (pattern !== "solid") line["stroke-dasharray"] = pattern === "dashed" ? "7 4" : "2 3";
    picture.append(svgEl("path", line));
    if (edge.style("target-arrow-shape") !== "none") {
      const turn = Math.atan2(end.y - last.y, end.x - last.x);
      const corner = (side) => ({ x: end.x - 8 * Math.cos(turn + side), y: end.y - 8 * Math.sin(turn + side) });
      picture.append(svgEl("path", { d: `M${at(end)}L${at(corner(0.4))}L${at(corner(-0.4))}Z`, fill: colour, "fill-opacity": opacity(edge) }));
    }
  });
  const corners = { triangle: [3, 0], diamond: [4, 0], pentagon: [5, 0], hexagon: [6, 0.5], heptagon: [7, 0], octagon: [8, 0.5] };
  shown.nodes().forEach((node) => {
    const { x, y } = node.position();
    const [width, height] = [node.width(), node.height()];
    const paint = { fill: node.style("background-color"), stroke: node.style("border-color"), "stroke-width": node.numericStyle("border-width"), opacity: opacity(node) };
    const shape = node.style("shape");
    if (shape.includes("rectangle")) picture.append(svgEl("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: shape === "rectangle" ? 0 : 6, ...paint }));
    else if (shape === "polygon") picture.append(svgEl("path", { d: `M${x - width / 2} ${y - height * 0.45}H${x + width / 2}L${x} ${y + height / 2}Z`, ...paint }));
    else if (corners[shape]) {
      const [count, turn] = corners[shape];
      const points = Array.from({ length: count }, (_, place) => {
        const angle = ((place + turn) * 2 * Math.PI) / count;
        return `${(x + (Math.sin(angle) * width) / 2).toFixed(1)},${(y - (Math.cos(angle) * height) / 2).toFixed(1)}`;
      });
      picture.append(svgEl("polygon", { points: points.join(" "), ...paint }));
    } else picture.append(svgEl("ellipse", { cx: x, cy: y, rx: width / 2, ry: height / 2, ...paint }));
    const label = node.style("label");
    if (!label) return;
    const size = node.numericStyle("font-size");
    const inside = node.hasClass("box");
    const text = { x: x + node.numericStyle("text-margin-x"), y: y + node.numericStyle("text-margin-y") + size * 0.35, "text-anchor": "middle", "font-size": size, "font-family": labelFont.replaceAll('"', ""), fill: node.style("color"), opacity: opacity(node) };
    if (!inside) Object.assign(text, { "paint-order": "stroke", stroke: node.style("text-outline-color"), "stroke-width": 3 });
    picture.append(svgEl("text", text, label));
  });
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
