// The page as a whole: one state, one way from it to what is seen.

const usualState = () => ({
  view: "working", list: false, time: "all", month: data.span ? Math.floor((data.span[0] + data.span[1]) / 2) * 12 : 0, memory: 12, certain: false, open: false, derived: true,
  role: "", least: "", familiesOff: new Set(), sourcesOff: new Set(), case: -1, actor: -1, bundle: -1, from: -1, to: -1, chains: false,
});
const state = usualState();
shared.state = state;
let chosen = { ties: [], roles: [], dated: false };
let result = null;   // the chains between two actors
let oneChain = null; // the one chain that stands out
let framed = "";     // what the drawing was last fitted to

const embedded = window.origin === "null" && window.parent !== window;

// Only what one would want to go back from becomes a step of the browser's history. While the date moves the address
// waits: to write it takes the browser longer than to find what is shown.
let remembering = 0;
function remember(anew) {
  clearTimeout(remembering);
  if (embedded) return;
  const write = () => {
    const address = `#${writeHash(state)}`;
    if (address === (location.hash || "#")) return;
    try { history[anew ? "pushState" : "replaceState"](null, "", address); } catch { /* a page shown within another may have no history */ }
  };
  if (anew) write();
  else remembering = setTimeout(write, 250);
}

// A notebook around the page is told what is picked, and can pick: see widget.js.
const monthWords = (month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
function shownNow() {
  const bundle = bundles[state.bundle];
  const month = (time) => (state.time === time && state.case < 0 ? monthWords(state.month) : null);
  return {
    view: state.view, at: month("at"), until: month("until"), selected: actors[state.actor]?.id ?? null, case: cases[state.case]?.id ?? null,
    tie: bundle ? [actors[bundle.start].id, actors[bundle.stop].id, bundle.family] : null,
  };
}
function tellAround() {
  if (embedded) window.parent.postMessage({ netkit: "shown", ...shownNow() }, "*");
}
function hearAround(event) {
  if (event.source !== window.parent || event.data?.netkit !== "show") return;
  const asked = { ...event.data };
  // What is newly asked for comes before what was there: an actor before the tie that lies open, a date before another
  // date and before the case that is told.
  const before = shownNow();
  const anew = (name) => asked[name] !== null && JSON.stringify(asked[name]) !== JSON.stringify(before[name]);
  if (anew("selected") && !anew("tie")) asked.tie = null;
  if (anew("until") && !anew("at")) asked.at = null;
  if ((anew("at") || anew("until")) && !anew("case")) asked.case = null;
  const words = new URLSearchParams(writeHash(state));
  const put = (name, value) => { if (value === null) words.delete(name); else words.set(name, value); };
  const bundle = asked.tie && bundles.find((one) => actors[one.start].id === asked.tie[0] && actors[one.stop].id === asked.tie[1] && one.family === asked.tie[2]);
  for (const [name, value] of Object.entries({ view: asked.view, actor: asked.selected, tie: bundle ? bundle.key : null, case: asked.case })) put(name, value);
  const date = asked.at ?? asked.until;
  put("time", date === null ? null : asked.at === null ? "until" : "at");
  put("date", date === null ? null : date.slice(0, 7));
  if (asked.case !== null) words.delete("chains");
  if (anew("case")) words.set("view", "command"); // as a reader's pick does
  restore(words.toString());
}

function chainTies(chain) {
  if (chain.ties) return chain.ties;
  // A chain worked out beforehand names relations and claims; here it is found among the ties.
  return chain.steps.flatMap((step, place) => {
    const [start, stop] = [chain.actors[place], chain.actors[place + 1]];
    const near = bundlesOfActor[start].flatMap((bundle) => bundles[bundle].ties).filter((tie) => startOf(tie) === start && stopOf(tie) === stop && ties.relation[tie] === step.relation);
    const same = near.filter((tie) => ties.claims[tie].some((claim) => step.claims.includes(claim)));
    return (same.length ? same : near).slice(0, 1);
  });
}

function choose() {
  if (result) {
    chosen = { ...chooseTies(state), dated: state.time !== "all" };
    chosen.ties = [...new Set(result.chains.flatMap(chainTies))];
    return;
  }
  chosen = { ...chooseTies(state), dated: state.time !== "all" && state.case < 0 };
  if (state.case >= 0 && state.view === "command") {
    const more = (cases[state.case].story?.chains ?? []).flatMap(chainTies).filter((tie) => !state.familiesOff.has(relationOf(tie).family));
    chosen.ties = [...new Set([...chosen.ties, ...more])];
  }
}

function update({ anew = false, filters = true } = {}) {
  choose();
  const boxes = Boolean(result) || state.view === "command";
  const extra = result ? [state.from, state.to] : [];
  const victims = new Set(result ? [state.to] : state.case >= 0 ? [...caseAndParts(state.case)].flatMap((one) => cases[one].story?.victims ?? []) : []);
  const counts = draw(chosen.ties, chosen.roles, { boxes, extra, victims });
  showLegend(chosen);
  byId("picture").hidden = state.list;
  const frame = [state.view, state.case, result ? `${state.from}>${state.to}` : "", state.time === "all" ? "all" : ""].join("|");
  highlight(state.actor, state.bundle, oneChain ? chainTies(oneChain).map((tie) => bundleOfTie[tie]) : null);
  // The drawing keeps its place while the slider moves; it is fitted anew when another thing is shown.
  if (frame !== framed && (frame.split("|").slice(0, 3).join() !== framed.split("|").slice(0, 3).join() || !framed)) fit();
  framed = frame;
  byId("nothing").hidden = counts.lines > 0 || counts.actors > 0;
  byId("listing").hidden = !state.list;
  byId("legend").hidden = state.list;
  byId("list").setAttribute("aria-pressed", String(state.list));
  if (state.list) showListing(chosen);
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(!result && button.dataset.view === state.view));
  showTime(state);
  if (filters) showFilters(state, () => update({ filters: false }));
  const missing = boxes || state.list ? 0 : shared.unnamed;
  byId("status").textContent = `${plural(counts.actors, "actor")}, ${plural(chosen.ties.length, "tie")}${result ? ` in the chains from ${labelOf[state.from]} to ${labelOf[state.to]}` : state.case >= 0 ? ` in “${short(cases[state.case].title, 90)}”` : ""}${missing ? `; ${missing} without room for the name, zoom in` : ""}`;
  byId("canvas").setAttribute("aria-label", `Drawing of ${plural(counts.actors, "actor")} and ${plural(chosen.ties.length, "tie")}`);
  remember(anew);
  tellAround();
}

