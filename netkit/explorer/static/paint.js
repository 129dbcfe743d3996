// What is drawn, the same on the screen, in a PNG, in an SVG and on paper: lines, symbols and names, handed to a pen.

const labelFont = "system-ui, sans-serif";
const GAP = 1.5;   // between a symbol and the end of a line
const HEAD = 8;    // length of the head of an arrow
const DIM = 0.16;
const DOTS = [2, 2];

function canvasPen(context) {
  context.lineJoin = "round";
  context.textAlign = "center";
  context.setLineDash([]);
  let dashes = null;
  const ink = ({ fill, stroke, width, dash = null, alpha = 1 }) => {
    context.globalAlpha = alpha;
    if (fill) { context.fillStyle = fill; context.fill(); }
    if (!stroke) return;
    if (dash !== dashes) { context.setLineDash(dash ?? []); dashes = dash; }
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke();
  };
  return {
    line({ from, over, to }, look) {
      context.beginPath();
      context.moveTo(from.x, from.y);
      if (over) context.quadraticCurveTo(over.x, over.y, to.x, to.y);
      else context.lineTo(to.x, to.y);
      ink(look);
    },
    corners(x, y, size, corners, look) {
      context.beginPath();
      for (const [dx, dy] of corners) context.lineTo(x + size * dx, y + size * dy);
      context.closePath();
      ink(look);
    },
    circle(x, y, size, look) {
      context.beginPath();
      context.arc(x, y, size, 0, 2 * Math.PI);
      ink(look);
    },
    box(x, y, width, height, round, look) {
      context.beginPath();
      context.roundRect(x - width / 2, y - height / 2, width, height, round);
      ink(look);
    },
    text(x, y, words, { size, italic, fill, halo, alpha = 1 }) {
      context.globalAlpha = alpha;
      context.font = `${italic ? "italic " : ""}${size}px ${labelFont}`;
      if (halo) {
        if (dashes) { context.setLineDash([]); dashes = null; }
        context.strokeStyle = halo;
        context.lineWidth = 4;
        context.strokeText(words, x, y + size * 0.35);
      }
      context.fillStyle = fill;
      context.fillText(words, x, y + size * 0.35);
    },
  };
}

function svgPen(picture) {
  const short = (number) => Number(number.toFixed(2));
  const add = (tag, shape, { fill = "none", stroke, width, dash, alpha = 1 }) => {
    const ink = stroke ? { stroke, "stroke-width": short(width) } : {};
    if (stroke && dash?.length) ink["stroke-dasharray"] = dash.join(" ");
    if (alpha !== 1) ink.opacity = alpha;
    picture.append(svgEl(tag, { ...shape, fill, ...ink }));
  };
  const at = (point) => `${short(point.x)} ${short(point.y)}`;
  return {
    line({ from, over, to }, look) { add("path", { d: `M${at(from)}${over ? `Q${at(over)} ` : "L"}${at(to)}` }, look); },
    corners(x, y, size, corners, look) { add("polygon", { points: corners.map(([dx, dy]) => `${short(x + size * dx)},${short(y + size * dy)}`).join(" ") }, look); },
    circle(x, y, size, look) { add("circle", { cx: short(x), cy: short(y), r: short(size) }, look); },
    box(x, y, width, height, round, look) { add("rect", { x: short(x - width / 2), y: short(y - height / 2), width: short(width), height, rx: round }, look); },
    text(x, y, words, { size, italic, fill, halo, alpha = 1 }) {
      const look = { x: short(x), y: short(y + size * 0.35), "text-anchor": "middle", "font-size": size, "font-family": labelFont, fill };
      if (italic) look["font-style"] = "italic";
      if (halo) Object.assign(look, { "paint-order": "stroke", stroke: halo, "stroke-width": 3, "stroke-linejoin": "round" });
      if (alpha !== 1) look.opacity = alpha;
      picture.append(svgEl("text", look, words));
    },
  };
}

