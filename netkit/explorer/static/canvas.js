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

const LABEL_MOST = 34;
const BOX_FONT = 13;
const labelOf = actors.map((actor) => short(actor.name, LABEL_MOST));
const measure = document.createElement("canvas").getContext("2d");
measure.font = `100px ${labelFont}`;
const widthOf = (text) => measure.measureText(text).width / 100;
const labelWidth = labelOf.map(widthOf);
// A name in two lines of about the same length, where it has two words.
function halved(label) {
  const gaps = [...label.matchAll(/ /g)].map((found) => found.index);
  if (!gaps.length) return [label];
  const middle = gaps.reduce((best, gap) => (Math.abs(2 * gap - label.length) < Math.abs(2 * best - label.length) ? gap : best));
  return [label.slice(0, middle), label.slice(middle + 1)];
}
const boxFor = (lines) => ({ lines, width: Math.max(Math.max(...lines.map(widthOf)) * BOX_FONT + 22, 40), height: 11 + 16 * lines.length });
const boxSizes = { across: labelOf.map((label) => boxFor([label])), down: labelOf.map((label) => boxFor(halved(label))) };
const upright = () => shared.cy.height() > 1.2 * shared.cy.width();
const boxOf = (place) => boxSizes[upright() ? "down" : "across"][place];

// What is shown: actor → how he looks, line → how it looks, actor → where his name stands. And what stands out, if anything.
const drawn = { nodes: new Map(), edges: new Map(), names: new Map(), boxes: false };
let picked = null;

function makeCanvas(onActor, onTie, onNothing) {
  cytoscape("renderer", "paper", Paper);
  const cy = cytoscape({ container: byId("canvas"), renderer: { name: "paper" }, style: [], minZoom: 0.08, maxZoom: 6, boxSelectionEnabled: false, autounselectify: true });
  shared.cy = cy;
  shared.nodes = new Array(actors.length).fill(null);
  shared.edges = new Array(bundles.length).fill(null);
  cy.on("tap", "node", (event) => onActor(event.target.data("actor")));
  cy.on("tap", "edge", (event) => onTie(event.target.data("bundle")));
  cy.on("tap", (event) => { if (event.target === cy) onNothing(); });
  cy.on("mouseover", "node, edge", () => { byId("canvas").style.cursor = "pointer"; });
  cy.on("mouseout", "node, edge", () => { byId("canvas").style.cursor = ""; });
  let waiting = 0;
  cy.on("zoom resize", () => { clearTimeout(waiting); waiting = setTimeout(placeLabels, 90); });
  cy.on("free", "node", () => placeLabels());
}
const repaint = () => shared.cy.renderer().redraw();

// Sizes in steps: where one or two ties more make no difference, nothing seems to move.
const symbolSize = (place) => 4.5 + 1.7 * Math.round(Math.sqrt(shared.degree.get(place) ?? 0));
const lineWidth = (look, count) => look.width * (0.9 + Math.min(Math.log2(count), 3) * 0.3);

function faceOf(place, boxes) {
  const held = shared.roles[place];
  const role = mainRole(held);
  return { role, shape: roleLook(role).shape, victim: Boolean(held?.has("victim")), size: symbolSize(place), box: boxes ? boxOf(place) : null, ...shared.nodes[place].position() };
}

function lineOf(place, bend) {
  const { shown, family } = bundles[place];
  const doubtful = Math.max(...shown.map((tie) => ties.certainty[tie])) < USUAL || shown.every((tie) => tie >= ties.done);
  return { width: lineWidth(familyLook(family), shown.length), doubtful, bend };
}

// Elements are made when they are first shown: a page opens with what it shows, not with all that it knows.
function supply(scope, edges) {
  const fresh = [];
  for (const place of scope) {
    if (shared.nodes[place]) continue;
    const { at } = actors[place];
    fresh.push({ group: "nodes", position: { x: at[0], y: at[1] }, data: { id: `a${place}`, actor: place } });
  }
  for (const place of edges) {
    if (shared.edges[place]) continue;
    const { start, stop } = bundles[place];
    fresh.push({ group: "edges", data: { id: `t${place}`, bundle: place, source: `a${start}`, target: `a${stop}` } });
  }
  if (!fresh.length) return;
  shared.cy.add(fresh).forEach((element) => {
    if (element.isNode()) shared.nodes[element.data("actor")] = element;
    else shared.edges[element.data("bundle")] = element;
  });
}

// The working network has places of its own; whoever stands in it only at times keeps his general one.
const placeIn = (place) => {
  const at = (shared.state.view === "working" && actors[place].worked) || actors[place].at;
  return { x: at[0], y: at[1] };
};

