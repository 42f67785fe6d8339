import { expect, test } from 'vitest';
import { rememberedAs } from '../../functions/domain/placement/occasion-meanings.ts';
import {
  isReportSettled,
  isUnderWay,
  isWithoutReport,
} from '../../functions/domain/placement/status-meanings.ts';
import type { PlacementStatus } from '../../schemas/placement.ts';
import { ines } from './placements.ts';

test.each<[PlacementStatus, { isUnderWay: boolean; isWithoutReport: boolean; isReportSettled: boolean }]>([
  ['prepared', { isUnderWay: false, isWithoutReport: false, isReportSettled: false }],
  ['started', { isUnderWay: true, isWithoutReport: true, isReportSettled: false }],
  ['assigned', { isUnderWay: true, isWithoutReport: true, isReportSettled: false }],
  ['briefed', { isUnderWay: true, isWithoutReport: true, isReportSettled: false }],
  ['awaiting', { isUnderWay: true, isWithoutReport: true, isReportSettled: false }],
  ['received', { isUnderWay: true, isWithoutReport: false, isReportSettled: true }],
  ['distributed', { isUnderWay: false, isWithoutReport: false, isReportSettled: true }],
  ['givenBack', { isUnderWay: true, isWithoutReport: false, isReportSettled: true }],
  ['unreturned', { isUnderWay: false, isWithoutReport: true, isReportSettled: true }],
  ['receivedOtherwise', { isUnderWay: false, isWithoutReport: false, isReportSettled: true }],
  ['cancelled', { isUnderWay: false, isWithoutReport: false, isReportSettled: true }],
])('a stage that is %s: %o', (status, meaning) => {
  const stage = { ...ines, status } as Parameters<typeof isUnderWay>[0];
  expect({
    isUnderWay: isUnderWay(stage),
    isWithoutReport: isWithoutReport(stage),
    isReportSettled: isReportSettled(stage),
  }).toEqual(meaning);
});

test('history remembers a reminder, and of a receipt nothing', () => {
  expect(rememberedAs('reminder2')).toBe('reminded2');
  expect(rememberedAs('receipt')).toBeUndefined();
});