// How far from the middle of a shape its outline lies in a direction, in parts of its size.
function reachOf(corners, dx, dy) {
  let reach = 0;
  let [ax, ay] = corners[corners.length - 1];
  for (const [bx, by] of corners) {
    const [ex, ey] = [bx - ax, by - ay];
    const turn = dx * ey - dy * ex;
    const along = (ax * dy - ay * dx) / turn;
    if (turn && along >= 0 && along <= 1) reach = Math.max(reach, (ax * ey - ay * ex) / turn);
    [ax, ay] = [bx, by];
  }
  return reach;
}
function rim(face, towards) {
  const [dx, dy] = [towards.x - face.x, towards.y - face.y];
  const far = Math.hypot(dx, dy) || 1;
  const corners = looks.shapes[face.shape];
  let reach = face.size;
  if (face.box) reach = Math.min(face.box.width / 2 / Math.abs(dx / far), face.box.height / 2 / Math.abs(dy / far));
  else if (corners) reach *= reachOf(corners, dx / far, dy / far);
  reach = Math.min(reach + GAP, far);
  return { x: face.x + (dx / far) * reach, y: face.y + (dy / far) * reach };
}

// From rim to rim; what bends has its turning point beside the middle.
function wayOf(place) {
  const [start, stop] = [drawn.nodes.get(bundles[place].start), drawn.nodes.get(bundles[place].stop)];
  const { bend } = drawn.edges.get(place);
  const [dx, dy] = [stop.x - start.x, stop.y - start.y];
  const far = Math.hypot(dx, dy) || 1;
  const over = bend ? { x: (start.x + stop.x - (2 * bend * dy) / far) / 2, y: (start.y + stop.y + (2 * bend * dx) / far) / 2 } : null;
  return { from: rim(start, over ?? stop), over, to: rim(stop, over ?? start) };
}
const middleOf = ({ from, over, to }) => (over ? { x: (from.x + 2 * over.x + to.x) / 4, y: (from.y + 2 * over.y + to.y) / 4 } : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });

function paintLine(pen, place, mood, colours) {
  const { family, start, stop, directed } = bundles[place];
  const { width, doubtful } = drawn.edges.get(place);
  const look = familyLook(family);
  const alpha = mood === "dim" ? DIM : 1;
  const stroke = colours(family, mood === "near" ? 1 : 0.65);
  const dash = doubtful ? look.doubtful : look.sure;
  if (start === stop) {
    const face = drawn.nodes.get(start);
    pen.circle(face.x + face.size, face.y - face.size, face.size, { stroke, width, dash, alpha });
    return;
  }
  const way = wayOf(place);
  if (picked?.bundle === place) pen.line(way, { stroke: ground().accent, width: width + 8, alpha: 0.35 });
  const end = way.to;
  if (directed) {
    const last = way.over ?? way.from;
    const turn = Math.atan2(end.y - last.y, end.x - last.x);
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const size = HEAD + width;
    way.to = { x: end.x - cos * size * 0.8, y: end.y - sin * size * 0.8 };
    pen.corners(end.x, end.y, size, [[0, 0], [-cos - 0.42 * sin, -sin + 0.42 * cos], [-cos + 0.42 * sin, -sin - 0.42 * cos]], { fill: stroke, alpha });
  }
  pen.line(way, { stroke, width, dash, alpha });
  if (look.double) pen.line(way, { stroke: ground().paper, width: width * 0.42 });
}

function paintActor(pen, place, mood) {
  const face = drawn.nodes.get(place);
  const { paper, ink, edge, accent, box, office } = ground();
  const { kind } = actors[place];
  const corners = looks.shapes[face.shape];
  const alpha = mood === "dim" ? DIM : 1;
  const outline = (look) => {
    if (face.box) pen.box(face.x, face.y, face.box.width, face.box.height, kind === "organisation" ? 0 : 6, look);
    else if (corners) pen.corners(face.x, face.y, face.size, corners, look);
    else pen.circle(face.x, face.y, face.size, look);
  };
  const fill = !face.box ? roleColour(face.role) : kind === "organisation" ? office : box;
  if (picked?.actor === place) outline({ fill, stroke: accent, width: 4 });
  else if (face.victim) outline({ fill, stroke: harmColour(), width: 2.5, alpha });
  else if (kind === "organisation") { outline({ fill, stroke: ink, width: 3, alpha }); outline({ stroke: paper, width: 1, alpha }); }
  else if (kind === "group") outline({ fill, stroke: ink, width: 2, dash: DOTS, alpha });
  else outline({ fill, stroke: edge, width: 1, alpha });
  face.box?.lines.forEach((line, at, { length }) => {
    pen.text(face.x, face.y + (at - (length - 1) / 2) * 16, line, { size: BOX_FONT, italic: kind !== "person", fill: ink, alpha: mood === "dim" ? 0.25 : 1 });
  });
}

