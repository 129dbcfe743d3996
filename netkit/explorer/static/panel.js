// The details at the right: an actor, a tie, a case, chains, or what the page is.

const panel = byId("panel");
const fill = (...children) => panel.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
const go = {};  // what clicks do; filled in by main.js

const actorButton = (actor, text) => (actor < 0 ? el("span", { class: "quiet" }, "nobody named") :
  el("button", { type: "button", class: "plain", "data-actor": actor, onclick: () => go.actor(actor) }, bdi(text ?? actors[actor].name)));
const caseButton = (which) => el("button", { type: "button", class: "plain", onclick: () => go.case(which) }, bdi(cases[which].title));
const section = (title, ...children) => (children.flat().filter(Boolean).length ? [el("h3", {}, title), ...children.flat().filter(Boolean)] : []);

function sentence(subject, relation, object) {
  return el("span", {}, actorButton(subject), ` ${clean(relation.label)} `, object >= 0 ? actorButton(object) : "");
}

// Where in the document, counted in characters from its beginning.
function placeWords(locator) {
  const found = /^char=(\d+),(\d+)$/.exec(locator);
  return found ? `characters ${found[1]} to ${found[2]}` : clean(locator);
}

function claimCard(claim) {
  const relation = relations[claims.relation[claim]];
  const source = sources[claims.source[claim]];
  const tags = [];
  const [status, certainty] = [claims.status[claim], claims.certainty[claim]];
  if (status !== "done") tags.push(el("span", { class: "tag warn" }, status));
  tags.push(el("span", { class: certainty === "certain" ? "tag" : "tag warn" }, certainty));
  if (claims.voice[claim]) tags.push(el("span", { class: "tag" }, "as told by ", bdi(claims.voice[claim])));
  if (claims.version[claim]) tags.push(el("span", { class: "tag" }, "version: ", bdi(claims.version[claim])));
  const passage = claims.passage.length ? claims.passage[claim] : "";
  return el("article", { class: "claim", "data-claim": claims.id[claim] },
    el("p", {}, bdi(claims.paraphrase[claim] || `${actors[claims.subject[claim]]?.name ?? ""} ${relation.label} ${actors[claims.object[claim]]?.name ?? ""}`)),
    el("p", { class: "small" }, ...tags, " ", dateWords(claims.date[claim])),
    el("p", { class: "small quiet" }, el("cite", {}, bdi(source.title)), `, grade ${source.reliability}`, claims.locator[claim] ? `, ${placeWords(claims.locator[claim])}` : "", ` (${clean(claims.id[claim])})`),
    claims.case[claim] >= 0 ? el("p", { class: "small" }, "Case: ", caseButton(claims.case[claim])) : null,
    passage ? el("blockquote", { dir: "auto", lang: source.language || null }, clean(passage)) : null);
}

const inTime = (list) => [...new Set(list)].sort((left, right) => (claims.when[left] ?? 1e9) - (claims.when[right] ?? 1e9) || left - right);
const claimCards = (list) => inTime(list).map(claimCard);

function foldedClaims(list, title) {
  if (!list.length) return null;
  const box = el("details", {}, el("summary", {}, title ?? plural(list.length, "claim")));
  // Made when opened: a long life has hundreds of claims.
  box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) box.append(...claimCards(list)); }, { once: false });
  return box;
}

function officesPicture(held) {
  if (!data.span || !held.length) return null;
  const [first, last] = [firstDay(data.span[0] * 12), firstDay((data.span[1] + 1) * 12)];
  const [width, row] = [320, 34];
  const at = (day) => Math.max(0, Math.min(width, ((day - first) / (last - first)) * width));
  const height = held.length * row + 18;
  const picture = svgEl("svg", { class: "offices", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "Offices over the years; the list below says the same" });
  const step = Math.ceil((data.span[1] - data.span[0] + 1) / 6);
  for (let year = data.span[0]; year <= data.span[1]; year += step) {
    const x = at(firstDay(year * 12));
    picture.append(svgEl("line", { x1: x, x2: x, y1: 0, y2: height - 14 }), svgEl("text", { x: x + 2, y: height - 3, class: "axis" }, String(year)));
  }
  held.forEach((tie, place) => {
    const y = place * row;
    const [low, high] = [at(ties.sl[tie] ?? first), at(ties.eh[tie] ?? last)];
    const [sureFrom, sureTo] = [at(bound(ties.sh[tie], last)), at(bound(ties.el[tie], first))];
    picture.append(svgEl("text", { x: 0, y: y + 12 }, short(`${relationOf(tie).label} ${actors[ties.object[tie]].name}`, 52)));
    picture.append(svgEl("rect", { class: "maybe", x: low, y: y + 16, width: Math.max(high - low, 2), height: 9 }));
    if (sureTo > sureFrom) picture.append(svgEl("rect", { class: "sure", x: sureFrom, y: y + 16, width: Math.max(sureTo - sureFrom, 2), height: 9 }));
  });
  return picture;
}
const bound = (day, other) => (day === null || Math.abs(day) > 9e6 ? other : day);

