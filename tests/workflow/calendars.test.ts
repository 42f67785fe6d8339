import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attentionOf, attentionSettled } from '../../functions/domain/attention/placement-attention.ts';
import { sampleInstitution } from '../../infra/local/sample/sample-data.ts';
import { settledKind } from '../../schemas/attention.ts';
import type { Placement } from '../../schemas/placement.ts';
import { placementWith, StageHome } from './stage-home.ts';

/**
 * Stages at every awkward time of the year, launched on a Friday at 22:30 by a machine that is off over weekends. When mails
 * left is judged by a calendar of its own: nothing here asks the code that plans them. `CALENDARS=20` plays them all.
 */
const stages: [string, string][] = [
  ['2027-03-22', '2027-03-26'],
  ['2026-10-12', '2026-10-16'],
  ['2028-02-28', '2028-03-03'],
  ['2026-12-14', '2026-12-18'],
  ['2027-05-03', '2027-05-07'],
  ['2026-10-05', '2026-10-09'],
  ['2026-10-19', '2026-10-30'],
  ['2026-10-26', '2026-10-30'],
  ['2026-11-02', '2026-11-06'],
  ['2026-11-09', '2026-11-13'],
  ['2026-11-16', '2026-11-27'],
  ['2027-01-04', '2027-01-08'],
  ['2027-02-08', '2027-02-12'],
  ['2027-03-01', '2027-03-05'],
  ['2027-03-29', '2027-04-02'],
  ['2027-04-26', '2027-04-30'],
  ['2027-05-10', '2027-05-14'],
  ['2027-05-17', '2027-05-28'],
  ['2027-06-14', '2027-06-18'],
  ['2028-02-21', '2028-02-29'],
];
const played = stages.slice(0, Number(process.env.CALENDARS ?? 1));

/** Easter by Meeus, Jones and Butcher. */
const easter = (year: number): Date => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1));
};
const isoOf = (date: Date) => date.toISOString().slice(0, 10);
const daysAfter = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);
const holidays = (year: number): string[] => [
  ...['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((day) => `${year}-${day}`),
  ...[1, 39, 50].map((days) => isoOf(daysAfter(easter(year), days))),
];

const inParis = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
});
const { quietPeriods } = await sampleInstitution();

/** Why nobody should have been written to then. */
const objection = (at: string): string | undefined => {
  const [day = '', time = ''] = inParis.format(new Date(at)).split(' ');
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return 'weekend';
  if (holidays(Number(day.slice(0, 4))).includes(day)) return 'public holiday';
  if (quietPeriods.some(({ from, to }) => from <= day && day <= to)) return 'school holidays';
  return time >= '07:00' && time < '20:00' ? undefined : 'night';
};

/** The Friday evening three weeks before, at 22:30 in Paris. */
const launchBefore = (first: string): string => {
  const day = daysAfter(new Date(`${first}T12:00:00Z`), -17);
  const friday = daysAfter(day, -((day.getUTCDay() + 2) % 7));
  const evening = `${isoOf(friday)}T20:30:00.000Z`;
  return inParis.format(new Date(evening)).endsWith('22:30') ? evening : `${isoOf(friday)}T21:30:00.000Z`;
};

/** Somebody sees by Friday to all that waits for a word: else a digest leaves every morning. */
const seenTo =
  (now: string) =>
  (placement: Placement): Placement =>
    attentionOf(placement).reduce((current, { kind, since }) => {
      const word = settledKind.safeParse(kind);
      return word.success ? attentionSettled(current, word.data, since, 'Camille Fournier', now) : current;
    }, placement);

const atAnyTime = ['receipt', 'distribution', 'link'];

describe.each(played)('a stage from %s to %s', (from, to) => {
  test('writes to everybody on open days between 7:00 and 20:00, whatever the machine missed', {
    timeout: 180_000,
  }, async () => {
    const data = await mkdtemp(join(tmpdir(), 'sopa-calendar-'));
    const periods = [{ from, to }];
    const names = ['who sends', 'who alerts', 'who never sends', 'of two', 'of two', 'at another site'];
    const placements = names.map((name, index) =>
      placementWith(String(9001 + index), name, {
        periods,
        ...(index === 5 && { siteId: 'niort' as const }),
      }),
    );
    const begin = launchBefore(from);
    const home = await StageHome.open(placements, { data, at: begin, campaign: { periods } });
    try {
      await home.launch();
      const end = daysAfter(new Date(`${to}T12:00:00Z`), 130);
      let friday = daysAfter(new Date(begin), 7);
      for (let week = 0; friday < end; week += 1, friday = daysAfter(friday, 7)) {
        // Off from Friday evening to Sunday noon, every other weekend until the middle of the next morning.
        await home.moveTo(`${isoOf(friday)}T17:59:00Z`);
        if (week % 3 === 0 && week < 18)
          await home.offUntil(
            week % 2 === 0
              ? `${isoOf(daysAfter(friday, 2))}T11:00:00Z`
              : `${isoOf(daysAfter(friday, 3))}T09:30:00Z`,
          );
        for (const one of placements) await home.store.placements.change(one, seenTo(home.now()));
        const [sends, alerts] = placements;
        if (isoOf(friday) > to && sends && (await home.store.reports.find(sends)).status === 'draft')
          await home.send(sends);
        if (isoOf(friday) > isoOf(daysAfter(new Date(to), 8)) && alerts) {
          const ethics = { C2: { level: 'notAcquired', details: 'Absences.' } } as const;
          const rest = {
            C1: { level: 'acquired' },
            C6: { level: 'acquired' },
            C7: { level: 'acquired' },
            C11: { level: 'acquired' },
          } as const;
          if ((await home.store.reports.find(alerts)).status === 'draft')
            await home.send(alerts, { ethics: { ...rest, ...ethics } });
        }
      }
      await home.moveTo(end.toISOString());
      const mails = await home.mails();
      const wrong = mails
        .filter(({ tags }) => !atAnyTime.includes(tags.occasion ?? ''))
        .map(({ at, tags }) => [tags.occasion, at, objection(at)])
        .filter(([, , why]) => why !== undefined);
      expect(wrong).toEqual([]);
      expect(new Set(mails.map(({ tags }) => tags.occasion)).size).toBeGreaterThanOrEqual(11);
      const ended = await Promise.all(placements.map((one) => home.store.placements.get(one)));
      expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['distributed', 'unreturned']));
    } finally {
      await home.close();
      await rm(data, { recursive: true, force: true });
    }
  });
});
