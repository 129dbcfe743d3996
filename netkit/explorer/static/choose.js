// Which ties are shown: what the view, the date and the filters leave. The rules are those of `dossier.network`.

const relationOf = (tie) => relations[ties.relation[tie]];
const isPerson = actors.map((actor) => actor.kind === "person");
const isGroup = actors.map((actor) => actor.kind === "group");
const familyNames = data.looks.families.map((look) => look.name);
const roleNames = [...new Set(relations.flatMap((relation) => [relation.subject_role, relation.object_role]))].filter(Boolean);
const certaintyWords = Object.keys(scales).filter((word) => word.length > 1).sort((left, right) => scales[right] - scales[left]);
const USUAL = scales.probable ?? 0;

// Orders travel from an organisation to its members and parts, though the claim reads the other way round.
const startOf = (tie) => (relationOf(tie).chain === "backward" ? ties.object[tie] : ties.subject[tie]);
const stopOf = (tie) => (relationOf(tie).chain === "backward" ? ties.subject[tie] : ties.object[tie]);

function caseAndParts(which) {
  const inside = new Set([which]);
  let grown = true;
  while (grown) {
    grown = false;
    cases.forEach((one, place) => {
      if (!inside.has(place) && inside.has(one.part_of)) { inside.add(place); grown = true; }
    });
  }
  return inside;
}

function caseAndWholes(which) {
  const wholes = new Set();
  for (let one = which; one >= 0 && !wholes.has(one); one = cases[one].part_of) wholes.add(one);
  return wholes;
}

// The stretch of days looked at; null for all time.
function timeWindow(state) {
  if (state.time === "all" || !data.span) return null;
  return [firstDay(state.month), firstDay(state.month + 1)];
}

function holdsIn(tie, window, state) {
  if (!window) return true;
  const begun = (state.certain ? ties.sh[tie] : ties.sl[tie]) ?? -1e7;
  const end = (state.certain ? ties.el[tie] : ties.eh[tie]) ?? 1e7;
  if (state.time === "until") return begun < window[1];
  const back = relationOf(tie).lasting === "moment" && state.memory ? firstDay(state.month - state.memory) : window[0];
  return begun < window[1] && end > back;
}

// A tie told by several claims stands while one of them is kept; a derived one falls with any of its parts.
function isKept(tie, state, least) {
  if (tie >= ties.done && !state.open) return false;
  if (ties.derived[tie] && !state.derived) return false;
  const behind = ties.claims[tie];
  if (!behind.length) return true;
  const counts = (claim) => !state.sourcesOff.has(claims.source[claim]) && (scales[claims.certainty[claim]] ?? 1) >= least;
  return ties.derived[tie] ? behind.every(counts) : behind.some(counts);
}

function inView(tie, view) {
  const relation = relationOf(tie);
  const [subject, object] = [ties.subject[tie], ties.object[tie]];
  if (object < 0 || subject < 0) return false;
  if (view === "working") return relation.contact && isPerson[subject] && isPerson[object];
  if (view === "command") return (relation.chain === "forward" || relation.chain === "backward") && !isGroup[subject] && !isGroup[object];
  return true;
}

// → { ties, roles }: the ties shown, and for each actor the roles in which the dates' claims show him.
function chooseTies(state) {
  const roles = actors.map(() => null);
  const shown = [];
  const inCase = state.case >= 0 ? caseAndParts(state.case) : null;
  const window = inCase ? null : timeWindow(state);
  const named = state.least ? scales[state.least] ?? 0 : null;
  const least = named ?? (state.view === "working" && !inCase ? USUAL : 0);
  const give = (actor, role) => {
    if (!role || actor < 0) return;
    (roles[actor] ??= new Set()).add(role);
  };
  for (let tie = 0; tie < nTies; tie += 1) {
    if (!holdsIn(tie, window, state)) continue;
    const relation = relationOf(tie);
    if (tie < ties.done) {
      give(ties.subject[tie], relation.subject_role);
      give(ties.object[tie], relation.object_role);
    }
    if (!isKept(tie, inCase ? { ...state, open: true } : state, least)) continue;
    if (state.familiesOff.has(relation.family)) continue;
    if (inCase) {
      if (!inCase.has(ties.case[tie]) || ties.object[tie] < 0) continue;
      if (state.view === "command" && !relation.chain && relation.subject_role !== "instigator") continue;
      if (state.view === "working" && !inView(tie, "working")) continue;
    } else if (!inView(tie, state.view)) continue;
    shown.push(tie);
  }
  const kept = state.role ? shown.filter((tie) => roles[ties.subject[tie]]?.has(state.role) || roles[ties.object[tie]]?.has(state.role)) : shown;
  return { ties: kept, roles };
}
