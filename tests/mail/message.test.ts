import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeMessage } from '../../functions/mail/message.ts';
import { distributionToStudent } from '../../functions/mail/templates/distribution.ts';
import { request } from '../../functions/mail/templates/request.ts';
import { campaignOf, clemence, dueDate, ines, institution, link, now, sent } from './sample-facts.ts';

const facts = {
  institution,
  campaign: campaignOf('sopa1'),
  placements: [ines, clemence],
  dueDate,
  now,
  link,
};
const from = { name: institution.senderName, address: 'sopa@inspe.example' };
const raw = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('a composed message carries both parts, the attachment, the given date and French characters', async () => {
  const message = await composeMessage({
    from,
    to: ines.tutor.email,
    replyTo: institution.contactEmail,
    date: now,
    content: request(facts),
  });
  const mail = await PostalMime.parse(message);
  expect(mail.from).toEqual({ name: 'INSPÉ – Stages SOPA', address: 'sopa@inspe.example' });
  expect(mail.to).toEqual([{ name: '', address: 'lea.le-goff@ac.example' }]);
  expect(mail.cc ?? []).toEqual([]);
  expect(mail.replyTo?.[0]?.address).toBe('stages@inspe.example');
  expect(mail.date).toBe(now);
  expect(mail.subject).toBe(
    'SOPA 1 – Comptes-rendus de stage à compléter d’ici au vendredi 16 octobre (Inès Morin et Clémence Gauthier)',
  );
  expect(mail.text).toContain(link);
  expect(mail.html).toContain(`href="${link}"`);
  expect(mail.attachments[0]?.mimeType).toBe('text/calendar');
  expect(raw(message)).toMatch(/^Content-Type: text\/calendar;[\s\S]*?method=PUBLISH/m);
});

test('the PDF comes back byte for byte, under a name that every disk can hold', async () => {
  const pdf = Uint8Array.from({ length: 256 }, (_, index) => index);
  const content = distributionToStudent({
    institution,
    campaign: campaignOf('sopa1'),
    placement: ines,
    sent,
    pdf,
    now,
    door: 'https://sopa.example/e/essai',
  });
  const mail = await PostalMime.parse(
    await composeMessage({ from, to: ines.student.email, date: now, content }),
  );
  const [attachment] = mail.attachments;
  expect(attachment?.filename).toBe('compte-rendu-SOPA1-Morin-Ines.pdf');
  expect(attachment?.mimeType).toBe('application/pdf');
  expect(attachment?.content).toEqual(pdf.buffer);
});

test('out-of-office robots are asked to stay quiet, and lines end as RFC 5322 wants', async () => {
  const message = raw(
    await composeMessage({ from, to: ines.tutor.email, date: now, content: request(facts) }),
  );
  expect(message).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(message).toMatch(/^X-Auto-Response-Suppress: OOF, AutoReply\r$/m);
  expect(message).not.toMatch(/[^\r]\n/);
});