function paint(pen) {
  const { paper, ink } = ground();
  for (const [place, face] of drawn.nodes) Object.assign(face, shared.nodes[place].position());
  const mixtures = new Map();
  // Paler, not transparent: where lines cross, the colour stays that of the family.
  const colours = (family, share) => {
    const key = `${share}${family}`;
    if (!mixtures.has(key)) mixtures.set(key, mixed(familyColour(family), paper, share));
    return mixtures.get(key);
  };
  for (const mood of picked ? ["dim", "near"] : [""]) {
    for (const place of drawn.edges.keys()) if (!picked || picked.lines.has(place) === (mood === "near")) paintLine(pen, place, mood, colours);
  }
  for (const mood of picked ? ["dim", "near"] : [""]) {
    for (const place of drawn.nodes.keys()) if (!picked || picked.near.has(place) === (mood === "near")) paintActor(pen, place, mood);
  }
  for (const [place, { font, dx, dy }] of drawn.names) {
    const face = drawn.nodes.get(place);
    pen.text(face.x + dx, face.y + dy, labelOf[place], { size: font, italic: actors[place].kind !== "person", fill: ink, halo: paper });
  }
}

// What the whole drawing takes up, names and bends included: left, top, right, bottom.
function inkBox() {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x, y, wide, high) => { box[0] = Math.min(box[0], x - wide); box[1] = Math.min(box[1], y - high); box[2] = Math.max(box[2], x + wide); box[3] = Math.max(box[3], y + high); };
  for (const face of drawn.nodes.values()) take(face.x, face.y, face.box ? face.box.width / 2 : face.size * 1.5, face.box ? face.box.height / 2 : face.size * 1.5);
  for (const [place, { font, dx, dy }] of drawn.names) take(drawn.nodes.get(place).x + dx, drawn.nodes.get(place).y + dy, (labelWidth[place] * font) / 2, font / 2);
  for (const place of drawn.edges.keys()) { const { x, y } = middleOf(wayOf(place)); take(x, y, 2, 2); }
  return drawn.nodes.size ? box : [0, 0, 1, 1];
}

// The nearest actor, else the nearest line, that a hand at a point means.
function meant(x, y, slack) {
  for (const [place, face] of [...drawn.nodes].reverse()) {
    const inside = face.box ? Math.abs(x - face.x) < face.box.width / 2 && Math.abs(y - face.y) < face.box.height / 2 : Math.hypot(x - face.x, y - face.y) < face.size + slack / 2;
    if (inside) return shared.nodes[place];
  }
  let best = { far: slack, place: -1 };
  const toStretch = (a, b) => {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
  };
  for (const place of drawn.edges.keys()) {
    const { from, over, to } = wayOf(place);
    let [far, last] = [Infinity, from];
    for (let step = 1; step <= (over ? 8 : 1); step += 1) {
      const part = over ? step / 8 : 1;
      const next = over ? { x: (1 - part) ** 2 * from.x + 2 * part * (1 - part) * over.x + part ** 2 * to.x, y: (1 - part) ** 2 * from.y + 2 * part * (1 - part) * over.y + part ** 2 * to.y } : to;
      far = Math.min(far, toStretch(last, next));
      last = next;
    }
    if (far < best.far) best = { far, place };
  }
  return best.place < 0 ? null : shared.edges[best.place];
}

// The library follows the hand: it drags, zooms and tells what was tapped. Its own renderer works out and keeps much for
// each element, which takes longer than to draw them all anew when the date changes many at a time; and it asks for frames
// for ever. This one draws once whenever something has changed.
function Paper({ cy }) {
  const canvas = el("canvas");
  const context = canvas.getContext("2d");
  let frame = 0;
  this.data = {};
  this.container.append(canvas);
  this.startRenderLoop = () => {};
  this.redraw = () => { frame ||= requestAnimationFrame(() => { frame = 0; if (!this.destroyed) this.render(); }); };
  this.render = () => {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(cy.width() * ratio), Math.round(cy.height() * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const { x, y } = cy.pan();
    const scale = cy.zoom() * ratio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(scale, 0, 0, scale, x * ratio, y * ratio);
    paint(canvasPen(context));
  };
  this.findNearestElements = (x, y, interactive, touch) => [meant(x, y, (touch ? 16 : 6) / cy.zoom())].filter(Boolean);
}
Object.assign(Paper.prototype, { redrawHint() {}, matchCanvasSize() {}, render() {}, renderTo() {}, nodeShapeImpl() {}, arrowShapeImpl() {} });
