import { expect, test } from 'vitest';
import { newPlacement } from '../../functions/domain/import/import-merge.ts';
import { isTooLargeToLaunch, launchBatches } from '../../functions/domain/placement/launch-batches.ts';
import { started } from '../../functions/domain/placement/placement-life.ts';
import type { Placement } from '../../schemas/placement.ts';
import { sopa1 } from './stages.ts';

const now = '2026-09-14T08:00:00.000Z';
const placements = (count: number, digits: number): Placement[] =>
  Array.from({ length: count }, (_, index) =>
    newPlacement(
      {
        studentNumber: String(index).padStart(digits, '0'),
        student: { lastName: 'Morin', firstName: 'Inès', email: 'ines@etu.example' },
        siteId: 'poitiers',
        tutor: { lastName: 'Le Goff', firstName: 'Léa', email: `tutrice${index >> 1}@ac.example` },
        school: { name: 'École Jean-Zay', town: 'Poitiers' },
        periods: [sopa1],
      },
      '2026-sopa1',
      { by: 'Nadège Brossard', now },
    ),
  );

test('a batch keeps a tutor’s students together, and what runs is not started again', () => {
  const [first, ...others] = placements(45, 8);
  if (!first) throw new Error('nobody');
  const running: Placement = { ...started(first, now), status: 'assigned', startedAt: now };
  const batches = launchBatches('2026-sopa1', [running, ...others], now);
  expect(batches.flatMap(({ studentNumbers }) => studentNumbers)).toHaveLength(44);
  for (const { studentNumbers } of batches) expect(studentNumbers.length).toBeLessThanOrEqual(20);
});

test.each([
  [9_000, 20, false],
  [9_700, 20, true],
  [16_000, 8, false],
  [17_500, 8, true],
])('%i placements with numbers of %i digits: too many is %s', (count, digits, isTooLarge) => {
  expect(isTooLargeToLaunch(launchBatches('2026-sopa1', placements(count, digits), now))).toBe(isTooLarge);
});
