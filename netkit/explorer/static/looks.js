// How roles and families look, as Python wrote it into the page: colours for the eye, shapes and line patterns for
// greyscale. Gaps mean doubt.

const dark = () => document.documentElement.dataset.theme === "dark";
const looks = {
  shapes: data.looks.shapes,
  roles: new Map(data.looks.roles.map((look) => [look.name, look])),
  families: new Map(data.looks.families.map((look) => [look.name, look])),
};
// The ground and what is written on it, as style.css has them.
const GROUNDS = {
  light: { paper: "#ffffff", ink: "#16181d", edge: "#3b4250", accent: "#0b57a4", box: "#f2f4f7", office: "#e3eaf4" },
  dark: { paper: "#14171c", ink: "#e8eaee", edge: "#0b0d10", accent: "#7fb8f0", box: "#232932", office: "#2b3441" },
};
const ground = () => GROUNDS[dark() ? "dark" : "light"];

const roleOrder = [...looks.roles.keys()].filter((role) => role && role !== "victim");
const mainRole = (held) => (held ? roleOrder.find((role) => held.has(role)) ?? "" : "");
const roleLook = (role) => looks.roles.get(role) ?? looks.roles.get("");
const roleColour = (role) => (role && role !== "victim" ? roleLook(role)[dark() ? "dark" : "light"] : ground().box);
const familyLook = (family) => looks.families.get(family);
const familyColour = (family) => familyLook(family)[dark() ? "dark" : "light"];
const harmColour = () => (looks.families.has("harm") ? familyColour("harm") : ground().ink);

// So much of one colour, the rest of another.
function mixed(colour, other, share) {
  const partsOf = (text) => [1, 3, 5].map((place) => parseInt(text.slice(place, place + 2), 16));
  const others = partsOf(other);
  return `#${partsOf(colour).map((part, place) => Math.round(part * share + others[place] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

// A small picture of a role or a family for legend and filters.
function roleSwatch(role, victim = false) {
  const picture = svgEl("svg", { viewBox: "-1.6 -1.6 3.2 3.2", width: 14, height: 14, class: "swatch role", "aria-hidden": "true" });
  const paint = { fill: victim ? "none" : roleColour(role), stroke: victim ? harmColour() : "currentColor", "stroke-width": victim ? 0.5 : 0.14 };
  const corners = looks.shapes[roleLook(role).shape];
  picture.append(corners ? svgEl("polygon", { points: corners.join(" "), ...paint }) : svgEl("circle", { r: 1, ...paint }));
  return picture;
}
function familySwatch(family, doubtful = false) {
  const picture = svgEl("svg", { viewBox: "0 0 24 10", class: "swatch", "aria-hidden": "true" });
  const look = familyLook(family);
  const line = { x1: 1, y1: 5, x2: 23, y2: 5, stroke: look ? familyColour(family) : "currentColor", "stroke-width": 1.4 * (look?.width ?? 1.5) };
  const dashes = look ? look[doubtful ? "doubtful" : "sure"] : doubtful ? [5, 4] : [];
  if (dashes.length) line["stroke-dasharray"] = dashes.join(" ");
  picture.append(svgEl("line", line));
  if (look?.double) picture.append(svgEl("line", { ...line, stroke: "var(--paper)", "stroke-width": look.width * 0.6, "stroke-dasharray": "none" }));
  return picture;
}
