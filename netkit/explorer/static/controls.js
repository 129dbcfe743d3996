// Boxes that find actors, the filters, the slider of dates, and the list that stands in for the drawing.

// A combobox as the ARIA practices describe it: the focus stays in the field, arrows move through the list.
function actorBox(id, onPick) {
  const field = byId(id);
  const list = byId(`${id}-list`);
  let options = [];
  let active = -1;
  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id, dir: "auto" })
    .forEach(([name, value]) => field.setAttribute(name, value));
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Actors found");
  const close = () => { list.hidden = true; active = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const pick = (place) => { const actor = options[place].actor; close(); onPick(actor); };
  const mark = (place) => {
    active = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    if (place >= 0) { field.setAttribute("aria-activedescendant", list.children[place].id); list.children[place].scrollIntoView({ block: "nearest" }); }
  };
  const show = () => {
    options = searchActors(field.value);
    list.replaceChildren(...options.map((option, place) => {
      const item = el("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false", "data-actor": actors[option.actor].id }, bdi(short(actors[option.actor].name, 80)));
      if (option.name !== actors[option.actor].name) item.append(el("span", { class: "quiet small" }, " ", bdi(short(option.name, 60))));
      if (!isPerson[option.actor]) item.append(el("span", { class: "quiet small" }, ` ${actors[option.actor].kind}`));
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(place); });
      return item;
    }));
    if (!options.length && field.value.trim()) list.replaceChildren(el("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "nobody found"));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(options.length ? 0 : -1);
  };
  field.addEventListener("input", show);
  field.addEventListener("focus", () => field.select());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show();
      else if (options.length) mark((active + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) { event.preventDefault(); pick(active); } else if (event.key === "Escape") { close(); }
  });
}

function tick(text, checked, onChange, swatch = null) {
  const box = el("input", { type: "checkbox" });
  box.checked = checked;
  box.addEventListener("change", () => onChange(box.checked));
  return el("label", { class: "tick" }, box, swatch, el("span", {}, bdi(text)));
}

function option(value, text) { return el("option", { value }, clean(text)); }

function makeFilters(state, changed) {
  byId("case").replaceChildren(option("-1", cases.length ? "all cases" : "no cases"), ...cases.map((one, place) => option(place, short(one.title, 70))));
  byId("role").replaceChildren(option("", "any role"), ...roleNames.map((role) => option(role, role)));
  byId("least").replaceChildren(option("", "usual for the view"), ...certaintyWords.map((word) => option(word, word === certaintyWords[0] ? `only ${word}` : `at least ${word}`)));
  const pickers = { role: (value) => { state.role = value; }, least: (value) => { state.least = value; } };
  for (const [id, set] of Object.entries(pickers)) byId(id).addEventListener("change", (event) => { set(event.target.value); changed(); });
  byId("case").addEventListener("change", (event) => go.case(Number(event.target.value)));
  for (const name of ["certain", "open", "derived"]) byId(name).addEventListener("change", (event) => { state[name] = event.target.checked; changed(); });
  showFilters(state, changed);
}

// The ticks follow the state, wherever it came from.
function showFilters(state, changed) {
  byId("case").value = String(state.case);
  byId("role").value = state.role;
  byId("least").value = state.least;
  for (const name of ["certain", "open", "derived"]) byId(name).checked = state[name];
  const toggle = (set, value) => (on) => { if (on) set.delete(value); else set.add(value); changed(); };
  const focused = document.activeElement?.closest?.("label")?.dataset.key;
  const keyed = (label, key) => { label.dataset.key = key; return label; };
  byId("families").replaceChildren(byId("families").firstElementChild,
    ...familyNames.map((family) => keyed(tick(family || "other", !state.familiesOff.has(family), toggle(state.familiesOff, family), familySwatch(family)), `family-${family}`)));
  byId("sources").hidden = sources.length < 1;
  byId("sources").replaceChildren(byId("sources").firstElementChild,
    ...sources.map((source, place) => keyed(tick(short(source.title, 60), !state.sourcesOff.has(place), toggle(state.sourcesOff, place)), `source-${source.id}`)));
  // Made anew, a tick would lose the focus of whoever goes by keyboard.
  if (focused) [...document.querySelectorAll("#filters label.tick")].find((label) => label.dataset.key === focused)?.querySelector("input").focus();
}

function makeTime(state, changed) {
  if (!data.span) { byId("time").hidden = true; return; }
  const [first, last] = [data.span[0] * 12, data.span[1] * 12 + 11];
  const slider = byId("slider");
  slider.min = first;
  slider.max = last;
  slider.addEventListener("input", () => {
    state.month = Number(slider.value);
    if (state.time === "all") state.time = "at";
    changed();
  });
  slider.addEventListener("keydown", (event) => {
    const step = { PageUp: 12, PageDown: -12 }[event.key];
    if (!step) return;
    event.preventDefault();
    slider.value = Number(slider.value) + step;
    slider.dispatchEvent(new Event("input"));
  });
  for (const button of document.querySelectorAll("[data-time]")) button.addEventListener("click", () => { state.time = button.dataset.time; changed(true); });
  byId("memory").addEventListener("change", (event) => { state.memory = Number(event.target.value); changed(); });
  byId("play").addEventListener("click", () => (playing ? stopPlaying() : play(state, changed)));
  const count = data.span[1] - data.span[0] + 1;
  const perYear = new Array(count).fill(0);
  for (let claim = 0; claim < nClaims; claim += 1) {
    if (!claims.date[claim] || claims.when[claim] === null) continue;
    const year = Math.floor(monthOf(claims.when[claim]) / 12) - data.span[0];
    if (year >= 0 && year < count) perYear[year] += 1;
  }
  const most = Math.max(...perYear, 1);
  byId("bars").setAttribute("viewBox", `0 0 ${count} 1`);
  byId("bars").replaceChildren(...perYear.map((claimed, year) => svgEl("rect", { x: year + 0.08, width: 0.84, y: 1 - claimed / most, height: claimed / most })));
  const step = Math.max(1, Math.ceil(count / 12));
  byId("years").replaceChildren(...perYear.map((_, year) => year).filter((year) => year % step === 0).map((year) => {
    const label = el("span", {}, String(data.span[0] + year));
    label.style.left = `${((year + 0.5) / count) * 100}%`;
    return label;
  }));
}

