"""
How names are written: Latin, Cyrillic and Arabic letters, the sounds they stand for, and forms of one given name.

Every word of a name is cut into graphemes ("zh", "tsch", "ش"), each of which may stand for several sounds. Two
spellings are compared by aligning their graphemes: it costs nothing to write the same sound differently, little to
confuse neighbouring sounds, little to leave out the short vowels that Arabic does not write, and 1 to miss a consonant.
Cyrillic and all other scripts are romanised with ``anyascii`` first; Arabic has a table of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

from anyascii import anyascii

__all__ = [
    "GIVEN_NAMES",
    "HONORIFICS",
    "PARTICLES",
    "fold",
    "graphemes",
    "is_arabic",
    "likeness",
    "romanise",
    "skeleton",
]

VOWELS = "aeiou"

# Sounds: capitals are S sh, Z zh, C ch, J dzh, T ts; x is kh, y the glide. Unlisted pairs of consonants cost 1.
NEAR_SOUNDS = """
pb.4 td.4 kg.4 fv.15 vw.05 fw.2 bv.7 sz.25 sS.6 zZ.35 SZ.4 CJ.4 CS.35 CT.5 ST.6 sT.4 zT.3 ZJ.15 Sx.6 Cx.6 xh.1 xk.4 gx.5
gh.4 kh.7 yi0 yJ.5 yZ.6 wu.1 vu.5 mn.6 lr.8 kC.7 gJ.5 gZ.6 ae.3 ao.25 ai.45 au.5 ei.15 eo.3 eu.45 oi.5 ou.15 iu.5 tT.6
"""

# Grapheme, then its sounds, each with what that reading costs.
LATIN = """
shch S C.1|schtsch S C.1|tsch C|tch C|sch S Z.1 x.3|dzh J|dsch J|dj J|sh S|sz S s.3|ch C x.1 S.1 k.2|cz C|zh Z
kh x h.05 k.15|gh g x.2|ph f|th t s.3|ts T|tz T|ck k|c' s T.1 C.2 k.3|c k s.3|g' g J.1|j y J Z.1 x.3|q k|s s z.15 T.4
s' s S.1|z z T.1 s.25|w v w|y i y|h h x.1 g.3|u u w.2|i i y|g g|f f|v v|b b|d d|k k|l l|m m|n n|p p|r r|t t|a a|e e|o o
"""
ARABIC = """
تش C T.3|تس T|دج J|ا a e o.1 u.2 i.2|آ a o.2|أ a e o u i.2|إ i e a.2|ى a|ة a e|ب b p v.3|پ p|ت t|ث t s.1 T.2|ج J Z g.05
چ C|ح h x.1|خ x h.1 k.2|د d|ذ d z.1|ر r|ز z Z.2 T.3|ژ Z|س s z.2 T.3|ش S C.2 x.3|ص s|ض d z.2|ط t|ظ z|ع a e i o u
غ g x.3 k.3|ف f v|ڤ v|ق k g.2|ك k g.2|گ g|ل l|م m|ن n|ه h a.1 e.1|و u o w v.1|ي i e y a.2|ئ y i e|ؤ u o
"""


def _parse_sounds(table: str) -> dict[str, dict[str, float]]:
    rows = (row.split() for row in table.replace("\n", "|").split("|"))
    return {row[0]: {sound[0]: float(sound[1:] or 0) for sound in row[1:]} for row in rows if row}


ARABIC_SOUNDS = _parse_sounds(ARABIC)
SOUNDS = _parse_sounds(LATIN) | ARABIC_SOUNDS
NEAR = {frozenset(pair[:2]): float(pair[2:]) for pair in NEAR_SOUNDS.split()}

SKELETON = str.maketrans("pbfvwtdkgxhszSZCJTmnlr", "PPFFFTTKKKKSSSSSSSMNLR", VOWELS + "y")
GRAPHEME = re.compile(
    r"(c|g)(?=[eiy])|(?<!\w)s(?=[ptm])|"  # a soft c or g, a German initial s
    + "|".join(sorted((re.escape(key) for key in SOUNDS if "'" not in key), key=len, reverse=True))
)
LONG_VOWELS = "اويىآأإةئؤ"
ANY_VOWEL = frozenset(VOWELS + "y" + LONG_VOWELS)

# Letters whose sign changes the sound; all other accents are dropped.
SIGNED: dict[str, str | int | None] = {"ž": "zh", "ż": "zh", "š": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ț": "ts"}
SIGNED |= {"ţ": "ts", "ä": "ae", "ö": "oe", "ü": "ue"}
ARABIC_LETTERS = str.maketrans({"ک": "ك", "ی": "ي", "ھ": "ه", "ہ": "ه", "ٱ": "ا", "ء": "", "ـ": ""})

HONORIFICS = frozenset(
    """general gen commissar comrade colonel col captain capt major maj marshal admiral lieutenant lt sergeant commander
    dr doctor prof professor mr mrs ms miss madame sir lord lady baron count prince princess king minister president
    secretary agent chief herr frau monsieur senor
    komissar tovarishch polkovnik kapitan mayor marshal doktor professor kniaz knyaz graf
    الجنرال العقيد المارشال الرفيق السيد السيدة الدكتور الأستاذ الرئيس الملك الأمير
    الشيخ الأميرال المفوض العميل""".split()
)
PARTICLES = frozenset(
    "de von van der den du la le el al di da dos zu af ter bin ibn of the for and دي فون فان بن".split()
)

# One given name a line; words of one line are forms of one another.
GIVEN_NAMES = """
leon lev leo leyba lyova
leonid leonide
sergei sergey serge sergi sergej sergii serhiy sergio seryozha
yakov jacob jakob jakov iakov yasha jaakov jacques james يعقوب
elizabeth elisabeth elizaveta yelizaveta lisa liza elsbeth elise betty إليزابيث
joseph josef iosif yosef osip jozef yusuf jose giuseppe josip يوسف جوزيف يوزف
yevgeny evgenii evgeny evgeni yevgeni evgueni eugene eugen yevhen yevgen evhen ievgen evgeniy jewgeni zhenya
yevgenia evgenia eugenia eugenie yevgeniya evgeniya
nikolai nicholas nikolay nicolas nicolai nikolaj nicolae mykola kolya nick
mikhail michael mihail michail michel mykhailo misha miguel michal ميخائيل مايكل
pavel paul pawel pavlo pasha pablo paolo بولس
lavrenty lavrentiy lavrentii lavrenti laurence lawrence
vsevolod vsewolod wsewolod
grigory gregory grigori grigorii grigoriy grigorij gregor hryhoriy grisha gregorio
alexander aleksandr alexandre aleksander alexandr alejandro oleksandr sasha alex iskander ألكسندر
alexandra aleksandra alexandrine
alexei aleksei alexey aleksey alexis oleksiy
william willi willy wilhelm will vilhelm guillaume guillermo
vladimir wladimir volodymyr vladimer volodya
vasily vasili vassily wassili vasilii basil vasyl vasiliy vasya
vyacheslav viacheslav wjatscheslaw
valentin walentin valentine
valentina walentina
zinaida zina sinaida
natalia natalya nataliya natalie natasha nathalie
nina
nona
anna ann anne annie anya hannah
ivan john johann jan jean hans giovanni juan vania vanya johannes ioann ian jack johnny يوحنا
igor ihor
felix feliks
artur arthur arturo
ignace ignaz ignatii ignaty ignatius ignati ignacy ignacio إغناس
ramon raymond
mark marc marcus markus marco marek
nestor
rudolf rudolph rodolfo rolf
abram abraham avram abrahim إبراهيم
moisei moses moshe moise موسى
isaac isaak itzhak yitzhak izaak إسحاق
david dawid dovid داود
solomon salomon shlomo suleiman سليمان
boris borys
fanya fania fanny feiga
yuri yury juri iurii yurii yuriy
andrei andrey andrew andreas andre andrzej andrii andriy andrej andres
peter pyotr petr piotr pierre pedro pietro petro بطرس
fyodor fedor theodor theodore teodor fedir
maxim maksim maximilian
karl carl charles carlos karol carlo كارل شارل
frederick friedrich frederic fritz frederik federico
heinrich henry heinz henri genrikh hendrik enrique enrico genrich
george georg georges georgy georgi georgii jorge giorgi jerzy yegor georgiy yuriy
julius jules julian yuly yuliy julio
julia julie yulia giulia juliette
victor viktor wiktor
dmitry dmitri dmitrii dimitri dmytro dmitriy mitya
konstantin constantine constantin
stepan stephen steven stefan stephan etienne esteban
walter valter gualtiero والتر
robert roberto rupert
richard ricardo rikhard
edward eduard edouard eduardo
louis ludwig lewis luis luigi ludvik
francis franz francois francisco frank frantisek francesco franciszek
anton antony anthony antoine antonio antonin antoni
maria mary marie mariya masha مريم
marina
margaret margarita marguerite margarethe greta
olga helga
helen elena helena helene yelena olena
catherine ekaterina yekaterina katharina katherine katya kateryna
sophia sofia sophie sofya
galina halina
ludmila lyudmila liudmila
philip filipp philippe felipe filip philipp
thomas tomas toma foma tommaso
martin martyn
valery valerii valeri
albert alberto
alfred alfredo
adolf adolph adolphe
ernst ernest ernesto
otto
ismail ishmael إسماعيل
muhammad mohammed mohamed mohammad mehmet محمد
ahmad ahmed أحمد
hassan hasan حسن
hussein husayn hussain حسين
ali علي
omar umar عمر
semyon simon semen simeon symon szymon
lazar lazarus eleazar
ilya elias elijah ilia إيليا إلياس
daniel daniil danilo دانيال
kliment klim clement klement
matvei matthew matthias mathieu matthaus
"""


def is_arabic(word: str) -> bool:
    """Return whether a word is written in Arabic letters."""
    return not word.isascii() and any("\u0600" <= letter <= "\u06ff" for letter in word)


@lru_cache(maxsize=100_000)
def fold(text: str, *, signs: bool = False) -> str:
    """
    Bring a name into lower-case words without accents and punctuation.

    Arabic stays Arabic, without vowel signs and tatweel; every other script is romanised.

    Parameters
    ----------
    text : str
        A name as somebody wrote it.
    signs : bool, default False
        Keep what an accent says about the sound ("ż" becomes "zh" and not "z"), and keep hyphens.

    Returns
    -------
    str
        Words with single spaces between them.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(ARABIC_LETTERS)
    text = re.sub(r"[’ʼ`´']s(?!\w)|[’ʼ`´']|\(.*?\)", lambda found: " " if found[0][0] == "(" else "", text)
    if re.fullmatch(r"\s*(\w\.){2,}\s*", text):
        text = text.replace(".", "")
    if signs:
        text = text.translate(str.maketrans(SIGNED))
    if not text.isascii():
        parts = re.split(r"([\u0600-\u06ff]+)", text)
        text = "".join(part if is_arabic(part) else anyascii(part).lower() for part in parts)
        text = re.sub(r"[\u064b-\u065f\u0670'`\"]", "", text)
    words = re.sub(r"[^\w-]|_" if signs else r"[\W_]", " ", text).split()
    return " ".join(word.strip("-") for word in words if word.strip("-"))