// Show some ties: in their places of all dates, or in columns.
function draw(shownTies, roles, { boxes, extra = [], victims = new Set() }) {
  const edges = new Set();
  const degree = new Map();
  const scope = new Set(extra);
  for (const place of drawn.edges.keys()) bundles[place].shown = [];
  for (const tie of shownTies) {
    const place = bundleOfTie[tie];
    if (place < 0) continue;
    edges.add(place);
    bundles[place].shown.push(tie);
  }
  for (const place of edges) {
    for (const end of [bundles[place].start, bundles[place].stop]) {
      scope.add(end);
      degree.set(end, (degree.get(end) ?? 0) + 1);
    }
  }
  shared.degree = degree;
  shared.roles = roles;
  const anchor = boxes && drawn.boxes ? anchorOf(scope) : null;
  let aside = new Set();
  shared.cy.batch(() => {
    supply(scope, edges);
    if (boxes) aside = drawColumns(scope, edges, shownTies, victims);
    else for (const place of scope) moveTo(shared.nodes[place], placeIn(place));
  });
  const bends = bendsOf(edges, aside);
  drawn.nodes = new Map([...scope].map((place) => [place, faceOf(place, boxes)]));
  drawn.edges = new Map([...edges].map((place) => [place, lineOf(place, bends.get(place))]));
  drawn.names = new Map();
  drawn.boxes = boxes;
  picked = null;
  repaint();
  if (anchor !== null) keepInPlace(anchor);
  return { actors: scope.size, lines: edges.size };
}

function moveTo(node, at) {
  const now = node.position();
  if (Math.abs(now.x - at.x) > 0.5 || Math.abs(now.y - at.y) > 0.5) node.position(at);
}

// While the date moves, columns are laid out anew; the best tied of those in sight who stay keeps his height on the screen.
function anchorOf(scope) {
  let best = null;
  for (const place of drawn.nodes.keys()) {
    if (!scope.has(place)) continue;
    const { x, y } = shared.nodes[place].renderedPosition();
    const degree = shared.degree.get(place) ?? 0;
    if (x > 0 && y > 0 && x < shared.cy.width() && y < shared.cy.height() && (!best || degree > best.degree)) best = { actor: place, degree, y };
  }
  return best;
}
function keepInPlace({ actor, y }) {
  const cy = shared.cy;
  const [left, , right] = extent();
  const wide = (right - left) * cy.zoom();
  cy.pan({ x: wide < cy.width() - 2 * MARGIN ? (cy.width() - wide) / 2 - left * cy.zoom() : MARGIN - left * cy.zoom(), y: cy.pan().y });
  cy.panBy({ x: 0, y: y - shared.nodes[actor].renderedPosition().y });
}

function drawColumns(scope, edges, shownTies, victims) {
  // Where there is more room downwards, as on a telephone, orders run down the page: all the same, turned by a quarter.
  const turned = upright();
  const nodes = [...scope].sort((left, right) => left - right).map((id) => {
    const { width, height } = boxOf(id);
    return turned ? { id, width: height, height: width } : { id, width, height };
  });
  // No order passes through a victim: of what he gave himself no column follows.
  const counts = (relation) => relation.chain || (victims.size && relation.subject_role === "instigator");
  const orderly = shownTies.filter((tie) => counts(relationOf(tie)) && !victims.has(startOf(tie)));
  const room = turned ? shared.cy.height() : shared.cy.width() / 0.72;
  const places = placeColumns(nodes, orderly.map((tie) => [startOf(tie), stopOf(tie)]), shownTies.map((tie) => [ties.subject[tie], ties.object[tie]]), room);
  for (const [place, { x, y }] of places) moveTo(shared.nodes[place], turned ? { x: y, y: x } : { x, y });
  // Ties within a column or against the stream bow out, so that they do not run through the boxes between.
  return new Set([...edges].filter((place) => {
    const { start, stop } = bundles[place];
    return places.get(stop).x <= places.get(start).x || !bundles[place].ties.some((tie) => relationOf(tie).chain);
  }));
}

// How far the middle of each line lies from the straight way: lines between the same two stand side by side.
function bendsOf(edges, aside) {
  const pairs = new Map();
  for (const place of edges) {
    const { start, stop } = bundles[place];
    const pair = Math.min(start, stop) * actors.length + Math.max(start, stop);
    if (pairs.has(pair)) pairs.get(pair).push(place);
    else pairs.set(pair, [place]);
  }
  const bends = new Map();
  for (const pair of pairs.values()) {
    pair.sort((left, right) => left - right).forEach((place, at) => {
      const sign = bundles[place].start <= bundles[place].stop ? 1 : -1;
      bends.set(place, aside.has(place) ? SIDE + at * BESIDE : sign * (at - (pair.length - 1) / 2) * BESIDE);
    });
  }
  return bends;
}
const BESIDE = 22;
const SIDE = 36;

const FOREMOST = 16;
const MARGIN = 24;
const SMALLEST = 0.6;  // the zoom below which the names in boxes cannot be read
const SMALLEST_HELD = 0.5;  // the same on what is held in the hand