let playing = 0;
function stopPlaying() {
  clearTimeout(playing);
  playing = 0;
  byId("play").textContent = "Play";
  byId("play").setAttribute("aria-pressed", "false");
}
function play(state, changed) {
  const [first, last] = [data.span[0] * 12, data.span[1] * 12 + 11];
  if (state.time === "all" || state.month >= last) state.month = first;
  if (state.time === "all") state.time = "at";
  byId("play").textContent = "Stop";
  byId("play").setAttribute("aria-pressed", "true");
  const step = () => {
    changed();
    if (state.month >= last) { stopPlaying(); return; }
    state.month = Math.min(state.month + 3, last);
    playing = setTimeout(step, 600);
  };
  playing = setTimeout(step, 0);
}

function showTime(state) {
  if (!data.span) return;
  byId("slider").value = state.month;
  byId("slider").setAttribute("aria-valuetext", monthName(state.month));
  byId("memory").value = String(state.memory);
  byId("memory").parentElement.hidden = state.time !== "at";
  byId("date").textContent = state.case >= 0 ? "All dates of the case" : { all: `${data.span[0]} to ${data.span[1]}`, at: monthName(state.month), until: `until ${monthName(state.month)}` }[state.time];
  for (const button of document.querySelectorAll("[data-time]")) button.setAttribute("aria-pressed", String(button.dataset.time === state.time));
}

// The same as the drawing, for those who cannot see it or would rather read.
const LIST_STEP = 300;
function showListing(chosen) {
  const box = byId("listing");
  const degree = new Map();
  for (const tie of chosen.ties) for (const actor of new Set([ties.subject[tie], ties.object[tie]])) degree.set(actor, (degree.get(actor) ?? 0) + 1);
  const order = [...degree.keys()].sort((left, right) => degree.get(right) - degree.get(left) || left - right);
  const head = (names) => el("thead", {}, el("tr", {}, ...names.map((name) => el("th", { scope: "col" }, name))));
  const people = (actor) => el("tr", {}, el("td", {}, actorButton(actor)), el("td", {}, actors[actor].kind), el("td", {}, [...(chosen.roles[actor] ?? [])].join(", ")), el("td", {}, String(degree.get(actor))));
  const told = (tie) => el("tr", {}, el("td", {}, actorButton(ties.subject[tie])), el("td", {}, clean(relationOf(tie).label)), el("td", {}, actorButton(ties.object[tie])), el("td", {}, heldWords(tie)),
    el("td", {}, el("button", { type: "button", class: "plain", onclick: () => go.tie(bundleOfTie[tie]) }, plural(ties.claims[tie].length, "claim"))));
  box.replaceChildren(
    el("h2", {}, `${plural(order.length, "actor")}, most ties first`), longTable(head(["actor", "kind", "roles", "ties"]), order, people),
    el("h2", {}, plural(chosen.ties.length, "tie")), longTable(head(["who", "relation", "whom", "when", "evidence"]), chosen.ties, told));
}
function longTable(head, rows, make) {
  const body = el("tbody");
  const more = el("button", { type: "button" }, "Show more");
  let shown = 0;
  const grow = () => {
    body.append(...rows.slice(shown, shown + LIST_STEP).map(make));
    shown = Math.min(shown + LIST_STEP, rows.length);
    more.hidden = shown >= rows.length;
  };
  more.addEventListener("click", grow);
  grow();
  return el("div", {}, el("table", {}, head, body), more);
}

let legendKey = "";
function showLegend(chosen) {
  const families = familyNames.filter((family) => chosen.ties.some((tie) => relationOf(tie).family === family));
  const roles = new Set();
  const scope = new Set(chosen.ties.flatMap((tie) => [ties.subject[tie], ties.object[tie]]));
  let victims = false;
  for (const actor of scope) { roles.add(mainRole(chosen.roles[actor])); victims ||= Boolean(chosen.roles[actor]?.has("victim")); }
  const key = JSON.stringify([families, [...roles].sort(), victims, drawn.boxes, dark()]);
  if (key === legendKey) return;
  legendKey = key;
  const item = (picture, text) => el("li", {}, picture, text);
  byId("legend-body").replaceChildren(el("ul", {},
    ...(drawn.boxes ? [] : roleOrder.filter((role) => roles.has(role)).map((role) => item(roleSwatch(role), role))),
    victims ? item(roleSwatch("", true), "victim") : "",
    ...families.map((family) => item(familySwatch(family), family || "other")), item(familySwatch(null, true), "doubtful")));
}
