// The drawing. Parallel ties of one family between two actors are one line; a tap on it lists them all.

const bundles = [];
const bundleOfTie = new Int32Array(nTies).fill(-1);
const bundleByKey = new Map();
const bundlesOfActor = actors.map(() => []);

function makeBundles() {
  for (let tie = 0; tie < nTies; tie += 1) {
    let [start, stop] = [startOf(tie), stopOf(tie)];
    if (start < 0 || stop < 0) continue;
    const directed = Boolean(ties.directed[tie]);
    if (!directed && start > stop) [start, stop] = [stop, start];
    const family = relationOf(tie).family;
    const key = `${actors[start].id}|${actors[stop].id}|${family}|${directed ? 1 : 0}`;
    if (!bundleByKey.has(key)) {
      bundleByKey.set(key, bundles.length);
      bundlesOfActor[start].push(bundles.length);
      if (start !== stop) bundlesOfActor[stop].push(bundles.length);
      bundles.push({ key, start, stop, family, directed, ties: [], shown: [] });
    }
    bundleOfTie[tie] = bundleByKey.get(key);
    bundles[bundleOfTie[tie]].ties.push(tie);
  }
}
makeBundles();

const labelFont = '"Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Arial, sans-serif';
const measure = document.createElement("canvas").getContext("2d");
function textWidth(text, size) {
  measure.font = `${size}px ${labelFont}`;
  return measure.measureText(text).width;
}
const LABEL_MOST = 34;
const BOX_FONT = 13;
const labelOf = actors.map((actor) => short(actor.name, LABEL_MOST));
const boxSize = labelOf.map((label) => ({ width: Math.max(textWidth(label, BOX_FONT) + 22, 40), height: 27 }));

