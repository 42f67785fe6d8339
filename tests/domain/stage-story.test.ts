import { describe, expect, test } from 'vitest';
import { mailAt, upcomingOccasions } from '../../functions/domain/placement/stage-story.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { StagePlan } from '../../schemas/plan.ts';
import { ines, launchedCampaign, monday } from './placements.ts';
import { institution } from './stages.ts';

const planned = (at: string) => ({ at, nominal: at.slice(0, 10) });
const plan: StagePlan = {
  assignment: { ...planned('2026-09-14T08:00:30.000Z'), skip: false, onlyCorrections: false },
  briefing: { ...planned('2026-09-28T06:00:00.000Z'), skip: false },
  rounds: [
    { ...planned('2026-10-09T14:00:00.000Z'), occasion: 'request' },
    { ...planned('2026-11-16T07:00:00.000Z'), occasion: 'closing' },
  ],
  dueDate: '2026-10-16',
  lateBy: 0,
};
const upcoming = (placement: Parameters<typeof upcomingOccasions>[0], now: string) =>
  upcomingOccasions(placement, launchedCampaign, institution, now);
const names = (found: ReturnType<typeof upcoming>) => found.map(({ occasion }) => occasion);

describe('what will still happen to a stage', () => {
  const begun = { ...ines, plan };

  test('is what its plan says, soonest first, from the moment on', () => {
    expect(upcoming(begun, monday)).toEqual([
      { occasion: 'assignment', at: plan.assignment.at },
      { occasion: 'briefing', at: plan.briefing.at },
      { occasion: 'request', at: '2026-10-09T14:00:00.000Z' },
      { occasion: 'closing', at: '2026-11-16T07:00:00.000Z' },
    ]);
    expect(names(upcoming(begun, plan.briefing.at))).toEqual(['request', 'closing']);
  });

  test('leaves out what the plan skips', () => {
    const skipping = { ...plan, briefing: { ...plan.briefing, skip: true } };
    expect(names(upcoming({ ...ines, plan: skipping }, monday))).toEqual([
      'assignment',
      'request',
      'closing',
    ]);
  });

  test('is the plan that would be made, while there is none', () => {
    expect(names(upcoming(ines, monday))).toEqual([
      ...[
        'assignment',
        'briefing',
        'request',
        'reminder1',
        'reminder2',
        'reminder3',
        'escalation',
        'closing',
      ],
    ]);
  });

  test('is nothing once it has ended', () => {
    expect(upcoming({ ...begun, status: 'unreturned', closedAt: monday }, monday)).toEqual([]);
  });
});

test('a mail happened when it left, or when its attempt began', () => {
  const attempt = {
    ...{ campaignId: ines.campaignId, recipient: ines.tutor.email, mailKey: 'request_2026-10-09' },
    ...{
      occasion: 'request' as const,
      studentNumbers: [],
      stageMarks: [],
      subject: '',
      claimedBy: 'somebody',
    },
    claimedAt: monday,
  } satisfies Partial<Mail>;
  expect(mailAt({ ...attempt, status: 'claimed' })).toBe(monday);
  const sentAt = '2026-09-14T08:00:07.000Z';
  expect(mailAt({ ...attempt, status: 'sent', sentAt, messageId: '1' })).toBe(sentAt);
});
