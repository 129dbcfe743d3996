// How roles and families look: colours for the eye, shapes and line patterns for greyscale. Gaps mean doubt.

const WEDGE = [-1, -0.9, 1, -0.9, 0, 1];
const ROLE_LOOKS = {
  commander: ["#1f3a5f", "rectangle"], recruiter: ["#c8501e", "triangle"], handler: ["#1b9e8a", "diamond"], agent: ["#f2b632", "ellipse"],
  instigator: ["#6a3d9a", "pentagon"], perpetrator: ["#8b1a1a", "wedge"], informant: ["#8cc3e3", "hexagon"],
};
const MORE_ROLES = [["#7a8b2a", "octagon"], ["#d99fc4", "tag"], ["#3f6fb5", "rhomboid"], ["#a8703c", "heptagon"]];
const NO_ROLE = ["#c9cdd3", "ellipse"];
const FAMILY_LOOKS = {
  command: "#14213d", recruitment: "#c1440e", handling: "#0e8a7d", office: "#5b87b8", structure: "#8f949c", harm: "#c00022", kin: "#5e2a84",
  social: "#b866a3", support: "#6d8f1f", access: "#2f9bd6", deception: "#7a4b12", succession: "#d9a400",
};
// Colours too dark for a dark ground have another there.
const ON_DARK = { "#14213d": "#9fb8f5", "#1f3a5f": "#7fa3dd", "#5e2a84": "#b48be0", "#8b1a1a": "#e06a5c", "#7a4b12": "#c9955a" };
const MORE_FAMILIES = ["#4a4f58", "#947100", "#006b7d", "#8e3b6f", "#3c6e00"];
const DOTTED = new Set(["kin", "social", "support"]);

const moreRoles = roleNames.filter((role) => !ROLE_LOOKS[role] && role !== "victim" && role !== "subordinate");
const moreFamilies = familyNames.filter((family) => !FAMILY_LOOKS[family]);
const dark = () => document.documentElement.dataset.theme === "dark";

const partsOf = (colour) => [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
// So much of one colour, the rest of another.
function mixed(colour, other, share) {
  const others = partsOf(other);
  return `#${partsOf(colour).map((part, place) => Math.round(part * share + others[place] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

// On a dark ground dark colours are mixed with white until they stand out.
function shade(colour) {
  if (!dark()) return colour;
  if (ON_DARK[colour]) return ON_DARK[colour];
  const parts = partsOf(colour);
  const light = (0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]) / 255;
  return mixed(colour, "#ffffff", 1 - Math.max(0, 0.55 - light));
}
function roleLook(role) {
  if (!role || role === "subordinate" || role === "victim") return NO_ROLE;
  return ROLE_LOOKS[role] ?? MORE_ROLES[moreRoles.indexOf(role) % MORE_ROLES.length];
}
const familyColour = (family) => shade(FAMILY_LOOKS[family] ?? MORE_FAMILIES[Math.max(moreFamilies.indexOf(family), 0) % MORE_FAMILIES.length]);
const roleOrder = [...Object.keys(ROLE_LOOKS).filter((role) => roleNames.includes(role)), ...moreRoles];
const mainRole = (held) => (held ? roleOrder.find((role) => held.has(role)) ?? (held.has("subordinate") ? "subordinate" : "") : "");

// A small picture of a role or a family for legend and filters.
function roleSwatch(role, victim = false) {
  const [colour, shape] = roleLook(role);
  const picture = svgEl("svg", { viewBox: "-1.4 -1.4 2.8 2.8", width: 14, height: 14, class: "swatch role", "aria-hidden": "true" });
  const paint = { fill: victim ? "none" : shade(colour), stroke: victim ? familyColour("harm") : "currentColor", "stroke-width": victim ? 0.5 : 0.12 };
  const corners = { rectangle: 4, diamond: 4, triangle: 3, pentagon: 5, hexagon: 6, heptagon: 7, octagon: 8 }[shape];
  if (shape === "rectangle") picture.append(svgEl("rect", { x: -0.9, y: -0.9, width: 1.8, height: 1.8, ...paint }));
  else if (shape === "wedge") picture.append(svgEl("path", { d: "M-1-.9H1L0 1Z", ...paint }));
  else if (corners) {
    const points = Array.from({ length: corners }, (_, place) => [Math.sin((place * 2 * Math.PI) / corners), -Math.cos((place * 2 * Math.PI) / corners)]);
    picture.append(svgEl("polygon", { points: points.map((point) => point.map((one) => one.toFixed(2)).join(",")).join(" "), ...paint }));
  } else picture.append(svgEl("circle", { r: 1, ...paint }));
  return picture;
}
function familySwatch(family, dashed = false) {
  const picture = svgEl("svg", { viewBox: "0 0 24 10", class: "swatch", "aria-hidden": "true" });
  const line = { x1: 1, y1: 5, x2: 23, y2: 5, stroke: family ? familyColour(family) : "currentColor", "stroke-width": 2.4 };
  if (dashed) line["stroke-dasharray"] = "5 4";
  else if (DOTTED.has(family)) line["stroke-dasharray"] = "2 2";
  picture.append(svgEl("line", line));
  return picture;
}