@lru_cache(maxsize=100_000)
def graphemes(word: str) -> tuple[str, ...]:
    """
    Cut a folded word into graphemes, double letters counted once.

    Parameters
    ----------
    word : str
        A word as `fold` returns it.

    Returns
    -------
    tuple of str
        Keys of the table of sounds; a soft c or g and a German initial s carry an apostrophe.
    """
    word = re.sub(r"qu(?=[aeio])", "kv", word).replace("x", "ks")
    word = re.sub(r"([^\W\d])\1+", r"\1", word)
    found = []
    for match in GRAPHEME.finditer(word):
        start, text = match.start(), match.group()
        soft = text in "cg" and word[start + 1 : start + 2] in ("e", "i", "y")
        german = text == "s" and start == 0 and word[1:2] in ("p", "t", "m")
        found.append(text + "'" if soft or german else text)
    return tuple(found)


def romanise(word: str) -> str:
    """Write a folded word with the first sound of every grapheme, one character each."""
    return "".join(next(iter(SOUNDS[item])) for item in graphemes(word))


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """
    Reduce a folded word to the classes of its consonants.

    Voice is ignored (p = b), and so are vowels and glides. An initial Arabic waw is taken for a consonant.

    Parameters
    ----------
    word : str
        A word as `fold` returns it.

    Returns
    -------
    str
        One capital letter a consonant.
    """
    sounds = romanise(word)
    return ("v" + sounds[1:] if word.startswith("و") else sounds).translate(SKELETON)


