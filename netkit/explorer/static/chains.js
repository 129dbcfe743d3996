// Chains of command: a best-first search over the steps that orders can take, by the rules of `netkit.chains`.
// One order, one victim: each act has its own case, day and graph.

const SEARCH_LIMIT = 60000;
const END_OF_TIME = 1e7;
const startDay = (tie) => ties.sl[tie] ?? -END_OF_TIME;
const endDay = (tie) => ties.eh[tie] ?? END_OF_TIME;
const deaths = Object.entries(data.deaths).map(([actor, [, after]]) => [Number(actor), after]);

function stepsOf(kept) {
  return kept.filter((tie) => relationOf(tie).chain && startOf(tie) >= 0 && stopOf(tie) >= 0 && startOf(tie) !== stopOf(tie) && chanceOf(tie) > 0);
}
function chanceOf(tie) { return ties.certainty[tie] * (relationOf(tie).passes ?? 0); }

// Organisations that an actor may have headed between two days, and their parts.
function headedBy(actor, first, after, held) {
  const then = held.filter((tie) => startDay(tie) < after && endDay(tie) > first);
  const headed = new Set(then.filter((tie) => relationOf(tie).id === "heads" && ties.subject[tie] === actor).map((tie) => ties.object[tie]));
  const parts = then.filter((tie) => relationOf(tie).id === "part_of");
  let grown = true;
  while (grown) {
    grown = false;
    for (const tie of parts) {
      if (headed.has(ties.object[tie]) && !headed.has(ties.subject[tie])) { headed.add(ties.subject[tie]); grown = true; }
    }
  }
  return headed;
}

// Where a named person did the act, that of his organisation is evidence for it and not another end.
function doneBy(acts, first, after, held) {
  const persons = acts.filter((tie) => isPerson[startOf(tie)]);
  if (!persons.length || persons.length === acts.length) return acts;
  const belongs = held.filter((tie) => startDay(tie) < after && endDay(tie) > first &&
    (relationOf(tie).family === "office" || ["part_of", "becomes"].includes(relationOf(tie).id)));
  return acts.filter((act) => {
    const doers = new Set(persons.filter((tie) => ties.relation[tie] === ties.relation[act]).map(startOf));
    const theirs = new Set(doers);
    let grown = true;
    while (grown) {
      grown = false;
      for (const tie of belongs) {
        if (theirs.has(ties.subject[tie]) && !theirs.has(ties.object[tie])) { theirs.add(ties.object[tie]); grown = true; }
      }
    }
    return doers.has(startOf(act)) || !theirs.has(startOf(act));
  });
}

