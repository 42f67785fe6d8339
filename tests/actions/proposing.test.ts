import { beforeEach, describe, expect, test } from 'vitest';
import { proposeFacts } from '../../functions/actions/propose-facts.ts';
import { sayStudentsWord } from '../../functions/actions/say-students-word.ts';
import { settleWord } from '../../functions/actions/settle-word.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { ines, launchedCampaign } from '../domain/placements.ts';
import { camille, delegate, Institute } from './institute.ts';

const now = '2026-10-08T10:00:00.000Z';
const { email } = ines.student;

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines]);
});
const propose = (absentHalfDays: number, version: number, studentEmail = email) =>
  proposeFacts(institute.store, { key: ines, studentEmail, values: { absentHalfDays }, version, now });
const kept = () => institute.store.proposals.find(ines);
const send = () => institute.store.reports.send(ines, {}, fullReport.sent, 0, drafterOf(ines));

describe('facts that a student proposes', () => {
  test('are kept, one version after the other; said again, they are said once', async () => {
    expect(await propose(1, 0)).toEqual({ kind: 'proposed' });
    expect(await propose(1, 0)).toEqual({ kind: 'proposed' });
    expect(await kept()).toMatchObject({ version: 1, values: { absentHalfDays: 1 } });
    expect(await propose(2, 1)).toEqual({ kind: 'proposed' });
    expect(await propose(3, 1)).toMatchObject({ kind: 'stale', current: { version: 2 } });
    expect(await kept()).toMatchObject({ version: 2, values: { absentHalfDays: 2 } });
  });

  test('lose to who writes in between, who is not overwritten', async () => {
    let others = 0;
    institute.before = async (command, { Item }) => {
      if (command !== 'PutCommand' || (Item as { sk?: string }).sk !== 'PROPOSAL' || others > 0) return;
      others += 1;
      await propose(5, 0);
    };
    expect(await propose(1, 0)).toMatchObject({ kind: 'stale', current: { values: { absentHalfDays: 5 } } });
  });

  test('are nobody else’s, and none of a report that is in', async () => {
    expect(await propose(1, 0, 'ancienne@etu.example')).toEqual({ kind: 'over' });
    await send();
    expect(await propose(1, 0)).toEqual({ kind: 'over' });
    expect(await kept()).toBeUndefined();
  });

  test('take the place of what another student had proposed', async () => {
    await propose(1, 0);
    const student = { firstName: 'Hugo', lastName: 'Petit', email: 'hugo.petit@etu.example' };
    await institute.store.placements.change(ines, (one) => ({ ...one, student }));
    expect(await propose(4, 0, student.email)).toEqual({ kind: 'proposed' });
    expect(await kept()).toMatchObject({ version: 2, proposedBy: student });
  });
});

describe('a student who says that the mail never came', () => {
  const say = (studentEmail = email) =>
    sayStudentsWord(institute.store, { key: ines, studentEmail, text: 'Rien reçu.', now });
  const word = async () => (await institute.store.placements.get(ines)).studentsWord;

  test('is heard once, by those who may settle it', async () => {
    expect([await say(), await say()]).toEqual(['said', 'said']);
    expect((await institute.store.attention.page(['poitiers'], { most: 5 })).waiting).toMatchObject([
      { attention: [{ kind: 'studentsWord', text: 'Rien reçu.' }] },
    ]);
    expect(await settleWord(institute.acting(delegate), ines, now, 'student')).toMatchObject({
      kind: 'refused',
    });
    // The tutor's word is another.
    expect(await settleWord(institute.acting(camille), ines, now)).toEqual({ kind: 'gone' });
    expect(await settleWord(institute.acting(camille), ines, now, 'student')).toEqual({ kind: 'settled' });
    expect((await word())?.state).toBe('settled');
  });

  test('is not, by a link that is theirs no more, nor once the report is in', async () => {
    expect(await say('ancienne@etu.example')).toBe('over');
    await send();
    expect(await say()).toBe('over');
    expect(await word()).toBeUndefined();
  });
});