@lru_cache(maxsize=20_000)
def _substitution(left: str, right: str) -> float:
    if left == right:
        return 0.0
    return min(
        cost + other + _sound_distance(sound, heard)
        for sound, cost in SOUNDS[left].items()
        for heard, other in SOUNDS[right].items()
    )


def _sound_distance(left: str, right: str) -> float:
    if left == right:
        return 0.0
    return NEAR.get(frozenset((left, right)), 1.0 if (left in VOWELS) == (right in VOWELS) else 1.4)


@lru_cache(maxsize=100_000)
def _omissions(word: str, other_arabic: bool) -> tuple[float, ...]:
    """Cost of leaving out each grapheme, given the script of the other word."""
    items, costs = graphemes(word), []
    for place, item in enumerate(items):
        beside = not ANY_VOWEL.isdisjoint(items[max(place - 1, 0) : place] + items[place + 1 : place + 2])
        if item in LONG_VOWELS:
            costs.append(0.2 if beside else 0.35)
        elif item == "ع":
            costs.append(0.1)
        elif item in "jy" and place == 0:
            costs.append(0.15 if items[1:2] == ("e",) else 0.3)
        elif item in ANY_VOWEL or item == "j":
            costs.append((0.1 if place else 0.4) if other_arabic else 0.15 if beside else 0.5)
        else:
            costs.append(0.4 if item in "hه" else 1.0)
    return tuple(costs)