function ranksTable(actor) {
  const measures = data.ranks.measures ?? {};
  const interval = data.ranks.draws > 0;
  const rows = Object.entries(measures).filter(([, column]) => column[actor]).map(([name, column]) => {
    const [rank, value, low, high] = column[actor];
    return el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, `${rank} of ${data.ranks.of}`), !interval ? null : el("td", {}, low === undefined ? "" : `${low} to ${high}`), el("td", {}, String(value)));
  });
  if (!rows.length) return null;
  return el("table", {}, el("thead", {}, el("tr", {}, ...["measure", "rank", ...(interval ? [`rank in ${Math.round(data.ranks.level * 100)} % of ${data.ranks.draws} plausible networks`] : []), "value"].map((name) => el("th", { scope: "col" }, name)))), el("tbody", {}, ...rows), el("caption", {}, ...Object.keys(measures).flatMap((name) => [el("strong", {}, name), ` ${data.ranks.meanings[name]} `])));
}

function showActor(actor, chosen) {
  const one = actors[actor];
  const roles = [...(chosen.roles[actor] ?? [])];
  const names = one.names.filter(([name]) => clean(name) !== one.name);
  const mine = [];
  const offices = [];
  for (let tie = 0; tie < nTies; tie += 1) {
    if (ties.subject[tie] !== actor && ties.object[tie] !== actor) continue;
    mine.push(tie);
    if (tie < ties.done && !ties.derived[tie] && relationOf(tie).family === "office" && ties.subject[tie] === actor) offices.push(tie);
  }
  offices.sort((left, right) => bound(ties.sl[left], bound(ties.sh[left], 1e8)) - bound(ties.sl[right], bound(ties.sh[right], 1e8)));
  const own = [];
  for (let claim = 0; claim < nClaims; claim += 1) if (claims.subject[claim] === actor || claims.object[claim] === actor) own.push(claim);
  const shown = new Set(chosen.ties);
  const byFamily = new Map();
  for (const tie of mine) {
    if (!byFamily.has(relationOf(tie).family)) byFamily.set(relationOf(tie).family, []);
    byFamily.get(relationOf(tie).family).push(tie);
  }
  fill(
    el("h2", { tabindex: "-1" }, bdi(one.name)),
    el("p", { class: "quiet" }, [one.kind, clean(one.side)].filter(Boolean).join(", ")),
    one.note ? el("p", {}, bdi(one.note)) : null,
    el("div", { class: "row noprint" },
      el("button", { type: "button", onclick: () => go.chainEnd("from", actor) }, "Chains from here"),
      el("button", { type: "button", onclick: () => go.chainEnd("to", actor) }, "Chains to here")),
    ...section(chosen.dated ? "Roles at this date" : "Roles", roles.length ? el("p", {}, ...roles.flatMap((role) => [roleSwatch(role, role === "victim"), ` ${role}  `])) : el("p", { class: "quiet" }, "none told")),
    ...section("Also known as", names.length ? el("ul", {}, ...names.map(([name, kind, language]) => el("li", {}, el("bdi", { lang: language || null }, clean(name)), el("span", { class: "quiet small" }, ` ${kind}`)))) : null),
    ...section("Offices over time", officesPicture(offices), offices.length ? el("ul", {}, ...offices.map((tie) => el("li", {}, `${relationOf(tie).label} `, actorButton(ties.object[tie]), el("span", { class: "quiet small" }, ` ${heldWords(tie)}`), foldedClaims(ties.claims[tie])))) : null),
    ...section(nClaims ? "Rank among those who worked together, all years" : "Rank", ranksTable(actor)),
    ...section("Ties", ...[...byFamily].map(([family, list]) => el("details", { open: list.length <= 6 },
      el("summary", {}, familySwatch(family), ` ${family} (${list.length})`),
      el("ul", {}, ...list.map((tie) => tieItem(tie, actor, shown.has(tie))))))),
    ...section("Claims", foldedClaims(own, `All ${plural(own.length, "claim")} in the order of time`)));
}