function themeStyle() {
  const ink = dark() ? "#e8eaee" : "#16181d";
  const paper = dark() ? "#14171c" : "#ffffff";
  const harm = familyColour("harm");
  const style = [
    { selector: "node", style: {
      width: "data(size)", height: "data(size)", label: "data(label)", "font-size": "data(font)", "font-family": labelFont, color: ink,
      "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": paper, "text-outline-width": 2, "background-color": shade(NO_ROLE[0]),
      "border-width": 1, "border-color": dark() ? "#0b0d10" : "#3b4250", shape: "ellipse", "z-index-compare": "manual", "z-index": 10, "overlay-opacity": 0,
    } },
    ...[...roleOrder, "subordinate"].map((role) => {
      const [colour, shape] = roleLook(role);
      const look = { "background-color": shade(colour), shape: shape === "wedge" ? "polygon" : shape };
      if (shape === "wedge") look["shape-polygon-points"] = WEDGE.join(" ");
      return { selector: `node[role = ${JSON.stringify(role)}]`, style: look };
    }),
    { selector: "node[kind = \"organisation\"]", style: { "border-width": 2, "border-style": "double", "border-color": ink, "font-style": "italic" } },
    { selector: "node[kind = \"group\"]", style: { "border-style": "dotted", "border-color": ink, "border-width": 2, "font-style": "italic" } },
    { selector: "node.victim", style: { "border-width": 3, "border-color": harm, "border-style": "solid" } },
    { selector: "node.box", style: {
      shape: "round-rectangle", width: "data(width)", height: "data(height)", "font-size": BOX_FONT, "text-valign": "center", "text-margin-y": 0,
      "text-outline-width": 0, "background-color": dark() ? "#232932" : "#f2f4f7", label: "data(name)",
    } },
    { selector: "node.box[kind = \"organisation\"]", style: { shape: "rectangle", "background-color": dark() ? "#2b3441" : "#e3eaf4" } },
    { selector: "edge", style: {
      width: "data(width)", "line-color": "#888", "curve-style": "bezier", "control-point-step-size": 22, opacity: dark() ? 0.75 : 0.62,
      "z-index-compare": "manual", "z-index": 1, "overlay-padding": 6, "arrow-scale": 0.8, "overlay-opacity": 0,
    } },
    ...familyNames.map((family) => ({ selector: `edge[family = ${JSON.stringify(family)}]`, style: {
      "line-color": familyColour(family), "target-arrow-color": familyColour(family), ...(DOTTED.has(family) ? { "line-style": "dotted" } : {}),
    } })),
    { selector: "edge[?directed]", style: { "target-arrow-shape": "triangle" } },
    { selector: "edge.doubtful", style: { "line-style": "dashed", "line-dash-pattern": [7, 4] } },
    { selector: "edge.side", style: { "curve-style": "unbundled-bezier", "control-point-distances": [36], "control-point-weights": [0.5], opacity: 0.5 } },
    { selector: ".off", style: { display: "none" } },
    { selector: ".dim", style: { opacity: 0.13, "text-opacity": 0.25 } },
    { selector: "node.near", style: { "z-index": 20 } },
    { selector: "edge.near", style: { opacity: 1, "z-index": 5 } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": dark() ? "#7fb8f0" : "#0b57a4", "z-index": 30 } },
    { selector: "edge.chosen", style: { opacity: 1, "z-index": 30, "underlay-color": dark() ? "#7fb8f0" : "#0b57a4", "underlay-opacity": 0.35, "underlay-padding": 4 } },
  ];
  return style;
}

function makeCanvas(onActor, onTie, onNothing) {
  const elements = actors.map((actor, place) => ({
    group: "nodes", data: { id: `a${place}`, actor: place, name: labelOf[place], kind: actor.kind, role: "", label: "", size: 12, font: 11, ...boxSize[place] },
    position: { x: actor.at[0], y: actor.at[1] }, classes: "off",
  }));
  bundles.forEach((bundle, place) => elements.push({
    group: "edges", data: { id: `t${place}`, bundle: place, source: `a${bundle.start}`, target: `a${bundle.stop}`, family: bundle.family, directed: bundle.directed, width: 1.3 }, classes: "off",
  }));
  const cy = cytoscape({
    container: byId("canvas"), elements, style: themeStyle(), layout: { name: "preset", fit: false }, minZoom: 0.08, maxZoom: 6,
    wheelSensitivity: undefined, boxSelectionEnabled: false, autounselectify: true, hideEdgesOnViewport: bundles.length > 2500, textureOnViewport: bundles.length > 2500,
  });
  shared.cy = cy;
  shared.nodes = actors.map((_, place) => cy.getElementById(`a${place}`));
  shared.edges = bundles.map((_, place) => cy.getElementById(`t${place}`));
  cy.on("tap", "node", (event) => onActor(event.target.data("actor")));
  cy.on("tap", "edge", (event) => onTie(event.target.data("bundle")));
  cy.on("tap", (event) => { if (event.target === cy) onNothing(); });
  cy.on("mouseover", "node, edge", () => { byId("canvas").style.cursor = "pointer"; });
  cy.on("mouseout", "node, edge", () => { byId("canvas").style.cursor = ""; });
  let waiting = 0;
  cy.on("zoom resize", () => { clearTimeout(waiting); waiting = setTimeout(placeLabels, 90); });
  cy.on("free", "node", () => placeLabels());
  return cy;
}

let drawn = { nodes: new Set(), edges: new Set(), boxes: false };

// Show some ties: in their places of all dates, or in columns. Only what changed is touched.
function draw(shownTies, roles, { boxes, extra = [] }) {
  const cy = shared.cy;
  const edges = new Set();
  const degree = new Map();
  const scope = new Set(extra);
  for (const place of drawn.edges) bundles[place].shown = [];
  for (const tie of shownTies) {
    const place = bundleOfTie[tie];
    if (place < 0) continue;
    if (!edges.has(place)) { edges.add(place); bundles[place].shown = []; }
    bundles[place].shown.push(tie);
  }
  for (const place of edges) {
    for (const end of [bundles[place].start, bundles[place].stop]) {
      scope.add(end);
      degree.set(end, (degree.get(end) ?? 0) + 1);
    }
  }
  cy.batch(() => {
    for (const place of drawn.nodes) if (!scope.has(place)) shared.nodes[place].addClass("off");
    for (const place of drawn.edges) if (!edges.has(place)) shared.edges[place].addClass("off");
    for (const place of scope) {
      const node = shared.nodes[place];
      if (!drawn.nodes.has(place)) node.removeClass("off");
      node.data({ role: mainRole(roles[place]), size: 9 + 3.4 * Math.sqrt(degree.get(place) ?? 0) });
      node.toggleClass("victim", Boolean(roles[place]?.has("victim")));
      if (boxes !== node.hasClass("box")) node.toggleClass("box", boxes);
    }
    for (const place of edges) {
      const edge = shared.edges[place];
      const bundle = bundles[place];
      if (!drawn.edges.has(place)) edge.removeClass("off");
      const best = Math.max(...bundle.shown.map((tie) => ties.certainty[tie]));
      edge.data("width", 1 + Math.min(Math.log2(1 + bundle.shown.length), 3) * 0.7);
      edge.toggleClass("doubtful", best < USUAL || bundle.shown.every((tie) => tie >= ties.done));
      if (!boxes) edge.removeClass("side");
    }
    if (boxes) drawColumns(scope, edges, shownTies);
    else if (drawn.boxes || drawn.nodes.size === 0) {
      for (const [place, actor] of actors.entries()) shared.nodes[place].position({ x: actor.at[0], y: actor.at[1] });
    }
  });
  drawn = { nodes: scope, edges, boxes };
  shared.degree = degree;
  return { actors: scope.size, lines: edges.size };
}

function drawColumns(scope, edges, shownTies) {
  const nodes = [...scope].sort((left, right) => left - right).map((id) => ({ id, ...boxSize[id] }));
  const orderly = shownTies.filter((tie) => relationOf(tie).chain);
  const places = placeColumns(nodes, orderly.map((tie) => [startOf(tie), stopOf(tie)]));
  for (const [place, at] of places) shared.nodes[place].position(at);
  for (const place of edges) {
    const { start, stop } = bundles[place];
    const gap = places.get(stop).x - places.get(start).x;
    // Ties within a column or against the stream bow out, so that they do not run through the boxes between.
    shared.edges[place].toggleClass("side", gap <= 0 || !bundles[place].ties.some((tie) => relationOf(tie).chain));
  }
}

// As many names as find room, those with most ties first; the size of the letters stays readable at every zoom.
function placeLabels() {
  const cy = shared.cy;
  if (drawn.boxes) return;
  const font = Math.max(5, Math.min(26, 12 / cy.zoom()));
  const taken = [];
  const clash = (box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  const first = (place) => (shared.nodes[place].hasClass("chosen") ? 1e6 : 0) + (shared.nodes[place].hasClass("near") ? 1e3 : 0) + (shared.degree.get(place) ?? 0);
  const order = [...drawn.nodes].sort((left, right) => first(right) - first(left) || left - right);
  const boxes = order.map((place) => {
    const { x, y } = shared.nodes[place].position();
    const half = shared.nodes[place].data("size") / 2;
    return { place, x, y, half };
  });
  for (const { x, y, half } of boxes.slice(0, 40)) taken.push([x - half, y - half, x + half, y + half]);
  cy.batch(() => {
    for (const { place, x, y, half } of boxes) {
      const width = textWidth(labelOf[place], font) / 2 + 2;
      const box = [x - width, y + half + 2, x + width, y + half + 4 + font * 1.2];
      const fits = !clash(box);
      if (fits) taken.push(box);
      shared.nodes[place].data({ label: fits ? labelOf[place] : "", font });
    }
  });
}

// The names that found no room are told, not just missing.
const unnamed = () => (drawn.boxes ? 0 : [...drawn.nodes].filter((place) => !shared.nodes[place].data("label")).length);

function highlight(actor, bundle, chainBundles = null) {
  const cy = shared.cy;
  cy.batch(() => {
    cy.elements().removeClass("dim near chosen");
    const near = new Set();
    const lines = new Set();
    if (actor >= 0 && drawn.nodes.has(actor)) {
      near.add(actor);
      for (const place of bundlesOfActor[actor]) {
        if (!drawn.edges.has(place)) continue;
        lines.add(place);
        near.add(bundles[place].start).add(bundles[place].stop);
      }
      shared.nodes[actor].addClass("chosen");
    }
    if (bundle >= 0 && drawn.edges.has(bundle)) {
      lines.add(bundle);
      near.add(bundles[bundle].start).add(bundles[bundle].stop);
      shared.edges[bundle].addClass("chosen");
    }
    for (const place of chainBundles ?? []) {
      lines.add(place);
      near.add(bundles[place].start).add(bundles[place].stop);
    }
    if (!near.size) return;
    for (const place of drawn.nodes) shared.nodes[place].addClass(near.has(place) ? "near" : "dim");
    for (const place of drawn.edges) shared.edges[place].addClass(lines.has(place) ? "near" : "dim");
  });
  placeLabels();
}

function fit() {
  const cy = shared.cy;
  const shown = cy.elements(":visible");
  if (!shown.length) return;
  cy.resize();
  cy.fit(shown, 34);
  if (cy.zoom() > 1.4) { cy.zoom(1.4); cy.center(shown); }
  if (drawn.boxes && cy.zoom() < 0.55) {
    // Too much to read at once: begin at the left, where orders begin, at a size that can be read.
    const box = shown.nodes().boundingBox();
    const zoom = Math.min(0.75, Math.max(0.55, (cy.width() - 40) / box.w));
    const giver = shown.nodes().sort((one, other) => one.position("x") - other.position("x") || (shared.degree.get(other.data("actor")) ?? 0) - (shared.degree.get(one.data("actor")) ?? 0))[0];
    cy.zoom(zoom);
    cy.pan({ x: 20 - box.x1 * zoom, y: cy.height() / 2 - giver.position("y") * zoom });
    if (box.w * zoom < cy.width()) cy.pan({ x: cy.width() / 2 - (box.x1 + box.w / 2) * zoom, y: cy.pan().y });
  }
  placeLabels();
}