ENDING = re.compile(r"(?<=..)(sk[iy]+|ks|[oe][vf]+|ow|in|enko|vich|vic|سكي|[وي]ف|ين|ينكو|فيتش)$")


@lru_cache(maxsize=100_000)
def _weights(word: str) -> tuple[float, ...]:
    """Weight of each grapheme: a consonant 1, a vowel 0.4, endings that many surnames share a third of it."""
    items = graphemes(word)
    weights = [0.4 if item in ANY_VOWEL else 0.2 if item == "ع" else 0.6 if item in "hj" else 1.0 for item in items]
    common = ENDING.search(word)
    if common:
        count = len(items) - len(graphemes(word[: common.start()]))
        weights[-count:] = [weight / 3 for weight in weights[-count:]]
    return tuple(weights)


@lru_cache(maxsize=300_000)
def likeness(left: str, right: str) -> float:
    """
    Compare the sounds of two words, whatever their scripts.

    Parameters
    ----------
    left, right : str
        Words as `fold` returns them.

    Returns
    -------
    float
        1 for two spellings of the same sounds, 0 for nothing in common.

    Notes
    -----
    A weighted Damerau-Levenshtein distance (optimal string alignment) over graphemes, divided by the mean weight of the
    words. Endings such as -ov and -sky say little and weigh little. In a word with one or two consonants the vowels say
    much, and confusing them costs double.
    """
    if left == right:
        return 1.0
    one, two = graphemes(left), graphemes(right)
    if not one or not two:
        return 0.0
    weight = (sum(_weights(left)) + sum(_weights(right))) / 2
    mixed = is_arabic(left) != is_arabic(right)
    short = not mixed and min(sum(item not in ANY_VOWEL for item in word) for word in (one, two)) <= 2
    drop, add = _omissions(left, is_arabic(right)), _omissions(right, is_arabic(left))
    vowels = [other in ANY_VOWEL for other in two]
    before: list[float] = []
    row = list(accumulate(add, initial=0.0))
    for i, item in enumerate(one):
        last, row = row, [row[0] + drop[i]]
        vowel = item in ANY_VOWEL
        for j, other in enumerate(two):
            swap = _substitution(item, other)
            if short and vowel and vowels[j]:
                swap *= 2
            cost = min(last[j] + swap, last[j + 1] + drop[i], row[j] + add[j])
            if i and j and item == two[j - 1] and other == one[i - 1]:
                cost = min(cost, before[j - 1] + (0.2 if vowel and vowels[j] else 0.6))
            row.append(cost)
        if min(row) > weight:
            return 0.0
        before = last
    return max(0.0, 1.0 - row[-1] / weight)
