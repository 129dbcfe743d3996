// Columns from left to right: who gives orders stands left of who gets them. Orders that run back do not count for the
// column; within a column everybody moves towards those he is tied to.

const COLUMN_GAP = 90;
const LEAST_GAP = 22;
const ROW_GAP = 12;
const FEW_ROWS = 14;
const PART_GAP = 46;

// Parts that hang together by any tie stand one below the other, the largest first.
// nodes: [{ id, width, height }], arcs: [[start, stop]] along which orders travel, all ties, room for the whole → Map id → { x, y } (middles)
function placeColumns(nodes, arcs, allTies, room) {
  const part = new Map(nodes.map((node) => [node.id, node.id]));
  const root = (id) => { let at = id; while (part.get(at) !== at) { part.set(at, part.get(part.get(at))); at = part.get(at); } return at; };
  for (const [one, other] of [...arcs, ...allTies]) if (part.has(one) && part.has(other)) part.set(root(one), root(other));
  const parts = new Map();
  for (const node of nodes) {
    if (!parts.has(root(node.id))) parts.set(root(node.id), []);
    parts.get(root(node.id)).push(node);
  }
  const places = new Map();
  const blocks = [...parts.values()].map((members) => {
    const inside = new Set(members.map((node) => node.id));
    const found = placePart(members, arcs.filter(([start]) => inside.has(start)), room);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const node of members) {
      const { x, y } = found.get(node.id);
      box[0] = Math.min(box[0], x - node.width / 2); box[1] = Math.min(box[1], y - node.height / 2);
      box[2] = Math.max(box[2], x + node.width / 2); box[3] = Math.max(box[3], y + node.height / 2);
    }
    return { members, found, box };
  });
  blocks.sort((left, right) => right.members.length - left.members.length || left.members[0].id - right.members[0].id);
  const page = blocks.length ? Math.max(blocks[0].box[2] - blocks[0].box[0], 900) : 0;
  let [x, y, shelf] = [0, 0, 0];
  for (const { members, found, box } of blocks) {
    const [width, height] = [box[2] - box[0], box[3] - box[1]];
    if (x > 0 && x + width > page) { x = 0; y += shelf + PART_GAP; shelf = 0; }
    for (const node of members) { const at = found.get(node.id); places.set(node.id, { x: at.x - box[0] + x, y: at.y - box[1] + y }); }
    x += width + COLUMN_GAP;
    shelf = Math.max(shelf, height);
  }
  return places;
}

function placePart(nodes, arcs, room) {
  const known = new Set(nodes.map((node) => node.id));
  const below = new Map(nodes.map((node) => [node.id, []]));
  const above = new Map(nodes.map((node) => [node.id, []]));
  const seen = new Set();
  for (const [start, stop] of arcs) {
    const key = `${start}|${stop}`;
    if (start === stop || !known.has(start) || !known.has(stop) || seen.has(key)) continue;
    seen.add(key);
    below.get(start).push(stop);
    above.get(stop).push(start);
  }
  const dropped = backArcs(nodes, below, above);
  const forward = (start) => below.get(start).filter((stop) => !dropped.has(`${start}|${stop}`));
  const column = levels(nodes, forward, above, dropped);
  const columns = [];
  for (const node of nodes) (columns[column.get(node.id)] ??= []).push(node);
  return spread(columns.filter(Boolean), below, above, room);
}

// Feedback arcs after Eades, Lin and Smyth: take sources and sinks off, then whoever gives most and gets least.
function backArcs(nodes, below, above) {
  const left = new Set(nodes.map((node) => node.id));
  const given = new Map(nodes.map((node) => [node.id, below.get(node.id).length]));
  const got = new Map(nodes.map((node) => [node.id, above.get(node.id).length]));
  const head = [];
  const tail = [];
  const take = (id, list) => {
    list.push(id);
    left.delete(id);
    for (const other of below.get(id)) got.set(other, got.get(other) - 1);
    for (const other of above.get(id)) given.set(other, given.get(other) - 1);
  };
  while (left.size) {
    let moved = true;
    while (moved) {
      moved = false;
      for (const id of [...left]) {
        if (given.get(id) === 0) { take(id, tail); moved = true; } else if (got.get(id) === 0) { take(id, head); moved = true; }
      }
    }
    let best = null;
    for (const id of left) if (best === null || given.get(id) - got.get(id) > given.get(best) - got.get(best)) best = id;
    if (best !== null) take(best, head);
  }
  const rank = new Map([...head, ...tail.reverse()].map((id, place) => [id, place]));
  const dropped = new Set();
  for (const [start, stops] of below) for (const stop of stops) if (rank.get(stop) < rank.get(start)) dropped.add(`${start}|${stop}`);
  return dropped;
}

