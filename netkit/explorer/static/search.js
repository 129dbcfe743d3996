// Search in any spelling and script: exact forms first, then parts of them, then what sounds alike.

const CYRILLIC = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p",
  р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "iu", я: "ia",
  і: "i", ї: "i", є: "e", ґ: "g", ў: "u", ј: "j", љ: "l", њ: "n", ћ: "c", ђ: "d", џ: "dzh",
};
const ARABIC = {
  ا: "a", أ: "a", إ: "i", آ: "a", ى: "a", ة: "a", ب: "b", پ: "p", ت: "t", ث: "t", ج: "g", چ: "ch", ح: "h", خ: "kh", د: "d", ذ: "d", ر: "r",
  ز: "z", ژ: "zh", س: "s", ش: "sh", ص: "s", ض: "d", ط: "t", ظ: "z", ع: "", غ: "g", ف: "f", ڤ: "v", ق: "k", ك: "k", ک: "k", گ: "g", ل: "l",
  م: "m", ن: "n", ه: "h", و: "u", ي: "i", ی: "i", ئ: "i", ؤ: "u", ء: "", "ـ": "",
};
// Consonants that languages and scripts write for one another fall into one class; vowels are left out.
const CLASSES = { p: "P", b: "P", f: "F", v: "F", w: "F", t: "T", d: "T", k: "K", g: "K", q: "K", x: "K", c: "S", s: "S", z: "S", j: "S", m: "M", n: "N", l: "L", r: "R" };

function folded(text) {
  return clean(text).toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’ʼ`´']/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const romanised = (word) => [...word].map((letter) => CYRILLIC[letter] ?? ARABIC[letter] ?? letter).join("");

function skeleton(word) {
  const plain = romanised(word).replace(/shch|sch|sh|zh|ch|ts|tz|cz|sz/g, "s").replace(/kh|gh|ck/g, "k").replace(/ph/g, "f");
  return [...plain].map((letter) => CLASSES[letter] ?? "").join("").replace(/(.)\1+/g, "$1");
}

const entries = actors.map((actor) => {
  const spellings = [[actor.name, "preferred"], ...actor.names.map(([name, kind]) => [clean(name), kind])];
  const forms = spellings.map(([name, kind]) => ({ name, kind, form: folded(name) }));
  for (const key of actor.keys) forms.push({ name: actor.name, kind: "", form: key });
  for (const one of forms) {
    one.words = one.form.split(" ");
    one.bones = one.words.map(skeleton);
  }
  return forms;
});

function lettersApart(left, right, most) {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[right.length];
}

function likeWord(word, bones, form) {
  let best = 0;
  form.words.forEach((other, place) => {
    if (other === word) best = Math.max(best, 1);
    else if (other.startsWith(word)) best = Math.max(best, 0.92);
    else if (bones.length >= 2) {
      const others = form.bones[place];
      if (others === bones) best = Math.max(best, 0.8);
      else if (bones.length >= 3 && others.startsWith(bones)) best = Math.max(best, 0.7);
      else if (bones.length >= 4 && lettersApart(bones, others, 1) <= 1) best = Math.max(best, 0.6);
      else if (word.length >= 5 && lettersApart(romanised(word), romanised(other), 2) <= 2) best = Math.max(best, 0.62);
    }
  });
  return best;
}

// → [{ actor, name, score }], best first; `name` is the known spelling that was met.
function searchActors(text, limit = 12) {
  const query = folded(text);
  if (!query) return [];
  const words = query.split(" ");
  const bones = words.map(skeleton);
  const found = [];
  entries.forEach((forms, actor) => {
    let best = null;
    for (const form of forms) {
      let score = 0;
      if (form.form === query) score = 3;
      else if (form.form.startsWith(query)) score = 2.5;
      else if (query.length >= 3 && form.form.includes(query)) score = 2;
      else {
        const each = words.map((word, place) => likeWord(word, bones[place], form));
        score = each.every((one) => one > 0) ? each.reduce((sum, one) => sum + one, 0) / words.length : 0;
      }
      if (score > 0 && (!best || score > best.score)) best = { actor, name: form.name, score };
    }
    if (best) found.push(best);
  });
  return found.sort((left, right) => right.score - left.score || degreeOf(right.actor) - degreeOf(left.actor) || left.actor - right.actor).slice(0, limit);
}

const allDegrees = new Int32Array(actors.length);
for (let tie = 0; tie < nTies; tie += 1) {
  if (ties.subject[tie] >= 0) allDegrees[ties.subject[tie]] += 1;
  if (ties.object[tie] >= 0) allDegrees[ties.object[tie]] += 1;
}
function degreeOf(actor) { return allDegrees[actor]; }
