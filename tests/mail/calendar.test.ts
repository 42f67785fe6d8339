import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dueDateCalendar, stageCalendar } from '../../functions/documents/calendar.ts';
import type { Placement } from '../../schemas/placement.ts';
import { campaignOf, clemence, dueDate, ines, institution, now } from './sample-facts.ts';

const campaign = campaignOf('sopa1');
const stageOf = (...placements: Placement[]) =>
  stageCalendar({ institution, campaign, placements, audience: 'tutor', now }).content;
const unfolded = (content: string): string[] =>
  content
    .replace(/\r\n /g, '')
    .split('\r\n')
    .filter((line) => line !== '');

afterEach(() => vi.unstubAllEnvs());

describe('the calendar of a stage', () => {
  test('has one all-day event per placement and period, whose end is the day after the last', () => {
    const split = {
      ...clemence,
      periods: [
        { from: '2026-10-05', to: '2026-10-09' },
        { from: '2027-02-26', to: '2027-02-28' },
      ],
    };
    const lines = unfolded(stageOf(ines, split));
    expect(lines.filter((line) => line.startsWith('DT'))).toEqual([
      'DTSTAMP:20261009T140000Z',
      'DTSTART;VALUE=DATE:20261005',
      'DTEND;VALUE=DATE:20261010',
      'DTSTAMP:20261009T140000Z',
      'DTSTART;VALUE=DATE:20261005',
      'DTEND;VALUE=DATE:20261010',
      'DTSTAMP:20261009T140000Z',
      'DTSTART;VALUE=DATE:20270226',
      'DTEND;VALUE=DATE:20270301',
    ]);
    expect(new Set(lines.filter((line) => line.startsWith('UID:'))).size).toBe(3);
  });

  test('keeps its identifier and raises its sequence when a corrected stage is sent again', () => {
    const corrected = { ...ines, revision: 2, periods: [{ from: '2026-10-12', to: '2026-10-16' }] };
    const idOf = (content: string) => unfolded(content).find((line) => line.startsWith('UID:'));
    expect(idOf(stageOf(corrected))).toBe(idOf(stageOf(ines)));
    expect(stageOf(corrected)).toContain('SEQUENCE:2\r\n');
  });

  test('says the place, and to each audience what it needs', () => {
    expect(unfolded(stageOf(ines))).toContain('LOCATION:École primaire Louise-Michel\\, Soyaux');
    expect(stageOf(ines)).toContain('Inès Morin dans votre classe');
    const forStudent = stageCalendar({ institution, campaign, placements: [ines], audience: 'student', now });
    expect(unfolded(forStudent.content)).toContain('SUMMARY:SOPA 1 – Stage\\, École primaire Louise-Michel');
  });

  test.each(['UTC', 'Europe/Paris', 'America/Los_Angeles', 'Pacific/Auckland'])(
    'names the same days on a machine in %s',
    (zone) => {
      vi.stubEnv('TZ', zone);
      expect(stageOf(ines)).toContain('DTSTART;VALUE=DATE:20261005\r\nDTEND;VALUE=DATE:20261010\r\n');
      expect(stageOf(ines)).toContain('DTSTAMP:20261009T140000Z');
    },
  );

  test('is RFC 5545 whatever a school is called: CRLF, 75 octets a line, no property of its own', () => {
    const propertyNames = (content: string) => unfolded(content).map((line) => line.replace(/[:;].*$/s, ''));
    const usual = propertyNames(stageOf(ines));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }), (name) => {
        const content = stageOf({ ...ines, school: { ...ines.school, name } });
        expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(content).not.toMatch(/[^\r]\n|\r[^\n]/);
        for (const line of content.split('\r\n'))
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(propertyNames(content)).toEqual(usual);
      }),
    );
  });
});

describe('the calendar of a due date', () => {
  const { content, contentType, filename } = dueDateCalendar({
    institution,
    campaign,
    placements: [clemence, ines],
    dueDate,
    now,
  });

  test('is one all-day event that rings the day before', () => {
    const lines = unfolded(content);
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(lines).toContain('DTSTART;VALUE=DATE:20261016');
    expect(lines).toContain('DTEND;VALUE=DATE:20261017');
    expect(lines).toContain('TRIGGER:-PT16H');
    expect(lines).toContain('ACTION:DISPLAY');
  });

  test('names the students, and is the same entry in whatever order they come', () => {
    expect(content.replace(/\r\n /g, '')).toContain('Clémence Gauthier\\, Inès Morin');
    const swapped = dueDateCalendar({ institution, campaign, placements: [ines, clemence], dueDate, now });
    expect(unfolded(swapped.content)[5]).toBe(unfolded(content)[5]);
    expect(unfolded(content)[5]).toMatch(/^UID:/);
  });

  test('is published, not an invitation to answer', () => {
    expect(contentType).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    expect(content).toContain('METHOD:PUBLISH\r\n');
    expect(filename).toBe('echeance-SOPA1.ics');
  });
});
