import { describe, expect, test } from 'vitest';
import {
  changedGuideParts,
  editedGuide,
  guideSections,
  typedGuide,
} from '../../functions/domain/guide/guide-texts.ts';
import {
  newGuideDraft,
  withLaterColumns,
  writtenNumber,
} from '../../functions/domain/guide/guide-versions.ts';
import { campaignMark } from '../../functions/domain/placement/campaign-life.ts';
import { guideVersionShape } from '../../functions/store/guides.ts';
import { montclair } from '../montclair.ts';
import { poitiersProgramme as poitiers } from '../poitiers.ts';
import { launchedCampaign } from './placements.ts';

const { guide } = poitiers;
const edited = (typed: Record<string, string>) => editedGuide(guide, poitiers, typed);
const messages = (typed: Record<string, string>) => edited(typed).problems?.map(({ message }) => message);

describe('a guide as it is written in the console', () => {
  test('says what it said where nothing was changed, of whichever institute', () => {
    for (const programme of [poitiers, montclair.programme]) {
      const typed = typedGuide(programme.guide, programme);
      expect(editedGuide(programme.guide, programme, typed)).toEqual({ guide: programme.guide });
      expect(editedGuide(programme.guide, programme, {})).toEqual({ guide: programme.guide });
    }
  });

  test('shows every stage’s column under the stage’s name', () => {
    const titles = guideSections(guide, poitiers).map(({ title }) => title);
    expect(titles).toEqual([
      'Lettre de mission',
      'Rôle du tuteur',
      'Cadrage de tous les stages',
      ...titles.filter((title) => title.startsWith('Cadrage de SOPA')),
      'Références',
    ]);
    for (const { label } of poitiers.stages)
      expect(titles.filter((title) => title.includes(label))).toHaveLength(1);
  });

  test('takes other words, markup as text, and names the parts that changed', () => {
    const column = poitiers.stages[0]?.framing ?? '';
    const after = edited({
      letter: '# Merci\n<b>Vous</b> êtes <script>alert(1)</script>\n- tuteur',
      'signature1-name': '',
      'signature1-role': '',
      'signature2-name': 'Anne Roux',
      'signature2-role': 'Présidente',
      [`column-${column}-questions`]: 'Une question ?\n\n Une autre ?',
    }).guide;
    expect(after?.missionLetter).toMatchObject({
      blocks: [
        { heading: 'Merci', paragraphs: ['<b>Vous</b> êtes <script>alert(1)</script>'], items: ['tuteur'] },
      ],
      signatures: [{ name: 'Denis Alamargot' }, { name: 'Anne Roux', role: 'Présidente' }],
    });
    expect(after?.framing.columns[column]?.questions).toEqual(['Une question ?', 'Une autre ?']);
    expect(after?.onScreen).toEqual(guide.onScreen);
    expect(after && changedGuideParts(guide, after, poitiers)).toMatch(
      /^Lettre de mission, Cadrage de SOPA 1[^,]*$/,
    );
  });

  test('keeps the lines of a paragraph as they were typed, an address for one', () => {
    const letter = '# Nous écrire\n\nINSPÉ de Poitiers\n5 rue Shirin Ebadi\n86000 Poitiers\n\n- le lundi';
    const after = edited({ letter }).guide;
    expect(after?.missionLetter.blocks).toEqual([
      {
        heading: 'Nous écrire',
        paragraphs: ['INSPÉ de Poitiers\n5 rue Shirin Ebadi\n86000 Poitiers'],
        items: ['le lundi'],
      },
    ]);
    expect(after && typedGuide(after, poitiers).letter).toBe(letter);
  });

  test('refuses what is empty, too long or twice there, each with its sentence', () => {
    expect(messages({ 'letter-title': '', letter: ' \n' })).toEqual([
      'Lettre de mission, titre : indiquez un texte.',
      'Lettre de mission, texte : indiquez un texte.',
    ]);
    expect(messages({ role: 'a'.repeat(6_001), references: 'un\nun' })).toEqual([
      'Rôle du tuteur, texte : 6001 caractères, pour 6000 au plus.',
      'Références : deux lignes disent la même chose.',
    ]);
    expect(messages({ 'framing-objectives': '# a\n'.repeat(21) })).toEqual([
      expect.stringMatching(/^Cadrage de tous les stages, objectifs : 21 parties/),
    ]);
    expect(messages({ letter: `Voyez https://stages.example/r/${'x'.repeat(43)}` })).toEqual([
      'Lettre de mission, texte : un lien personnel s’y est glissé, qui ouvre à chacun ce qui est à une seule personne : retirez-le.',
    ]);
    expect(messages({ 'signature0-name': '', 'signature3-role': 'Présidente' })).toEqual([
      'Lettre de mission, signature 1 : indiquez un nom, ou retirez la fonction.',
    ]);
  });

  test('fits an item of the table where every text goes to its bound', () => {
    const stages = Array.from({ length: 9 }, (_, at) => ({ ...poitiers.stages[0], framing: `c${at}` }));
    const column = Object.values(guide.framing.columns)[0];
    const columns = Object.fromEntries(stages.map(({ framing }) => [framing, column]));
    const large = structuredClone({ ...guide, framing: { ...guide.framing, columns } }) as typeof guide;
    const programme = { stages } as Pick<typeof poitiers, 'stages'>;
    const longest = Object.fromEntries(
      guideSections(large, programme).flatMap(({ texts }) =>
        texts.map(({ name, kind, longest, most }) => [
          name,
          kind === 'list'
            ? Array.from({ length: most }, (_, at) => `${at} ${'…'.repeat(longest - 3)}`).join('\n')
            : '…'.repeat(longest),
        ]),
      ),
    );
    const full = editedGuide(large, programme, longest).guide;
    if (!full) throw new Error('the bounds are not its bounds');
    const by = { by: 'Camille Fournier', now: '2026-09-14T07:00:00.000Z' };
    const item = guideVersionShape.write(newGuideDraft(2, { number: 1, guide: full }, by));
    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(400_000);
  });
});

describe('a version of the guide', () => {
  test('reads the programme’s column for a stage that was loaded since', () => {
    const [first = ''] = Object.keys(guide.framing.columns);
    const { [first]: _, ...others } = guide.framing.columns;
    const older = { ...guide, framing: { ...guide.framing, columns: others } };
    expect(withLaterColumns(older, poitiers).framing.columns).toEqual(guide.framing.columns);
  });

  test('has a number from two on', () => {
    expect(['2', '999', '1', '0', '02x', '-2', '1000', ''].map(writtenNumber)).toEqual([
      ...[2, 999],
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });

  test('is part of what somebody saw who scheduled a launch; of campaigns of before, nothing is', () => {
    expect(campaignMark(launchedCampaign)).toBe(
      campaignMark({ ...launchedCampaign, guideVersion: undefined }),
    );
    expect(campaignMark({ ...launchedCampaign, guideVersion: 2 })).not.toBe(campaignMark(launchedCampaign));
  });
});
