import { describe, expect, it } from 'vitest';
import {
  descriptorOf,
  formOfVersion,
  framingOf,
  stageOf,
  takenAway,
} from '../../functions/domain/guide/programme.ts';
import { draftFromForm, reportFields } from '../../functions/domain/report/report-fields.ts';
import { campaignId } from '../../schemas/campaign.ts';
import { institution } from '../../schemas/institution.ts';
import { programme } from '../../schemas/programme.ts';
import { reportForm } from '../../schemas/report-form.ts';
import { lifecycleName } from '../../schemas/workflow.ts';
import { montclair } from '../montclair.ts';
import { poitiersProgramme as poitiers } from '../poitiers.ts';

const [stage, ...otherStages] = poitiers.stages;
const practice = formOfVersion(montclair.programme, 'pratique-1');

describe('a programme', () => {
  it('frames each of its stages and has the form that each takes', () => {
    for (const { stages, ...content } of [poitiers, montclair.programme])
      for (const { stageId, reportForm } of stages) {
        expect(framingOf({ stages }, content.guide, { stage: stageId }).questions).not.toEqual([]);
        expect(formOfVersion(content, reportForm).version).toBe(reportForm);
      }
    expect(() => stageOf(poitiers, { stage: 'pratique' })).toThrow(
      new RangeError('The programme has no stage pratique'),
    );
    expect(() => formOfVersion(poitiers, '1999')).toThrow(new RangeError('No report form of version 1999'));
    const { guide } = poitiers;
    const unframed = { framing: { ...guide.framing, columns: {} } };
    expect(() => framingOf(poitiers, unframed, { stage: 'sopa1' })).toThrow(
      new RangeError('The guide does not frame the stage sopa1'),
    );
  });

  it.each([
    ['a stage without its column of the guide', { stages: [{ ...stage, framing: 'fourth' }] }],
    ['a stage without its form', { stages: [{ ...stage, reportForm: '1999' }] }],
    ['two stages of one name', { stages: [stage, stage] }],
    ['a stage whose name no campaign could have', { stages: [{ ...stage, stageId: 'Stage-1' }] }],
    ['no stage', { stages: [] }],
  ])('is refused with %s', (_, changes) => {
    expect(programme.safeParse({ ...poitiers, ...changes }).success).toBe(false);
  });

  it('may say anything else anew, and never takes away what records name', () => {
    const [form] = poitiers.reportForms;
    if (!form) throw new Error('the sample has a form');
    const said = { ...poitiers, words: montclair.programme.words, guide: montclair.programme.guide };
    expect(takenAway(poitiers, { ...said, reportForms: [practice, form] })).toEqual([]);
    expect(takenAway(poitiers, { ...poitiers, stages: otherStages })).toEqual(['sopa1']);
    expect(takenAway(poitiers, { ...poitiers, reportForms: [{ ...form, subtitle: 'autre' }] })).toEqual([
      '2026',
    ]);
    // DynamoDB keeps no order of keys, at any depth; that of a list it does.
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, inner]) => [key, shuffled(inner)] as const)
          .reverse(),
      );
    };
    const published = { ...poitiers, reportForms: [form] };
    const laidOut = (one: unknown) => ({ ...poitiers, reportForms: [one as typeof form] });
    expect(takenAway(published, laidOut(shuffled(form)))).toEqual([]);
    expect(takenAway(published, laidOut({ ...form, comments: form.comments.toReversed() }))).toEqual([
      '2026',
    ]);
    const { steps } = form.progression;
    expect(
      takenAway(published, laidOut({ ...form, progression: { ...form.progression, steps: steps.slice(1) } })),
    ).toEqual(['2026']);
    // A list is not the same as an object with its places for keys, nor nothing the same as an empty one.
    expect(takenAway(published, laidOut({ ...form, comments: { ...form.comments } }))).toEqual(['2026']);
    expect(takenAway(laidOut({ ...form, subtitle: null }), laidOut({ ...form, subtitle: {} }))).toEqual([
      '2026',
    ]);
    expect(takenAway(laidOut({ ...form, subtitle: null }), laidOut({ ...form, subtitle: null }))).toEqual([]);
  });

  it('leaves execution names within 80 characters, whatever its stages are called', () => {
    const key = { campaignId: campaignId.parse('2026-abcdefghijkl-99'), studentNumber: 'X'.repeat(20) };
    expect(lifecycleName({ ...key, revision: 999_999 }).length).toBeLessThanOrEqual(80);
    expect(campaignId.safeParse('2026-abcdefghijklm').success).toBe(false);
  });

  it('is not asked of an institution that was stored before there were any', () => {
    const { programme: _, ...stored } = montclair;
    expect(institution.parse(stored)).toEqual(stored);
  });
});

describe('a form', () => {
  const [first, second] = practice.comments;
  const [criterion] = practice.ethics.criteria;
  it.each([
    ['a comment about a step that it has not', { comments: [{ ...first, stepIds: ['dance'] }] }],
    ['two comments in one field', { comments: [first, { ...second, field: first?.field }] }],
    ['a comment in a field of ours', { comments: [{ ...first, field: 'tutorName' }] }],
    ['two criteria of one number', { ethics: { ...practice.ethics, criteria: [criterion, criterion] } }],
    [
      'a number that is a field of ours',
      { ethics: { ...practice.ethics, criteria: [{ ...criterion, criterionId: 'advice1' }] } },
    ],
  ])('is refused with %s', (_, changes) => {
    expect(reportForm.safeParse({ ...practice, ...changes }).success).toBe(false);
  });

  it('says the same of all stages, or what is for the semester', () => {
    const last = practice.ethics.criteria.at(-1);
    if (!last) throw new Error('the sample has criteria');
    expect(descriptorOf(last, 'acquired', 1).lines).toEqual(['Vient aux réunions']);
    expect(descriptorOf(last, 'acquired', 2).lines).toEqual(['Vient aux réunions et y parle']);
    expect(descriptorOf(last, 'inProgress', 1)).toEqual(descriptorOf(last, 'inProgress', 2));
  });

  it('with as many fields as one may have still fits an item of the table', () => {
    const letters = 'ABCDEFGH'.split('');
    const largest = reportForm.parse({
      ...practice,
      comments: ['A', 'B', 'C', 'D'].map((name) => ({
        ...first,
        field: `comments${name}`,
        counts: ['1', '2'].map((number) => ({ field: `sessions${name}${number}`, label: number })),
      })),
      ethics: {
        ...practice.ethics,
        criteria: letters.map((letter) => ({ ...criterion, criterionId: `${letter}1` })),
      },
    });
    const endless = Object.fromEntries(reportFields(largest).map((field) => [field, '€'.repeat(50_000)]));
    expect(Buffer.byteLength(JSON.stringify(draftFromForm(largest, endless)))).toBeLessThan(400_000);
  });
});
