import { expect, test } from 'vitest';
import { keptLetterOf, removedLink } from '../../functions/mail/kept-letter.ts';
import { everyMail } from './every-mail.ts';
import { clemence, ines, link } from './sample-facts.ts';

const envelope = {
  from: { name: 'INSPÉ', address: 'sopa@inspe.example' },
  replyTo: 'stages@inspe.example',
};
const token = link.split('/').at(-1) ?? '';

test.each(Object.entries(everyMail('sopa1', [ines, clemence])))(
  '%s is kept as it left, but for what opens the tutor’s reports',
  (_, mail) => {
    const kept = keptLetterOf(mail, envelope);
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept).toMatchObject({
      ...envelope,
      subject: mail.subject,
      text: mail.text.replaceAll(token, removedLink),
      html: mail.html.replaceAll(token, removedLink),
    });
    expect(kept.attachments.map(({ filename }) => filename)).toEqual(
      mail.attachments.map(({ filename }) => filename),
    );
  },
);