function tieItem(tie, actor, isShown) {
  const relation = relationOf(tie);
  const active = ties.subject[tie] === actor;
  return el("li", {}, `${clean(active ? relation.label : relation.inverse || relation.label)} `, actorButton(active ? ties.object[tie] : ties.subject[tie]),
    el("span", { class: "quiet small" }, ` ${heldWords(tie)}${isShown ? "" : ", not in the present view"} `),
    el("button", { type: "button", class: "plain small noprint", onclick: () => go.tie(bundleOfTie[tie]) }, "claims"));
}

function tieBlock(tie) {
  const relation = relationOf(tie);
  const rule = ties.rule[tie] >= 0 ? ties.rules[ties.rule[tie]] : "";
  const flag = ties.flag[tie] >= 0 ? ties.flags[ties.flag[tie]] : "";
  return [
    el("h3", {}, sentence(ties.subject[tie], relation, ties.object[tie])),
    el("p", { class: "small" }, heldWords(tie), el("br"), `probability ${ties.probability[tie].toFixed(2)}, source doubted too`, tie >= ties.done ? ", not carried out" : ""),
    ties.derived[tie] ? el("p", { class: "small" }, el("span", { class: "tag warn" }, "derived"), ` No source says so: it follows because one ${clean(rule)}. These claims are its parts.`) : null,
    relation.chain === "backward" ? el("p", { class: "small quiet" }, "Orders travel along it from the organisation to those in it; no source names an order.") : null,
    flag ? el("p", { class: "small" }, el("span", { class: "tag warn" }, clean(flag))) : null,
    ...claimCards(ties.claims[tie]),
  ];
}

function showTie(place) {
  const bundle = bundles[place];
  const shown = bundle.shown.length ? bundle.shown : bundle.ties;
  const others = bundle.ties.filter((tie) => !shown.includes(tie));
  fill(
    el("h2", { tabindex: "-1" }, bdi(actors[bundle.start].name), bundle.directed ? " → " : " – ", bdi(actors[bundle.stop].name)),
    el("p", { class: "quiet" }, familySwatch(bundle.family), ` ${bundle.family}, ${plural(shown.length, "tie")}`),
    ...shown.flatMap(tieBlock),
    others.length ? el("details", {}, el("summary", {}, `${plural(others.length, "tie")} of this family at other times or under other filters`), ...others.flatMap(tieBlock)) : null);
}

function stepWords(relation, backward, derived, rule) {
  const label = clean(backward ? relation.inverse || relation.label : relation.label);
  const more = [derived ? `derived: ${clean(rule)}` : "", backward ? "inferred; no source names an order" : ""].filter(Boolean).join("; ");
  return `${label}${more ? ` (${more})` : ""}`;
}

// chain: { actors, steps: [{ relation, backward, derived, rule, claims }], probability, flags }
function chainBlock(chain, number, onShow) {
  const lines = [el("li", {}, actorButton(chain.actors[0]))];
  chain.steps.forEach((step, place) => {
    lines.push(el("li", { class: "step" }, `↓ ${stepWords(relations[step.relation], step.backward, step.derived, step.rule)}`, foldedClaims(step.claims)));
    lines.push(el("li", {}, actorButton(chain.actors[place + 1])));
  });
  return el("section", { class: "chain", "aria-label": `Chain ${number}` },
    el("p", { class: "small quiet" }, `Chain ${number}: probability ${chain.probability.toFixed(2)}, ${plural(chain.steps.length, "step")} `,
      el("button", { type: "button", class: "plain noprint", onclick: onShow }, "show")),
    el("ol", {}, ...lines),
    ...(chain.flags ?? []).map((flag) => el("p", { class: "small" }, el("span", { class: "tag warn" }, clean(flag)))));
}