function showPanel(focus = true) {
  if (state.bundle >= 0) showTie(state.bundle);
  else if (state.actor >= 0) showActor(state.actor, chosen);
  else if (result) showChains(state.from, state.to, result, state.time === "all" ? "Over all years." : `For ${byId("date").textContent}.`);
  else if (state.case >= 0) showCase(state.case);
  else showAbout();
  panel.scrollTop = 0;
  if (focus) panel.querySelector("h2")?.focus({ preventScroll: window.innerWidth > 820 });
}

go.actor = (actor) => {
  state.actor = actor;
  state.bundle = -1;
  oneChain = null;
  update({ anew: true });
  showPanel();
  if (drawn.nodes.has(actor)) bringIntoSight(actor);
  else if (!state.list) byId("status").textContent = `${actors[actor].name} has no tie in this view; the details tell all of them.`;
};
go.tie = (bundle) => {
  if (bundle < 0) return;
  state.bundle = bundle;
  oneChain = null;
  update({ anew: true });
  showPanel();
};
go.case = (which) => {
  Object.assign(state, { case: which, actor: -1, bundle: -1, chains: false });
  result = null;
  oneChain = null;
  if (which >= 0) { state.view = "command"; state.time = "all"; }
  update({ anew: true });
  showPanel();
};
go.chainEnd = (end, actor) => {
  state[end] = actor;
  byId(end).value = actors[actor].name;
  byId("chain-box").open = true;
  const other = end === "from" ? "to" : "from";
  if (state[other] >= 0 && state[other] !== actor) go.chains();
  else byId(other).focus();
};
go.chains = () => {
  if (state.from < 0 || state.to < 0 || state.from === state.to) {
    byId("status").textContent = "Name two different actors for a chain.";
    byId(state.from < 0 ? "from" : "to").focus();
    return;
  }
  Object.assign(state, { chains: true, case: -1, actor: -1, bundle: -1 });
  searchChains();
  update({ anew: true });
  showPanel();
};
go.leaveChains = () => {
  state.chains = false;
  result = null;
  oneChain = null;
  update({ anew: true });
  showPanel();
};
go.showChain = (chain) => {
  oneChain = chain;
  Object.assign(state, { actor: -1, bundle: -1 });
  if (!result && state.view !== "command") state.view = "command";
  update({});
};

function searchChains() {
  const found = findChains(state, state.from, state.to);
  result = { ...found, chains: found.chains.map((chain) => ({
    actors: chain.actors, ties: chain.steps, probability: chain.probability,
    flags: chain.late.map((tie) => `out of the order of time: ${actors[ties.subject[tie]].name} ${relationOf(tie).label} ${actors[ties.object[tie]].name}`),
    steps: chain.steps.map((tie) => ({ relation: ties.relation[tie], backward: relationOf(tie).chain === "backward", derived: ties.derived[tie], rule: ties.rule[tie] >= 0 ? ties.rules[ties.rule[tie]] : "", claims: ties.claims[tie] })),
  })) };
}

function bringIntoSight(actor) {
  const cy = shared.cy;
  const at = shared.nodes[actor].renderedPosition();
  if (at.x < 40 || at.y < 40 || at.x > cy.width() - 40 || at.y > cy.height() - 40) cy.center(shared.nodes[actor]);
}

