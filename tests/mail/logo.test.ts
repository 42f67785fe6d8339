import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeMessage } from '../../functions/mail/message.ts';
import { writeLetter } from '../../functions/mail/write-letter.ts';
import { montclair } from '../montclair.ts';
import { poitiers } from '../poitiers.ts';

const calendar = { filename: 'stage.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' };
const letterOf = (institution: typeof montclair) =>
  writeLetter({ subject: 'Stage', title: 'Stage', salutation: 'Bonjour,', blocks: [], institution }, [
    calendar,
  ]);

test('an institute’s picture travels within its mails, is shown in them, and is nothing to open beneath', async () => {
  const content = letterOf(montclair);
  expect(content.html).toMatch(/<img src="cid:logo@sopa" [^>]*width="120" height="40"/);
  const bytes = await composeMessage({
    from: { name: montclair.senderName, address: 'stages@montclair.example' },
    to: 'jeanne.martin@ecole.example',
    date: '2027-01-04T08:00:00.000Z',
    content,
  });
  const { attachments } = await PostalMime.parse(bytes);
  expect(
    attachments.map(({ filename, disposition, contentId }) => [filename, disposition, contentId]),
  ).toEqual(
    expect.arrayContaining([
      ['stage.ics', 'attachment', undefined],
      ['logo.png', 'inline', '<logo@sopa>'],
    ]),
  );
});

test('one without a picture writes its name alone', () => {
  const { html, attachments } = letterOf(poitiers);
  expect(html).not.toContain('<img');
  expect(attachments).toEqual([calendar]);
});