function showCase(which) {
  const one = cases[which];
  const story = one.story;
  const list = (title, found) => section(title, ...claimCards(found));
  const parts = cases.map((other, place) => (other.part_of === which ? place : -1)).filter((place) => place >= 0);
  fill(
    el("h2", { tabindex: "-1" }, bdi(one.title)),
    el("dl", {}, ...[["Date", one.date ? dateWords(one.date) : ""], ["Place", one.place], ["Outcome", one.outcome], ["Note", one.note]].filter(([, text]) => text)
      .flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, bdi(text))]),
      ...(one.part_of >= 0 ? [el("dt", {}, "Part of"), el("dd", {}, caseButton(one.part_of))] : []),
      ...(parts.length ? [el("dt", {}, "Parts"), el("dd", {}, ...parts.flatMap((part) => [caseButton(part), el("br")]))] : [])),
    ...(story ? [
      ...section("Against whom", story.victims.length ? el("ul", {}, ...story.victims.map((actor) => el("li", {}, actorButton(actor)))) : null),
      ...section("Chains from who wanted it to the victim", ...story.chains.map((chain, place) => chainBlock(chain, place + 1, () => go.showChain(chain)))),
      ...section("What no source says", story.missing.length ? el("ul", {}, ...story.missing.map((text) => el("li", {}, bdi(text)))) : null),
      ...list("Who wanted it", story.wanted), ...list("Who passed it on", story.passed_on), ...list("Who carried it out", story.carried_out),
      ...list("What was done to others", story.done_to_others), ...list("Deaths told", story.ended),
    ] : section("Claims", ...claimCards(claims.case ? claims.case.flatMap((place, claim) => (place === which ? [claim] : [])) : []))),
    el("p", { class: "noprint" }, el("button", { type: "button", onclick: () => go.case(-1) }, "Leave the case")));
}

function showChains(source, target, result, when) {
  fill(
    el("h2", { tabindex: "-1" }, "Chains from ", bdi(actors[source].name), " to ", bdi(actors[target].name)),
    el("p", { class: "quiet" }, when),
    result.chains.length ? null : el("p", {}, "No chain leads from one to the other under these filters."),
    ...result.chains.map((chain, place) => chainBlock(chain, place + 1, () => go.showChain(chain))),
    result.cut ? el("p", { class: "small" }, el("span", { class: "tag warn" }, "The search was stopped; there may be more chains.")) : null,
    el("p", { class: "small quiet" }, result.suffers ? "Each chain ends with an act against the target; only what could hold on the day of the act counts, and nothing passes through the victim. " : "",
      "Found in the page by the rules of netkit: a chain is the product of its steps, discounted once for each source that it cannot do without. Sources and certainty that are switched off take part in no chain, but the dates of offices stay those of all sources; `netkit chains` works them out anew."),
    el("p", { class: "noprint" }, el("button", { type: "button", onclick: () => go.leaveChains() }, "Leave the chains")));
}

function showAbout() {
  const kinds = [...new Set(actors.map((actor) => actor.kind))].map((kind) => plural(actors.filter((actor) => actor.kind === kind).length, kind));
  fill(
    el("h2", { tabindex: "-1" }, bdi(data.title)),
    el("p", {}, `${kinds.join(", ")}; ${plural(nTies, "tie")}${nClaims ? ` from ${plural(nClaims, "claim")} in ${plural(sources.length, "source")}` : ""}.`),
    data.chosen.length ? el("p", {}, el("span", { class: "tag warn" }, "a part of the dossier"), ` ${data.chosen.join("; ")}`) : null,
    el("p", {}, "Pick an actor, a line, or a case. Behind every line stand the claims of the sources, with their certainty and their place in the document. What the sources claim is not what happened: contradictions are kept."),
    ...(cases.length ? [el("h3", {}, "Cases"), el("ul", {}, ...cases.map((one, place) => el("li", {}, caseButton(place), one.date ? el("span", { class: "quiet small" }, ` ${dateWords(one.date)}`) : "")))] : []),
    el("h3", {}, "Views"),
    el("ul", {}, el("li", {}, "Network: persons, and the ties along which they worked together, at least probable."),
      el("li", {}, "Command: persons and organisations, and the ties along which orders travel, from left to right."),
      el("li", {}, "Everything: all ties, harm and kinship among them.")),
    el("p", {}, "Arrows run from who acts to who is acted upon; from an organisation to its members and parts. Dashed lines are doubtful, or were not carried out. Without a date given, a tie counts as possible at all times that its case allows."),
    ...(sources.length ? [el("h3", {}, "Sources"), el("ul", {}, ...sources.map((source) => el("li", {}, el("cite", {}, bdi(source.title)), [source.author && ` by ${clean(source.author)}`, source.date && `, ${dateWords(source.date)}`, `; grade ${source.reliability}`].filter(Boolean).join("")))),
      el("p", {}, "Grades tell how far a source can be relied on: A completely, B usually, C fairly, D not usually, E not at all, F cannot be judged.",
        certaintyWords.length ? ` As probabilities, the words of certainty count as: ${certaintyWords.map((word) => `${word} ${scales[word]}`).join(", ")}.` : "")] : []),
    el("p", { class: "small quiet" }, data.documents ? "The passages themselves are in this page." : "The documents were not at hand when the page was made: claims are cited, and told in the coder’s words.", " The page loads nothing and sends nothing."));
}
