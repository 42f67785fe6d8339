import { parse } from 'node-html-parser';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { OwedMail } from '../../functions/domain/meeting/owed-mails.ts';
import { keptLetterOf } from '../../functions/mail/kept-letter.ts';
import { composeMessage, type MailContent } from '../../functions/mail/message.ts';
import { type MeetingLetter, meetingLetter } from '../../functions/mail/templates/meeting.ts';
import type { Meeting, MeetingAnswer } from '../../schemas/meeting.ts';
import { prepared } from '../domain/meetings.ts';
import { institution, now } from './sample-facts.ts';

const meeting: Meeting = {
  ...{ ...prepared, siteId: 'niort', status: 'announced', sequence: 2 },
  ...{ video: 'https://visio.example/reunion', word: 'Le cadrage du stage' },
};
const token = 'a'.repeat(43);
const guest = {
  ...{ meetingId: meeting.meetingId, email: 'lea@ac.example', name: 'Léa Tardy', lastName: 'Tardy' },
  ...{ title: 'Mme' as const, roles: ['tutor' as const], salt: 'x'.repeat(22), hash: 'x'.repeat(43) },
};
const guy = { name: 'Guy Lamy', email: 'guy@ac.example' };
const yes: MeetingAnswer = { answer: 'yes', at: now, sequence: 2, former: [] };
const instead: MeetingAnswer = { ...yes, answer: 'other', substitute: guy };
const letter = (what: OwedMail['what'], more: Partial<MeetingLetter> = {}, isInstead = false): MailContent =>
  meetingLetter({
    ...{ institution, meeting, guest, answer: isInstead ? instead : undefined, now },
    mail: { recipient: isInstead ? guy.email : guest.email, what, instead: isInstead },
    door: `https://sopa.example/invitation/${token}`,
    ...more,
  });
const words = (text: string) => text.replace(/[\s\u00a0]+/g, ' ');
const calendar = ({ attachments }: MailContent): string =>
  String(attachments.find(({ filename }) => filename.endsWith('.ics'))?.content).replace(/\r\n /g, '');
const cancelled: Meeting = { ...meeting, status: 'cancelled', cancelledFor: 'Grève des transports' };

const all: [string, MailContent][] = [
  ['an invitation', letter('invitation')],
  ['an invitation to who comes instead', letter('invitation', {}, true)],
  ['a change', letter('change', { answer: yes })],
  ['a change to who comes instead', letter('change', {}, true)],
  ['that it is called off', letter('cancellation', { meeting: cancelled })],
  ['that somebody need not come', letter('cancellation', { answer: yes }, true)],
  ['a reminder', letter('reminder', { answer: yes })],
  ['a reminder to who has not answered', letter('reminder')],
];

describe.each(all)('%s', (name, mail) => {
  test('tells in both its parts when and where, and how to say otherwise', () => {
    const html = words(parse(mail.html).textContent);
    for (const part of [words(mail.text), html]) {
      expect(part).toContain('jeudi 15 octobre 2026, de 14:00 à 16:00');
      expect(part).toContain('Amphi A');
    }
    expect(mail.subject).toContain('jeudi 15 octobre');
  });

  test('has a link of one’s own, for who was invited themselves and nobody else, which is kept nowhere', () => {
    const isOpen = !/instead|called off|need not/.test(name);
    expect(mail.text.includes(token)).toBe(isOpen);
    expect(mail.html.includes(token)).toBe(isOpen);
    const kept = keptLetterOf(mail, { from: { name: 'x', address: 'x@x.fr' }, replyTo: 'x@x.fr' });
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test('carries an entry for the calendar, the same one for ever', () => {
    const isOff = /called off|need not/.test(name);
    const text = calendar(mail);
    expect(text).toContain(`UID:reunion-${meeting.meetingId}@sopa`);
    expect(text).toContain('SEQUENCE:2');
    expect(text).toContain(isOff ? 'METHOD:CANCEL' : 'METHOD:REQUEST');
    expect(text).toContain('DTSTART:20261015T120000Z');
    expect(text).toContain('DTEND:20261015T140000Z');
    expect(text.match(/ATTENDEE/g)).toHaveLength(1);
    const { contentType } = mail.attachments.find(({ filename }) => filename.endsWith('.ics')) ?? {};
    expect(contentType).toContain(isOff ? 'method=CANCEL' : 'method=REQUEST');
  });
});

test('each reader is told what it means for them', () => {
  const text = (of: MailContent) => words(of.text);
  expect(text(letter('invitation'))).toContain('Nous vous invitons à la réunion d’information.');
  expect(text(letter('invitation', {}, true))).toContain(
    'Léa Tardy ne peut pas venir à la réunion d’information',
  );
  expect(text(letter('change', { answer: yes }))).toContain('Votre « oui » est conservé');
  expect(text(letter('cancellation', { meeting: cancelled }))).toContain('Grève des transports');
  expect(text(letter('cancellation', { answer: yes }, true))).toContain(
    'Léa Tardy a changé sa réponse : vous n’avez plus à venir à sa place à la réunion d’information, qui a bien lieu.',
  );
  expect(text(letter('reminder'))).toContain('Votre réponse ne nous est pas encore parvenue');
  expect(text(letter('invitation', { meeting: { ...meeting, kind: 'jury' } }))).toContain(
    'au jury de l’oral de stage',
  );
});

test('who need not come any more is not told that it is called off: it takes place', () => {
  const unneeded = letter('cancellation', { answer: yes }, true);
  expect(unneeded.subject).toBe('Vous n’avez plus à venir à la réunion d’information du jeudi 15 octobre');
  expect(calendar(unneeded)).toContain('SUMMARY:Vous n’avez plus à venir : Réunion d’information');
  expect(`${unneeded.text}${calendar(unneeded)}`).not.toMatch(/annul/i);
  const off = letter('cancellation', { meeting: cancelled });
  expect(off.subject).toBe('Annulation – Réunion d’information, jeudi 15 octobre');
  expect(calendar(off)).toContain('SUMMARY:Annulation : Réunion d’information');
});

test('what people typed is text, and one line where it has to be', async () => {
  const markup = '<script>alert(1)</script>\r\nBcc: spy@evil.example';
  const typed = letter('invitation', {
    meeting: { ...meeting, place: markup, word: markup },
    guest: { ...guest, name: markup, lastName: markup },
  });
  expect(typed.html).not.toContain('<script>');
  const raw = await composeMessage({
    from: { name: institution.senderName, address: 'sopa@inspe.example' },
    ...{ to: guest.email, replyTo: institution.contactEmail, date: now, content: typed },
  });
  const read = await new PostalMime().parse(raw);
  expect(read.to).toEqual([expect.objectContaining({ address: guest.email })]);
  expect(read.bcc).toBeUndefined();
  expect(calendar(typed)).not.toMatch(/^Bcc:/m);
});