// What a victim suffered, act by act, each with the steps along which an order for it can have travelled.
function actsAgainst(victim, steps, held) {
  const passing = steps.filter((tie) => relationOf(tie).chain !== "act");
  const betrayed = new Set();
  for (const tie of held) {
    if (!["infiltrates", "informs_on"].includes(relationOf(tie).id)) continue;
    betrayed.add(`${ties.subject[tie]}|${ties.object[tie]}`).add(`${ties.object[tie]}|${ties.subject[tie]}`);
  }
  const groups = new Map();
  for (const tie of steps) {
    if (relationOf(tie).chain !== "act" || stopOf(tie) !== victim) continue;
    const key = `${ties.case[tie]}|${startDay(tie)}|${endDay(tie)}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(tie);
  }
  return [...groups.values()].map((acts) => {
    const [which, first, after] = [ties.case[acts[0]], startDay(acts[0]), endDay(acts[0])];
    const wholes = which >= 0 ? caseAndWholes(which) : new Set([-1]);
    const out = new Set(deaths.filter(([, end]) => end <= first).map(([actor]) => actor));
    for (const [actor, end] of data.arrests) if (end <= first) out.add(actor);
    const barred = headedBy(victim, first, after, held).add(victim);
    const own = new Set();
    const kept = passing.filter((tie) => {
      const [start, stop] = [startOf(tie), stopOf(tie)];
      if (barred.has(start) || barred.has(stop) || betrayed.has(`${start}|${stop}`)) return false;
      const ofCase = wholes.has(ties.case[tie]);
      const errand = relationOf(tie).lasting === "errand";
      if (errand ? !ofCase : !(startDay(tie) < after && endDay(tie) > first && !out.has(start) && !out.has(stop))) return false;
      if (ofCase && (errand || ties.case[tie] >= 0)) own.add(tie);
      return true;
    });
    const done = doneBy(acts, first, after, held);
    for (const tie of done) own.add(tie);
    return { case: which, steps: [...kept, ...done], own };
  });
}

class Heap {
  constructor() { this.items = []; }
  get size() { return this.items.length; }
  push(item) {
    const items = this.items;
    let place = items.push(item) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (items[above].key <= item.key) break;
      items[place] = items[above];
      place = above;
    }
    items[place] = item;
  }
  pop() {
    const items = this.items;
    const top = items[0];
    const last = items.pop();
    if (items.length) {
      let place = 0;
      for (;;) {
        let below = 2 * place + 1;
        if (below >= items.length) break;
        if (below + 1 < items.length && items[below + 1].key < items[below].key) below += 1;
        if (items[below].key >= last.key) break;
        items[place] = items[below];
        place = below;
      }
      items[place] = last;
    }
    return top;
  }
}

const grade = (source) => sources[source].grade;
const sourceLoss = (roots) => roots.reduce((sum, root) => sum - Math.log(grade(root)), 0);

// Best first; the rest of the way is bounded from below by what it costs at the least.
function bestChains(steps, own, source, target, k) {
  const out = new Map();
  const into = new Map();
  const lost = new Map();
  for (const tie of steps) {
    lost.set(tie, -Math.log(chanceOf(tie)));
    for (const [index, at] of [[out, startOf(tie)], [into, stopOf(tie)]]) {
      if (!index.has(at)) index.set(at, []);
      index.get(at).push(tie);
    }
  }
  const least = new Map([[target, 0]]);
  const front = new Heap();
  front.push({ key: 0, at: target });
  while (front.size) {
    const { key, at } = front.pop();
    if (key > least.get(at)) continue;
    for (const tie of into.get(at) ?? []) {
      const total = key + lost.get(tie);
      if (total < (least.get(startOf(tie)) ?? Infinity)) {
        least.set(startOf(tie), total);
        front.push({ key: total, at: startOf(tie) });
      }
    }
  }
  const found = [];
  const met = new Set();
  const open = new Heap();
  if (least.has(source)) open.push({ key: least.get(source), path: [source], chain: [], paid: 0, roots: [], time: -Infinity, late: [] });
  for (let looked = 0; open.size && found.length < k; ) {
    const one = open.pop();
    const here = one.path[one.path.length - 1];
    if (here === target) {
      const key = one.path.join(">");
      if (!met.has(key)) {
        met.add(key);
        found.push({ actors: one.path, steps: one.chain, probability: Math.exp(-one.paid - sourceLoss(one.roots)), late: one.late });
      }
      continue;
    }
    looked += 1;
    if (looked > SEARCH_LIMIT) { found.cut = true; break; }
    for (const tie of out.get(here) ?? []) {
      const stop = stopOf(tie);
      if (one.path.includes(stop) || !least.has(stop)) continue;
      let now = Math.max(one.time, startDay(tie));
      let late = one.late;
      if (now >= endDay(tie)) {
        // A source's own account of a case is not dropped for an anachronism, but told.
        if (!own.has(tie)) continue;
        now = one.time;
        late = [...late, tie];
      }
      const paid = one.paid + lost.get(tie);
      const roots = [...new Set([...one.roots, ...ties.roots[tie]])];
      const key = Math.round((paid + least.get(stop) + sourceLoss(roots)) * 1e10) / 1e10;
      open.push({ key, path: [...one.path, stop], chain: [...one.chain, tie], paid, roots, time: now, late });
    }
  }
  return found;
}

// The chains between two actors under the filters and, unless all years are shown, at the date.
function findChains(state, source, target, k = 5) {
  const window = timeWindow(state);
  const least = state.least ? scales[state.least] ?? 0 : 0;
  const held = [];
  for (let tie = 0; tie < nTies; tie += 1) {
    if (holdsIn(tie, window, state) && isKept(tie, state, least) && !state.familiesOff.has(relationOf(tie).family)) held.push(tie);
  }
  const steps = stepsOf(held);
  const acts = actsAgainst(target, steps, held);
  let found = [];
  let cut = false;
  const add = (more, which) => {
    cut ||= Boolean(more.cut);
    found.push(...more.map((chain) => ({ ...chain, case: which })));
  };
  for (const act of acts) add(bestChains(act.steps, act.own, source, target, k), act.case);
  if (!acts.length) add(bestChains(steps.filter((tie) => relationOf(tie).chain !== "act"), new Set(), source, target, k), -1);
  found.sort((left, right) => right.probability - left.probability || left.actors.length - right.actors.length);
  const met = new Set();
  found = found.filter((chain) => { const key = chain.actors.join(">"); return !met.has(key) && met.add(key); }).slice(0, k);
  return { chains: found, cut, suffers: acts.length > 0 };
}
