import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteOf } from '../../functions/domain/placement/site-of.ts';
import type { MailContent } from '../../functions/mail/message.ts';
import { digest } from '../../functions/mail/templates/digest.ts';
import { escalation } from '../../functions/mail/templates/escalation.ts';
import type { MailKind } from '../../schemas/mail-kind.ts';
import {
  accessibilityProblems,
  inDarkColours,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from '../pages/browser.ts';
import { everyMail } from './every-mail.ts';
import { campaignOf, clemence, dueDate, ines, institution, mails, now } from './sample-facts.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: phone })).newPage();
});
afterAll(() => browser?.close());

const morning = digest({
  ...{ institution, recipient: { name: 'Karim Benali' }, sites: ['Poitiers'], isMore: false },
  counts: [{ kind: 'late', count: 8, fresh: 2 }],
  consoleUrl: 'https://sopa.example/console',
  reports: { count: 3, isTooMany: false, url: 'https://sopa.example/console/comptes-rendus' },
});

/** As a difficult week brings them: a tutor each, some of long names, and a message of some that did not arrive. */
const seventeen = Array.from({ length: 17 }, (_, at) => {
  const isLong = at % 3 === 0;
  const placement = {
    ...ines,
    studentNumber: String(22600200 + at),
    student: { ...ines.student, lastName: isLong ? 'Morin-Gauthier' : 'Vergnaud' },
    tutor: {
      ...ines.tutor,
      lastName: isLong ? 'Le Goff-Martin' : 'Arnaudeau',
      email: isLong ? `lea.le-goff-martin${at}@ac.example` : `leonie.arnaudeau${at}@ac.example`,
    },
    school: { ...ines.school, name: 'École élémentaire Jean-Moulin', town: 'Gond-Pontouvre' },
  };
  const toThem = mails
    .slice(0, at % 4 === 0 ? 3 : 2)
    .map((mail) => ({ ...mail, recipient: placement.tutor.email }));
  return { placement, dueDate, mails: toThem, draftSavedAt: at % 2 === 0 ? now : undefined };
});
const manyMissing = escalation({
  ...{ institution, campaign: campaignOf('sopa1'), now, reports: seventeen },
  site: siteOf(institution, 'angouleme'),
  recipient: { name: 'Karim Benali' },
  consoleUrl: 'https://sopa.example/console',
});

/** In screens of a phone: what nobody scrolls through is not read. */
const longest: Record<string, number> = { manyMissing: 4 };

const measured: Record<MailKind, MailContent> = {
  ...everyMail('sopa1', [ines, clemence]),
  digest: morning,
};
test.each(Object.entries({ ...measured, manyMissing }))(
  '%s is two screens of a phone at most, has nothing that axe finds on it, light or dark, and no scrolling sideways',
  async (name, { html }) => {
    await page.setContent(html);
    await takePicture(page, name);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height / phone.height).toBeLessThanOrEqual(longest[name] ?? 2);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await inDarkColours(page, () => accessibilityProblems(page))).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
  },
);

test.each([
  ['one student', [ines]],
  ['two students of one school', [ines, clemence]],
] as const)(
  'the mission mail about %s has who, where and when on the first screen of a phone',
  async (_, [first, ...rest]) => {
    await page.setContent(everyMail('sopa1', [first, ...rest]).assignmentToTutor.html);
    const factsEnd = await page
      .locator('table', { hasText: first.school.town })
      .last()
      .evaluate((table) => table.getBoundingClientRect().bottom);
    expect(factsEnd).toBeLessThanOrEqual(phone.height);
  },
);
