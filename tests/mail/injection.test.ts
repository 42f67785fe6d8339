import fc from 'fast-check';
import { parse } from 'node-html-parser';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { composeMessage } from '../../functions/mail/message.ts';
import type { Placement } from '../../schemas/placement.ts';
import { everyMail } from './every-mail.ts';
import { ines, institution, now, sent } from './sample-facts.ts';

const from = { name: institution.senderName, address: 'sopa@inspe.example' };
const markup = '<script>alert(1)</script><img src=x onerror=alert(1)> & "quotes"';
const hostile = (name: string): Placement => ({
  ...ines,
  student: { ...ines.student, firstName: name },
  tutor: { ...ines.tutor, lastName: name },
  school: { ...ines.school, name },
  classLevel: name,
});

describe('what a person typed', () => {
  test('is shown as text, never as markup, in every mail', () => {
    const clean = everyMail('sopa1', [ines]);
    const typed = everyMail('sopa1', [hostile(markup)], {
      ...sent,
      answers: {
        ...sent.answers,
        ethics: { ...sent.answers.ethics, C2: { level: 'notAcquired', details: markup } },
      },
    });
    const tagsOf = (html: string) =>
      new Set(
        parse(html)
          .querySelectorAll('*')
          .map(({ tagName }) => tagName),
      );
    for (const [name, mail] of Object.entries(typed)) {
      expect(mail.html, name).toContain('&lt;script');
      expect(mail.text.replace(/\s+/g, ' '), name).toContain('<script>alert(1)</script>');
      const plain = Object.entries(clean).find(([other]) => other === name)?.[1];
      expect(tagsOf(mail.html), name).toEqual(tagsOf(plain?.html ?? ''));
    }
  });

  test('cannot start a header, name a second recipient or end a part, whatever it is', async () => {
    const crafted = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc.constantFrom(
        'Inès\r\nBcc: spy@evil.example',
        'Inès\nSubject: autre',
        'Inès\u2028Bcc: spy@evil.example',
        'a\r\n\r\n<b>body</b>',
        '"x" <spy@evil.example>, ',
        '=?utf-8?q?x=0D=0ABcc:_spy@evil.example?=',
      ),
    );
    await fc.assert(
      fc.asyncProperty(crafted, async (name) => {
        const { request } = everyMail('sopa1', [hostile(name)]);
        const message = await composeMessage({
          from: { ...from, name },
          to: ines.tutor.email,
          date: now,
          content: request,
        });
        const mail = await PostalMime.parse(message);
        expect(mail.headers.map(({ key }) => key).sort()).toEqual(usualHeaders);
        expect(mail.to).toEqual([{ name: '', address: ines.tutor.email }]);
        expect(mail.from?.address).toBe(from.address);
        expect(mail.attachments).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });
});

const usualHeaders = [
  'auto-submitted',
  'content-language',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-auto-response-suppress',
];

test.each([
  'a@b.example\r\nBcc: spy@evil.example',
  'a@b.example, spy@evil.example',
  '<a@b.example>',
  'a b@c.example',
  '',
])('an address that is not one address is refused: %j', (address) => {
  const content = everyMail('sopa1', [ines]).request;
  expect(() => composeMessage({ from, to: address, date: now, content })).toThrow();
});