// A change of filters or of the date: what is shown of the chains is worked out again.
function changed(anew = false) {
  if (result) searchChains();
  oneChain = null;
  update({ anew, filters: false });
  if (result || (state.actor >= 0 && !playing)) showPanel(false);
}

function setTheme(theme, chosenByHand) {
  document.documentElement.dataset.theme = theme;
  byId("theme").setAttribute("aria-pressed", String(theme === "dark"));
  if (!shared.cy) return;
  repaint();
  if (chosenByHand) { showLegend(chosen); showFilters(state, () => changed()); showPanel(false); }
}

function restore(words = location.hash) {
  readHash(words, state);
  result = null;
  oneChain = null;
  if (state.chains) searchChains();
  for (const end of ["from", "to"]) byId(end).value = state[end] >= 0 ? actors[state[end]].name : "";
  update({});
  showPanel(false);
  if (drawn.nodes.has(state.actor)) bringIntoSight(state.actor);
}

function wire() {
  actorBox("search", (actor) => { byId("search").value = actors[actor].name; go.actor(actor); });
  for (const end of ["from", "to"]) actorBox(end, (actor) => { state[end] = actor; byId(end).value = actors[actor].name; byId(end === "from" ? "to" : "chains").focus(); });
  byId("chains").addEventListener("click", go.chains);
  byId("swap").addEventListener("click", () => {
    [state.from, state.to] = [state.to, state.from];
    for (const end of ["from", "to"]) byId(end).value = state[end] >= 0 ? actors[state[end]].name : "";
    if (state.chains) go.chains();
  });
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => {
    state.view = button.dataset.view;
    if (result) { result = null; state.chains = false; }
    oneChain = null;
    update({ anew: true });
    showPanel(false);
  });
  byId("list").addEventListener("click", () => { state.list = !state.list; update({ anew: true }); if (!state.list) fit(); });
  byId("in").addEventListener("click", () => zoomBy(1.35));
  byId("out").addEventListener("click", () => zoomBy(1 / 1.35));
  byId("fit").addEventListener("click", fit);
  byId("canvas").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (step) shared.cy.panBy({ x: step[0], y: step[1] });
    else if (event.key === "+" || event.key === "=") zoomBy(1.35);
    else if (event.key === "-") zoomBy(1 / 1.35);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  byId("about").addEventListener("click", () => { Object.assign(state, { actor: -1, bundle: -1, case: -1, chains: false }); result = null; oneChain = null; update({ anew: true }); showAbout(); panel.querySelector("h2").focus(); });
  byId("reset").addEventListener("click", () => {
    Object.assign(state, { ...usualState(), view: state.view, actor: state.actor, bundle: state.bundle, from: state.from, to: state.to });
    result = null;
    oneChain = null;
    update({ anew: true });
    showPanel(false);
  });
  byId("theme").addEventListener("click", () => setTheme(dark() ? "light" : "dark", true));
  byId("print").addEventListener("click", () => window.print());
  byId("png").addEventListener("click", savePng);
  byId("svg").addEventListener("click", saveSvg);
  byId("link").addEventListener("click", () => {
    byId("address").value = `${location.href.split("#")[0]}#${writeHash(state)}`;
    byId("linking").showModal();
    byId("address").select();
  });
  byId("copy").addEventListener("click", async () => {
    byId("address").select();
    try { await navigator.clipboard.writeText(byId("address").value); byId("copy").textContent = "Copied"; } catch { byId("copy").textContent = "Press Ctrl+C"; }
  });
  byId("close").addEventListener("click", () => byId("linking").close());
  window.addEventListener("popstate", () => restore());
  window.addEventListener("message", hearAround);
  window.addEventListener("hashchange", () => { if (`#${writeHash(state)}` !== (location.hash || "#")) restore(); });
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", () => setTheme(system.matches ? "dark" : "light", true));
  byId("link").hidden = embedded; // within another page this one has no address of its own
}

function zoomBy(factor) {
  const cy = shared.cy;
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

function start() {
  byId("title").textContent = clean(data.title);
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  if (window.innerWidth <= 820) { byId("legend").open = false; byId("filter-box").open = false; byId("chain-box").open = false; }
  readHash(location.hash, state);
  makeCanvas(go.actor, go.tie, () => { if (state.actor >= 0 || state.bundle >= 0) { state.actor = -1; state.bundle = -1; update({}); showPanel(false); } });
  makeFilters(state, () => changed());
  makeTime(state, changed);
  wire();
  restore();
  document.documentElement.dataset.ready = "true";
  requestAnimationFrame(() => setTimeout(() => performance.mark("painted")));
}

start();
// For scripts that drive the page.
window.netkit = {
  state, shared, bundles, actors, ties, claims, drawn, find: searchActors, chains: findChains, standsOut: () => picked,
  onScreen: (what, place) => {
    const { x, y } = what === "actor" ? drawn.nodes.get(place) : middleOf(wayOf(place));
    return { x: x * shared.cy.zoom() + shared.cy.pan().x, y: y * shared.cy.zoom() + shared.cy.pan().y };
  },
};
