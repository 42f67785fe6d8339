import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestNotice, typedNotice, withNotice } from '../../functions/domain/guide/notice-texts.ts';
import { proseOf, proseText } from '../../functions/domain/wording/prose-text.ts';
import { typedLines } from '../../functions/domain/wording/typed-lines.ts';
import type { Prose } from '../../schemas/framing.ts';
import { noticeName } from '../../schemas/notices.ts';
import { poitiers } from '../poitiers.ts';

const { notices, guide } = poitiers.programme;
const read = (text: string) => proseOf(typedLines(text));

describe('prose as it is written in a field', () => {
  test('headings, paragraphs and lists are told by how a line begins', () => {
    expect(
      read('Bonjour,\nvoici.\n\n# Écoles\nElles sont :\n- l’une\nsur deux lignes\n- l’autre\nFin'),
    ).toEqual([
      { paragraphs: ['Bonjour,\nvoici.'], items: [] },
      { heading: 'Écoles', paragraphs: ['Elles sont :'], items: ['l’une sur deux lignes', 'l’autre Fin'] },
    ]);
  });

  test('points as word processors write them are points, and a paragraph behind a list is none', () => {
    expect(read('• un\n– deux\n\n-3 degrés\n#sans espace')).toEqual([
      { paragraphs: [], items: ['un', 'deux'] },
      { paragraphs: ['-3 degrés\n#sans espace'], items: [] },
    ]);
  });

  test('what an institution has says the same once it went through a field', () => {
    const { missionLetter, tutorRole, framing } = guide;
    const texts = [
      ...[notices?.contact, notices?.legal, notices?.personalData, notices?.accessibility?.text],
      ...[missionLetter.blocks, tutorRole.blocks, framing.objectives],
      ...Object.values(framing.columns).map(({ activities }) => activities),
    ];
    for (const blocks of texts)
      expect(proseText(read(proseText(blocks ?? [])))).toBe(proseText(blocks ?? []));
  });

  test('whatever blocks there are come back as they were', () => {
    const words = fc
      .string({ unit: fc.constantFrom('a', 'é', ' ', '<', '«', '1'), minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() === text);
    const block: fc.Arbitrary<Prose> = fc.record({
      heading: words,
      paragraphs: fc.array(words, { maxLength: 3 }),
      items: fc.array(words, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        expect(read(proseText(blocks))).toEqual(blocks);
      }),
    );
  });

  test('a long text of any kind is read in the time that its length takes', () => {
    for (const line of ['- ', '# ', '-  \n', '#\n', ' \n', '- a\n', 'a\n\n', '\u200b']) {
      const began = performance.now();
      read(line.repeat(200_000 / line.length));
      expect(performance.now() - began, JSON.stringify(line)).toBeLessThan(1_000);
    }
  });
});

describe('a page of the institution', () => {
  const [own, typed] = [{}, { text: '# Titre\n\nTexte', level: 'none' as const }];

  test('that says what the original says is none of its own', () => {
    for (const name of noticeName.options)
      expect(withNotice({ legal: [] }, name, typedNotice(notices, name), notices)).toEqual({
        notices: name === 'legal' ? {} : { legal: [] },
      });
    const partial = { ...typedNotice(notices, 'accessibility'), level: 'partial' as const };
    expect(withNotice(own, 'accessibility', partial, notices)).toEqual({
      notices: { accessibility: { level: 'partial', text: notices?.accessibility?.text } },
    });
  });

  test('is refused empty, too long and in too many parts, with a sentence', () => {
    const problem = (text: string) => withNotice(own, 'legal', { ...typed, text }, notices);
    expect(problem(' \n\u200b\n')).toEqual({ problem: 'indiquez un texte.' });
    expect(problem('a'.repeat(longestNotice + 1))).toEqual({
      problem: '15001 caractères, pour 15000 au plus.',
    });
    expect(problem(`https://stages.example/e/${'x'.repeat(43)}`)).toMatchObject({
      problem: expect.stringMatching(/^un lien personnel/),
    });
    expect(problem('# a\n'.repeat(21))).toMatchObject({ problem: expect.stringMatching(/^21 parties/) });
  });
});
