"""Cuts Source Sans 3 to what reports need: the letters of Europe's languages with their accents and kerning.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools && /tmp/fonts/bin/python functions/documents/fonts/cut-fonts.py

The cut fonts are a modified version, which may not bear the name that Adobe reserves ("Source"): OFL.txt, condition 3.
"""
from pathlib import Path
from unicodedata import category

from fontTools import subset

here = Path(__file__).parent
package = here.parents[2] / "node_modules/@expo-google-fonts/source-sans-3"
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
