"""How well and how fast projects find their approach, beside three plain rankers in the same run.

    python -m benchmarks.alignment TITLES.tsv [--rows even|odd|all] [--misses]

The file has columns id, title, primary, accepted (codes joined by commas). The peers see the same framework
text as the program: BM25 over newmm words, TF-IDF of pieces of 2 to 4 letters, rapidfuzz token ratio.
"""

from __future__ import annotations

import argparse
import csv
import math
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kkplanner.alignment.suggest import Suggester
from kkplanner.alignment.text_features import folded_text, grams
from kkplanner.framework import Framework, load

Ranker = Callable[[str], list[str]]
_COLD = """
import time; start = time.perf_counter()
from kkplanner.framework import load
from kkplanner.alignment import Suggester
Suggester(load("kkpao-2571")).rank("ก่อสร้างถนนคอนกรีตเสริมเหล็กภายในหมู่บ้าน")
print(time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Title:
    text: str
    accepted: frozenset[str]


def read_titles(path: Path, rows: str) -> list[Title]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [
            Title(
                row["title"], frozenset(code.strip() for code in row["accepted"].split(",") if code.strip())
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return {"all": found, "even": found[0::2], "odd": found[1::2]}[rows]


def documents(framework: Framework) -> dict[str, str]:
    """Each approach with its measures, as one text."""
    return {
        node.code: " ".join([node.text, *(measure.text for measure in framework.children(node.code))])
        for node in framework.nodes_at("approach")
    }


def bm25(texts: dict[str, str]) -> Ranker:
    from pythainlp.tokenize import word_tokenize

    def words(text: str) -> list[str]:
        return [word for word in word_tokenize(text, engine="newmm", keep_whitespace=False) if word.strip()]

    counts = {code: Counter(words(text)) for code, text in texts.items()}
    seen = Counter(word for count in counts.values() for word in count)
    mean = statistics.mean(count.total() for count in counts.values())

    def rank(title: str) -> list[str]:
        scores = dict.fromkeys(texts, 0.0)
        for word in set(words(title)) & seen.keys():
            rarity = math.log(1 + (len(texts) - seen[word] + 0.5) / (seen[word] + 0.5))
            for code, count in counts.items():
                tf = count[word]
                scores[code] += rarity * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * count.total() / mean))
        return sorted(texts, key=lambda code: -scores[code])

    return rank


def tfidf(texts: dict[str, str]) -> Ranker:
    counts = {code: Counter(grams(folded_text(text), 2, 4)) for code, text in texts.items()}
    seen = Counter(gram for count in counts.values() for gram in count)
    rarity = {gram: math.log(len(texts) / number) + 1 for gram, number in seen.items()}
    vectors = {code: {gram: n * rarity[gram] for gram, n in count.items()} for code, count in counts.items()}
    norms = {code: math.hypot(*vector.values()) for code, vector in vectors.items()}

    def rank(title: str) -> list[str]:
        asked = {g: n * rarity[g] for g, n in Counter(grams(folded_text(title), 2, 4)).items() if g in rarity}
        scores = {
            code: sum(value * vector.get(gram, 0.0) for gram, value in asked.items()) / norms[code]
            for code, vector in vectors.items()
        }
        return sorted(texts, key=lambda code: -scores[code])

    return rank


def fuzzy(texts: dict[str, str]) -> Ranker | None:
    try:
        from rapidfuzz import fuzz
    except ImportError:
        return None
    return lambda title: sorted(texts, key=lambda code: -fuzz.partial_ratio(title, texts[code]))


def hits(titles: list[Title], rank: Ranker) -> tuple[float, float, float, float]:
    """Hit rate at 1 and at 3, issue hit rate at 1, milliseconds per title (median)."""
    first = three = issue = 0
    times = []
    for title in titles:
        start = time.perf_counter()
        order = rank(title.text)
        times.append(time.perf_counter() - start)
        first += bool(set(order[:1]) & title.accepted)
        three += bool(set(order[:3]) & title.accepted)
        issue += bool({code[0] for code in order[:1]} & {code[0] for code in title.accepted})
    return first / len(titles), three / len(titles), issue / len(titles), statistics.median(times) * 1000


def report_calibration(titles: list[Title], suggester: Suggester) -> None:
    """Stated confidence beside the observed rate, for the first suggestion and for all five."""
    pairs = [
        (one.confidence, one.code in title.accepted, place)
        for title in titles
        for place, one in enumerate(suggester.rank(title.text).suggestions)
    ]
    for name, chosen in (("first", [p for p in pairs if p[2] == 0]), ("all five", pairs)):
        print(f"calibration, {name}:")
        for tenth in range(10):
            inside = [pair for pair in chosen if min(int(pair[0] * 10), 9) == tenth]
            if inside:
                said = statistics.mean(pair[0] for pair in inside)
                was = statistics.mean(pair[1] for pair in inside)
                print(
                    f"  {tenth / 10:.1f}-{(tenth + 1) / 10:.1f}  n={len(inside):4}  said {said:.2f}  was {was:.2f}"
                )


def report_misses(titles: list[Title], suggester: Suggester) -> None:
    for title in titles:
        ranking = suggester.rank(title.text)
        if not ranking.suggestions or ranking.suggestions[0].code not in title.accepted:
            shown = " ".join(f"{one.code}({one.confidence:.2f})" for one in ranking.suggestions[:3])
            print(f"miss  {title.text}\n      want {','.join(sorted(title.accepted))}  got {shown}")


def cold_seconds() -> float:
    """From a fresh interpreter's first import to the first answer, the best of three."""
    runs = (
        subprocess.run([sys.executable, "-c", _COLD], capture_output=True, text=True, check=True)
        for _ in range(3)
    )
    return min(float(run.stdout) for run in runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("titles", type=Path)
    parser.add_argument("--rows", choices=("all", "even", "odd"), default="all")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    titles = read_titles(options.titles, options.rows)
    framework = load("kkpao-2571")
    suggester = Suggester(framework)
    texts = documents(framework)
    rankers: dict[str, Ranker | None] = {
        "kkplanner": lambda title: [one.code for one in suggester.rank(title).suggestions],
        "BM25 newmm": bm25(texts),
        "TF-IDF 2-4": tfidf(texts),
        "rapidfuzz": fuzzy(texts),
    }
    print(f"{len(titles)} titles ({options.rows})\n{'':12} @1    @3    issue  ms")
    for name, rank in rankers.items():
        if rank is None:
            print(f"{name:12} not installed")
            continue
        rank(titles[0].text)
        first, three, issue, spent = hits(titles, rank)
        print(f"{name:12} {first:.3f} {three:.3f} {issue:.3f}  {spent:.2f}")
    unsure = sum(suggester.rank(title.text).uncertain for title in titles) / len(titles)
    print(f"uncertain {unsure:.3f}; first answer after start {cold_seconds():.2f} s")
    report_calibration(titles, suggester)
    if options.misses:
        report_misses(titles, suggester)


if __name__ == "__main__":
    main()
