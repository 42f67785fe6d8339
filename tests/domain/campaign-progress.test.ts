import { describe, expect, it } from 'vitest';
import {
  isCampaignOver,
  progressLabels,
  progressOf,
  progressStep,
  progressSteps,
  sumOf,
  writtenStep,
} from '../../functions/domain/placement/campaign-progress.ts';
import { roundOccasion } from '../../schemas/occasion.ts';
import { type Placement, placement } from '../../schemas/placement.ts';
import { sopa1 } from './stages.ts';

const at = '2026-09-15T08:00:00.000Z';
const common = {
  studentNumber: '22600107',
  student: { lastName: 'Morin', firstName: 'Inès', email: 'ines.morin@etu.example' },
  siteId: 'angouleme',
  tutor: { lastName: 'Le Goff', firstName: 'Léa', email: 'lea.le-goff@ac.example' },
  school: { name: 'École primaire Louise-Michel', town: 'Soyaux' },
  periods: [sopa1],
  campaignId: '2026-sopa1',
  revision: 1,
  version: 1,
  history: [],
  startedAt: at,
  reference: 'SOPA1-2026-22600107-V1',
  reportedAt: at,
  distributedAt: at,
  closedAt: at,
};
const standing = (status: Placement['status'], more: object = {}): Placement =>
  placement.parse({ ...common, status, ...more });

describe('where a placement stands', () => {
  it.each([
    ['prepared', 'À lancer'],
    ['started', 'Mission à envoyer'],
    ['assigned', 'Mission envoyée'],
    ['briefed', 'Stage annoncé'],
    ['received', 'Reçu'],
    ['distributed', 'Diffusé'],
    ['unreturned', 'Non rendu'],
  ] as const)('%s is shown as « %s »', (status, label) => {
    expect(progressLabels[progressStep(standing(status), at)]).toBe(label);
  });

  it('while the report is awaited follows the rounds', () => {
    const labels = roundOccasion.options.map(
      (round) => progressLabels[progressStep(standing('awaiting', { round }), at)],
    );
    expect(labels).toEqual([
      'Compte-rendu demandé',
      'En relance',
      'En relance',
      'En relance',
      'Signalé au délégué',
      'Signalé au délégué',
    ]);
  });

  it('is trouble before anything else, since somebody has to look at it', () => {
    const trouble = { at, state: 'SendBriefing', error: 'MailRefused' };
    expect(progressStep(standing('assigned', { trouble }), at)).toBe('troubled');
  });

  it('is written down as trouble as soon as it fails, and as awaited where no round is known', () => {
    const trouble = { at, state: 'SendBriefing', error: 'MailRefused' };
    expect(writtenStep(standing('assigned', { trouble }))).toBe('troubled');
    expect(writtenStep(standing('assigned', { startDue: at }))).toBe('assigned');
    expect(writtenStep({ status: 'awaiting' })).toBe('requested');
  });

  it('is trouble too when what was to start has not started for ten minutes', () => {
    const started = standing('assigned', { startDue: at });
    expect(progressStep(started, '2026-09-15T08:09:59.000Z')).toBe('assigned');
    expect(progressStep(started, '2026-09-15T08:10:00.000Z')).toBe('troubled');
  });
});

describe('the picture of a campaign', () => {
  it('counts every placement once, by site', () => {
    const placements = [
      standing('prepared'),
      standing('distributed'),
      standing('distributed'),
      standing('awaiting', { round: 'reminder2', siteId: 'niort' }),
    ];
    const picture = ['angouleme', 'niort'].map((siteId) =>
      progressOf(
        siteId,
        placements.filter((one) => one.siteId === siteId),
        at,
      ),
    );
    expect(picture[0]?.counts).toMatchObject({ prepared: 1, distributed: 2, reminded: 0 });
    expect(picture[1]?.counts.reminded).toBe(1);
    const total = picture.flatMap(({ counts }) => progressSteps.map((step) => counts[step]));
    expect(total.reduce((a, b) => a + b)).toBe(placements.length);
  });
  it('counts by site, and over all sites, what did not arrive, what is in, and what is unfinished', () => {
    const returned = [{ recipient: common.tutor.email, at, reason: 'returned' as const }];
    const trouble = { at, state: 'SendBriefing', error: 'MailRefused' };
    const poitiers = progressOf(
      'poitiers',
      [
        standing('prepared', { undelivered: returned }),
        standing('assigned', { undelivered: [] }),
        standing('received', { undelivered: returned }),
        standing('distributed'),
        standing('distributed', { trouble }),
        standing('unreturned', { startDue: at }),
      ],
      at,
    );
    expect(poitiers).toMatchObject({ undelivered: 2, reports: 3, unfinished: 5 });
    const niort = progressOf('niort', [standing('received')], at);
    const sums = (['undelivered', 'reports', 'unfinished'] as const).map((what) =>
      sumOf([poitiers, niort], what),
    );
    expect(sums).toEqual([2, 4, 6]);
  });

  it('is over once every stage has ended and none wants looking at', () => {
    const ended = [standing('distributed'), standing('unreturned')];
    const isOver = (placements: Placement[]) => isCampaignOver([progressOf('angouleme', placements, at)]);
    expect(isOver(ended)).toBe(true);
    expect(isOver([...ended, standing('received')])).toBe(false);
    expect(isOver([...ended, standing('prepared')])).toBe(false);
    expect(isOver([])).toBe(false);
  });
});