// As many names as find room, those with most ties first; the size of the letters stays readable at every zoom.
function placeLabels() {
  const cy = shared.cy;
  drawn.names = new Map();
  if (drawn.boxes) return;
  const font = Math.round(Math.max(5, Math.min(26, 12 / cy.zoom())) * 10) / 10;
  const high = font * 1.2;
  const grid = new Map();
  const cell = Math.max(font * 8, 40);
  const cells = (box) => {
    const keys = [];
    for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x += 1) {
      for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y += 1) keys.push(x * 100003 + y);
    }
    return keys;
  };
  const take = (box) => { for (const key of cells(box)) { if (!grid.has(key)) grid.set(key, []); grid.get(key).push(box); } };
  const clash = (box, own) => cells(box).some((key) => (grid.get(key) ?? []).some((other) => other[4] !== own && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]));
  const weight = (place) => (picked?.actor === place ? 1e6 : 0) + (shared.degree.get(place) ?? 0);
  // Of those who are dimmed no name is written.
  const named = [...drawn.nodes.keys()].filter((place) => !picked || picked.near.has(place));
  const sight = cy.extent();
  const outside = (box) => box[0] < sight.x1 || box[2] > sight.x2 || box[1] < sight.y1 || box[3] > sight.y2;
  const order = named.map((place) => [weight(place), place]).sort((left, right) => right[0] - left[0] || left[1] - right[1]);
  const spots = order.map(([, place]) => ({ place, ...shared.nodes[place].position(), half: symbolSize(place) }));
  const symbol = ({ place, x, y, half }) => take([x - half, y - half, x + half, y + half, place]);
  let unplaced = 0;
  spots.slice(0, FOREMOST).forEach(symbol);
  for (const [rank, { place, x, y, half }] of spots.entries()) {
    // The foremost names may cover small symbols, the others nothing.
    if (rank === FOREMOST) spots.slice(FOREMOST).forEach(symbol);
    const wide = labelWidth[place] * font + 4;
    const aside = half + wide / 2 + 2;
    const tries = [[0, half + high / 2 + 1], [0, -half - high / 2 - 1], [aside, 0], [-aside, 0]];
    const inSight = x > sight.x1 && x < sight.x2 && y > sight.y1 && y < sight.y2;
    const found = tries.find(([dx, dy]) => {
      const box = [x + dx - wide / 2, y + dy - high / 2, x + dx + wide / 2, y + dy + high / 2];
      return !(inSight && outside(box)) && !clash(box, place);
    });
    if (!found) { unplaced += 1; continue; }
    const [dx, dy] = found;
    take([x + dx - wide / 2, y + dy - high / 2, x + dx + wide / 2, y + dy + high / 2, place]);
    drawn.names.set(place, { font, dx, dy });
  }
  shared.unnamed = unplaced;
  repaint();
}

// An actor with all his ties, a line, or a chain stands out; the rest is dimmed.
function highlight(actor, bundle, chainBundles = null) {
  const lines = new Set([...(actor >= 0 ? bundlesOfActor[actor] : []), bundle, ...(chainBundles ?? [])].filter((place) => drawn.edges.has(place)));
  const near = new Set([...lines].flatMap((place) => [bundles[place].start, bundles[place].stop]));
  if (drawn.nodes.has(actor)) near.add(actor);
  picked = near.size ? { actor, bundle, near, lines } : null;
  placeLabels();
  repaint();
}

function extent() {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [place, { box }] of drawn.nodes) {
    const { x, y } = shared.nodes[place].position();
    const [half, high] = box ? [box.width / 2, box.height / 2] : [30, 22];
    [left, right, top, bottom] = [Math.min(left, x - half), Math.max(right, x + half), Math.min(top, y - high), Math.max(bottom, y + high)];
  }
  return [left, top, right, bottom];
}

// The drawing into the frame; where that would make letters too small to read, its beginning.
function fit() {
  const cy = shared.cy;
  if (!drawn.nodes.size) return;
  cy.resize();
  const [left, top, right, bottom] = extent();
  let giver = null;
  for (const place of drawn.nodes.keys()) {
    const { x, y } = shared.nodes[place].position();
    const rank = (shared.degree.get(place) ?? 0) - ((upright() ? y : x) / 1e3) * 8;
    if (!giver || rank > giver.rank) giver = { rank, x, y };
  }
  const [width, height, margin] = [cy.width(), cy.height(), MARGIN];
  let zoom = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top), 1.4);
  let pan = { x: width / 2 - ((left + right) / 2) * zoom, y: height / 2 - ((top + bottom) / 2) * zoom };
  const down = upright();
  const smallest = down ? SMALLEST_HELD : SMALLEST;
  if (drawn.boxes && zoom < smallest) {
    zoom = Math.max(smallest, Math.min(0.85, (width - 2 * margin) / (right - left)));
    const fits = { x: (right - left) * zoom < width, y: (bottom - top) * zoom < height };
    pan = {
      x: fits.x ? width / 2 - ((left + right) / 2) * zoom : down ? width / 2 - giver.x * zoom : margin - left * zoom,
      y: down && !fits.y ? margin - top * zoom : Math.min(height / 2 - giver.y * zoom, margin - top * zoom),
    };
  }
  cy.viewport({ zoom, pan });
  placeLabels();
}
