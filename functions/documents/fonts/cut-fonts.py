"""Cuts Source Sans 3 to what reports need: the letters of Europe's languages with their accents and kerning; and to what the pages
of staff need: French, compressed for the web, with figures of one width.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools brotli && /tmp/fonts/bin/python functions/documents/fonts/cut-fonts.py

The cut fonts are a modified version, which may not bear the name that Adobe reserves ("Source"): OFL.txt, condition 3.
"""
from hashlib import sha256
from pathlib import Path
from unicodedata import category

from fontTools import subset

here = Path(__file__).parent
package = here.parents[2] / "node_modules/@expo-google-fonts/source-sans-3"
pages = here.parents[1] / "pages/assets"
# Latin; accents, Greek and Cyrillic; Latin and Greek with several accents; punctuation, currencies, arrows, boxes.
blocks = [(0x20, 0x250), (0x2B0, 0x530), (0x1E00, 0x2C00)]


def cut(source: str, style: str) -> set[int]:
    options = subset.Options(layout_features=["ccmp", "kern", "mark", "mkmk"], hinting=False, notdef_outline=True)
    options.drop_tables += ["BASE", "STAT"]
    font = subset.load_font(package / source, options)
    letters = {point for point in font.getBestCmap() if any(first <= point < end for first, end in blocks)}
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = f"SopaSans-{style}" if record.nameID in (3, 6) else f"Sopa Sans {style}"
    subset.save_font(font, here / f"sopa-sans-{style.lower()}.ttf", options)
    return letters


def cut_for_pages(source: str, style: str, weight: int) -> None:
    options = subset.Options(flavor="woff2", layout_features=["ccmp", "kern", "mark", "tnum", "lnum"], hinting=False)
    options.drop_tables += ["BASE", "STAT"]
    font = subset.load_font(package / source, options)
    # Latin 1, what French and its typography have besides, and arrows; other letters come from the reader's own font.
    french = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x178, 0x2009, *range(0x2010, 0x2015), *range(0x2018, 0x201F)]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*french, 0x2022, 0x2026, 0x202F, 0x2039, 0x203A, 0x20AC, *range(0x2190, 0x2194), 0x2212])
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = f"SopaSans-{style}" if record.nameID in (3, 6) else f"Sopa Sans {style}"
    # The same bytes for the same letters.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    subset.save_font(font, here / "cut.woff2", options)
    digest = sha256((here / "cut.woff2").read_bytes()).hexdigest()[:12]
    for older in pages.glob(f"sopa-sans-{weight}.*.woff2"):
        older.unlink()
    # Its name holds its hash: functions/pages/assets/fonts.ts names it.
    (here / "cut.woff2").rename(pages / f"sopa-sans-{weight}.{digest}.woff2")


letters = cut("400Regular/SourceSans3_400Regular.ttf", "Regular") & cut("600SemiBold/SourceSans3_600SemiBold.ttf", "SemiBold")
ranges: list[list[int]] = []
# Accents first: beside a letter they would look like a part of it.
for point in sorted(letters, key=lambda point: (category(chr(point))[0] != "M", point)):
    if ranges and ranges[-1][1] == point - 1:
        ranges[-1][1] = point
    else:
        ranges.append([point, point])
written = "".join(f"\\u{first:04x}" if first == last else f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)
(here / "drawable-letters.ts").write_text(
    "/** Text of nothing but letters that the report's fonts have. Written by cut-fonts.py; held by a test. */\n"
    f"export const drawableLetters =\n  /^[{written}]*$/;\n"
)
cut_for_pages("400Regular/SourceSans3_400Regular.ttf", "Regular", 400)
cut_for_pages("600SemiBold/SourceSans3_600SemiBold.ttf", "SemiBold", 600)