// Everybody stands one column right of the nearest who commands him, so that long side ways do not stretch the page;
// whoever commands without being commanded stands just left of his own.
function levels(nodes, forward, above, dropped) {
  const waiting = new Map(nodes.map((node) => [node.id, above.get(node.id).filter((one) => !dropped.has(`${one}|${node.id}`)).length]));
  const level = new Map();
  const ready = nodes.filter((node) => waiting.get(node.id) === 0).map((node) => node.id);
  for (const id of ready) level.set(id, 0);
  for (let place = 0; place < ready.length; place += 1) {
    const id = ready[place];
    for (const stop of forward(id)) {
      level.set(stop, Math.max(level.get(stop) ?? 0, level.get(id) + 1));
      waiting.set(stop, waiting.get(stop) - 1);
      if (waiting.get(stop) === 0) ready.push(stop);
    }
  }
  for (const id of [...ready].reverse()) {
    const stops = forward(id);
    if (stops.length && above.get(id).length === 0) level.set(id, Math.min(...stops.map((stop) => level.get(stop))) - 1);
  }
  return level;
}

function spread(columns, below, above, room) {
  // Few get more air.
  const air = Math.max(...columns.map((column) => column.length)) <= FEW_ROWS ? ROW_GAP * 1.8 : ROW_GAP;
  const order = new Map();
  const y = new Map();
  columns.forEach((column) => column.forEach((node, place) => order.set(node.id, place)));
  const neighbours = (id) => [...below.get(id), ...above.get(id)];
  const middle = (ids, where) => ids.reduce((sum, id) => sum + where.get(id), 0) / ids.length;
  // Sweeps by barycentre, there and back.
  for (let round = 0; round < 12; round += 1) {
    const sweep = round % 2 ? [...columns].reverse() : columns;
    const side = round % 2 ? below : above;
    for (const column of sweep) {
      const wish = new Map(column.map((node) => {
        const near = round < 8 ? side.get(node.id) : neighbours(node.id);
        return [node.id, near.length ? middle(near, order) : order.get(node.id)];
      }));
      column.sort((one, other) => wish.get(one.id) - wish.get(other.id) || one.id - other.id);
      const step = Math.max(...columns.map((each) => each.length)) / column.length;
      column.forEach((node, place) => order.set(node.id, (place + 0.5) * step));
    }
  }
  for (const column of columns) {
    let at = 0;
    for (const node of column) { y.set(node.id, at + node.height / 2); at += node.height + air; }
  }
  // Then straighten: everybody is drawn to the middle of his neighbours, as far as the order in the column allows.
  for (let round = 0; round < 24; round += 1) {
    const sweep = round % 2 ? [...columns].reverse() : columns;
    for (const column of sweep) settle(column, column.map((node) => {
      const near = neighbours(node.id);
      return near.length ? middle(near, y) : y.get(node.id);
    }), y, air);
  }
  const places = new Map();
  // Columns stand closer where the whole would not find room otherwise.
  const widths = columns.map((column) => Math.max(...column.map((node) => node.width)));
  const gap = Math.max(LEAST_GAP, Math.min(COLUMN_GAP, (room - widths.reduce((sum, width) => sum + width, 0)) / Math.max(columns.length - 1, 1)));
  let x = 0;
  for (const [place, column] of columns.entries()) {
    const width = widths[place];
    for (const node of column) places.set(node.id, { x: x + width / 2, y: y.get(node.id) });
    x += width + gap;
  }
  return places;
}

// Places as near as possible to the wishes without changing the order or overlapping (pool adjacent violators).
function settle(column, wishes, y, air) {
  const blocks = [];
  let offset = 0;
  const offsets = column.map((node) => { const here = offset + node.height / 2; offset += node.height + air; return here; });
  column.forEach((node, place) => {
    let block = { sum: wishes[place] - offsets[place], count: 1, from: place };
    while (blocks.length && blocks[blocks.length - 1].sum / blocks[blocks.length - 1].count > block.sum / block.count) {
      const last = blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count, from: last.from };
    }
    blocks.push(block);
  });
  blocks.forEach((block, which) => {
    const end = which + 1 < blocks.length ? blocks[which + 1].from : column.length;
    for (let place = block.from; place < end; place += 1) y.set(column[place].id, block.sum / block.count + offsets[place]);
  });
}
