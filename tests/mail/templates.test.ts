import { parse } from 'node-html-parser';
import { describe, expect, test } from 'vitest';
import type { DigestCount } from '../../functions/domain/attention/digest.ts';
import { siteOf } from '../../functions/domain/placement/site-of.ts';
import { digest } from '../../functions/mail/templates/digest.ts';
import { distributionToRegistrar } from '../../functions/mail/templates/distribution.ts';
import { escalation } from '../../functions/mail/templates/escalation.ts';
import { reminder } from '../../functions/mail/templates/reminder.ts';
import { request } from '../../functions/mail/templates/request.ts';
import { campaignListUrl } from '../../functions/mail/tutor-door.ts';
import { listPath } from '../../functions/pages/admin/placement-filter.ts';
import type { Mail } from '../../schemas/mail.ts';
import { poitiersProgramme } from '../poitiers.ts';
import { everyMail, type MailName } from './every-mail.ts';
import {
  campaignOf,
  clemence,
  dueDate,
  ines,
  institution,
  link,
  now,
  sent,
  mails as sentMails,
} from './sample-facts.ts';

/** The words of both parts, without what only one of them draws: rules, bullets, colons, brackets, capitals, the help under a button. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[\s\u00a0()]+|[:.](?=\s|$)/)
      .filter((word) => !/^[-=>*:·]*$/.test(word)),
  );
const htmlText = (html: string): string =>
  parse(
    html
      .replaceAll('Si le bouton ne répond pas, copiez cette adresse dans votre navigateur', '')
      // What text spells out beneath a label, the other part has behind it.
      .replace(/<a href="(https:[^"]+)" class="link"[^>]*>([^<]*)<\/a>/g, '$2 $1'),
  )
    .querySelectorAll('p, h1, h2, h3, h4, li, th, table.rule td, a.button')
    .map((element) => element.innerHTML.replace(/<br\/?>/g, ' '))
    .map((inner) => parse(inner).textContent)
    .join('\n');

describe.each(poitiersProgramme.stages.map(({ stageId }) => stageId))('for %s', (stage) => {
  describe.each([
    ['one student', [ines]],
    ['two students', [ines, clemence]],
  ] as const)('and %s', (_, [first, ...rest]) => {
    const mails = everyMail(stage, [first, ...rest]);

    test.each(Object.entries(mails))('%s says the same in its text and in its HTML', (_name, mail) => {
      expect(wordsOf(htmlText(mail.html))).toEqual(wordsOf(mail.text));
    });

    test.each(Object.entries(mails))(
      '%s names the stage in its subject and who writes in its signature',
      (name, mail) => {
        // Of a meeting, its kind and day say more than the stage whose tutors are invited.
        const named = name.startsWith('meeting')
          ? /réunion d’information/i
          : new RegExp(`^SOPA ${stage.slice(-1)} – \\S`);
        expect(mail.subject).toMatch(named);
        for (const part of [mail.text, mail.html]) {
          expect(part).toContain(institution.senderName);
          expect(part).toContain(institution.contactEmail);
          expect(part).toMatch(/Brigitte Roux, gestionnaire de scolarité/);
          expect(part).toContain('4 place de l’Exemple, 16000 Angoulême – 05 36 49 00 03');
        }
        expect(`${mail.subject}${mail.text}`).not.toMatch(/undefined|null|NaN|\[object/);
      },
    );

    test.each(Object.entries(mails))('%s fetches nothing and follows nobody', (_name, mail) => {
      // The one style is that of readers whose program is dark; a picture travels within the mail.
      expect(mail.html).not.toMatch(/<(script|link|iframe|form)\b|url\(|@import|src="(?!cid:)/i);
      const targets = parse(mail.html)
        .querySelectorAll('a')
        .map((anchor) => anchor.getAttribute('href') ?? '');
      for (const target of targets) expect(target).toMatch(/^(mailto|tel):|^https:\/\/sopa\.example\//);
    });

    test.each(Object.entries(mails))(
      '%s keeps below what mail programs cut off and wraps its text',
      (_name, mail) => {
        expect(new TextEncoder().encode(mail.html).length).toBeLessThan(100_000);
        for (const line of mail.text.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
      },
    );

    test('a mail to the tutor names every student it is about', () => {
      for (const { student } of [first, ...rest])
        for (const name of [
          'assignmentToTutor',
          'briefingToTutor',
          'request',
          'reminder1',
          'newLink',
        ] as const)
          expect(mails[name].text).toContain(`${student.firstName} ${student.lastName}`);
    });
  });
});

const askedOn = (now: string) => {
  const facts = { institution, campaign: campaignOf('sopa1'), placements: [ines], dueDate, now, link };
  return { request: request(facts), reminder1: reminder({ ...facts, round: 'reminder1' }) };
};

describe('the mails that ask for a report', () => {
  const mails = everyMail('sopa1', [ines]);
  const subjectOf = (name: MailName) => mails[name].subject;
  const textOf = (name: MailName) => mails[name].text.replace(/\s+/g, ' ');

  test('carry the link and say how short it is and that the draft is kept', () => {
    for (const name of ['request', 'reminder1', 'reminder2', 'reminder3'] as const) {
      expect(textOf(name)).toContain(link);
      expect(mails[name].text).toContain(`\n${link}/imprevu\n`);
      expect(textOf(name)).toContain('De 5 à 10 minutes suffisent');
      expect(textOf(name)).toContain('Ce que vous avez saisi est conservé');
    }
  });

  test('tell in the subject what is asked, until when, and for whom', () => {
    expect(subjectOf('request')).toBe(
      'SOPA 1 – Compte-rendu de stage à compléter d’ici au vendredi 16 octobre (Inès Morin)',
    );
    expect(subjectOf('reminder1')).toBe(
      'SOPA 1 – Rappel : compte-rendu de stage à compléter d’ici au vendredi 16 octobre (Inès Morin)',
    );
    expect(subjectOf('reminder2')).toBe(
      'SOPA 1 – Rappel : compte-rendu de stage attendu depuis le vendredi 16 octobre (Inès Morin)',
    );
    expect(subjectOf('reminder3')).toBe(
      'SOPA 1 – Dernier rappel : compte-rendu de stage attendu depuis le vendredi 16 octobre (Inès Morin)',
    );
  });

  test('speak of the due date as it stands to the day they leave, not to their round', () => {
    expect(textOf('reminder1')).toContain('est attendu pour le vendredi 16 octobre 2026');
    expect(textOf('reminder2')).toContain('était attendu pour le vendredi 16 octobre 2026');
    expect(textOf('reminder3')).toContain('nous manque toujours');
    const pushedPast = askedOn('2026-11-02T07:00:00.000Z').reminder1;
    expect(pushedPast.subject).toContain('attendu depuis le vendredi 16 octobre');
    const onTheDay = askedOn('2026-10-16T06:00:00.000Z').reminder1;
    expect(onTheDay.subject).toContain('à compléter aujourd’hui, vendredi 16 octobre');
  });

  test('tell the student where the request went, in full, and give them no link', () => {
    expect(subjectOf('studentNotice')).toBe(
      'SOPA 1 – Le compte-rendu de votre stage est demandé à Mme Léa Le Goff',
    );
    expect(textOf('studentNotice')).toContain(`Mme Léa Le Goff (${ines.tutor.email})`);
    expect(textOf('studentNotice')).toContain('Votre stage s’achève.');
    expect(mails.studentNotice.html).not.toContain(link);
  });

  test('only the last reminder says that the delegate has a copy', () => {
    expect(textOf('reminder3')).toContain('Karim Benali (karim.benali@inspe.example)');
    expect(textOf('reminder2')).not.toContain('Karim Benali');
  });

  test('a request that leaves after the due date brings no calendar entry of it', () => {
    expect(mails.request.attachments.map(({ filename }) => filename)).toEqual(['echeance-SOPA1.ics']);
    expect(askedOn('2026-11-02T07:00:00.000Z').request.attachments).toEqual([]);
  });
});

describe('the mails about a stage', () => {
  const mails = everyMail('sopa2', [ines, clemence]);
  const flat = (name: MailName) => mails[name].text.replace(/[\s\u00a0]+/g, ' ');

  test('the assignment tells the tutor who, when, where and until when, and leads to letter, role and framing', () => {
    for (const passage of [
      'Inès Morin (ines.morin@etu.example)',
      'Clémence Gauthier (clemence.gauthier@etu.example)',
      'du 5 au 9 octobre 2026',
      'École primaire Louise-Michel, Soyaux',
      'Karim Benali (karim.benali@inspe.example)',
      'en ligne, pour le vendredi 16 octobre 2026',
      'Lire la lettre de mission : https://sopa.example/guide/2026-sopa2#lettre',
      'https://sopa.example/guide/2026-sopa2#role',
      'https://sopa.example/guide/2026-sopa2#cadrage',
      'https://sopa.example/guide/2026-sopa2/guide.pdf',
    ])
      expect(flat('assignmentToTutor')).toContain(passage);
    // It is shown around: what opens the reports must not be in it.
    expect(mails.assignmentToTutor.html + mails.assignmentToTutor.text).not.toContain('/r/');
    expect(flat('assignmentToTutor').split('du 5 au 9 octobre 2026')).toHaveLength(2);
  });

  test('students of different weeks or schools are not said to share them', () => {
    const elsewhere = { ...clemence, school: { name: 'École Jean-Zay', town: 'Niort' } };
    const [both, apart] = [everyMail('sopa2', [ines, clemence]), everyMail('sopa2', [ines, elsewhere])];
    const dates = ({ text }: { text: string }) => text.split('Dates').length - 1;
    expect([dates(both.assignmentToTutor), dates(apart.assignmentToTutor)]).toEqual([1, 2]);
    expect(apart.assignmentToTutor.text).toContain('École Jean-Zay, Niort');
  });

  test('the first mail says whose data it rests on, where they came from, and where one’s rights stand', () => {
    for (const [name, said] of [
      ['assignmentToTutor', 'nous ont été transmises par la scolarité'],
      ['assignmentToStudent', 'servent à organiser et à évaluer votre stage'],
    ] as const)
      for (const part of [flat(name), mails[name].html.replace(/[\s\u00a0]+/g, ' ')]) {
        expect(part).toContain(said);
        expect(part).toContain('mission d’intérêt public');
        expect(part).toContain('https://sopa.example/donnees-personnelles');
      }
  });

  test('the student learns where, with whom and when, and where the framing stands', () => {
    const text = flat('assignmentToStudent');
    for (const passage of [
      'du 5 au 9 octobre 2026',
      'École primaire Louise-Michel, Soyaux',
      'PS, 18 élèves',
      'Mme Léa Le Goff',
    ])
      expect(text).toContain(passage);
    expect(text).toContain('https://sopa.example/guide/2026-sopa2#cadrage');
    expect(text).not.toContain('ettre de mission');
  });
});

describe('the mails to staff', () => {
  const mails = everyMail('sopa1', [ines]);
  const flat = (name: MailName) => mails[name].text.replace(/[\s\u00a0]+/g, ' ');

  test('the escalation has a line for each tutor: how to reach them, what was sent, what may not have arrived', () => {
    const text = flat('escalation');
    expect(text).toContain('Bonjour Monsieur Benali,');
    expect(text).toContain('attendu pour le vendredi 16 octobre 2026');
    expect(text).toContain(
      '- Mme Le Goff, pour Inès Morin École primaire Louise-Michel, Soyaux 3 messages, dernier le 13 octobre, brouillon commencé 05 36 49 00 07 lea.le-goff@ac.example message du 13 octobre non confirmé',
    );
    expect(mails.escalation.html).toContain('href="tel:0536490007"');
    const two = everyMail('sopa1', [ines, clemence]).escalation.text.replace(/[\s\u00a0]+/g, ' ');
    expect(two.split('Mme Le Goff')).toHaveLength(2);
    expect(two).toContain('pour Inès Morin et Clémence Gauthier');
    expect(two).toContain('3 messages');
  });

  test('reports of different due dates, and a message that came back, are told apart', () => {
    const [first] = sentMails;
    if (first?.status !== 'sent') throw new Error('the first mail left');
    const returned: Mail = { ...first, failure: { at: now, reason: 'returned' } };
    const text = escalation({
      ...{ institution, campaign: campaignOf('sopa1'), now, recipient: { name: 'Karim Benali' } },
      site: siteOf(institution, 'angouleme'),
      reports: [
        { placement: ines, dueDate, mails: [returned] },
        {
          placement: { ...clemence, tutor: { ...ines.tutor, email: 'x@ac.example' } },
          dueDate: '2026-10-30',
          mails: [],
        },
      ],
    }).text.replace(/[\s\u00a0]+/g, ' ');
    expect(text).toContain(
      'Bonjour, Malgré nos relances, 2 comptes-rendus de stage du site d’Angoulême ne sont pas arrivés.',
    );
    expect(text).toContain('attendu le 16 octobre, 1 message le 14 septembre');
    expect(text).toContain('message du 14 septembre revenu en erreur');
    expect(text).toContain('attendu le 30 octobre, aucun message envoyé');
  });

  test('buttons say what the institute calls the pages of its staff', () => {
    for (const name of ['delegateNotice', 'escalation', 'closing', 'alert'] as const) {
      expect(flat(name)).toMatch(/\(Espace INSPÉ\) : https:/);
      expect(flat(name)).not.toMatch(/console(?!\/|$| )/);
    }
  });

  test('the alert names the criteria that are not acquired, with the tutor’s words', () => {
    expect(mails.alert.subject).toBe('SOPA 1 – 2 critères « Non acquis » (Inès Morin)');
    expect(flat('alert')).toContain('C2. Répond aux exigences');
    expect(flat('alert')).not.toContain('C7.');
    expect(flat('alert')).toContain('Trois retards');
  });

  test('the closing says « non rendu » and that it is not the last word', () => {
    expect(flat('closing')).toContain('« non rendu »');
    expect(flat('closing')).toContain('n’est pas définitive');
  });

  test('a report that is read behind a link is not called attached, and the student is not said to receive it', () => {
    const facts = {
      institution,
      campaign: campaignOf('sopa1'),
      placement: ines,
      sent,
      pdf: new Uint8Array(),
      now,
    };
    const text = (reportUrl?: string) => distributionToRegistrar({ ...facts, reportUrl }).text;
    expect(text()).toContain('reçoit le même document');
    expect(text('https://sopa.example/x')).toContain('le lit en ligne lui aussi');
    expect(text('https://sopa.example/x')).not.toMatch(/ci-joint|même document/);
  });

  test('a report sent anew says that it replaces the first', () => {
    const again = everyMail('sopa1', [ines], { ...sent, number: 2, reference: 'SOPA1-2026-22600107-V2' });
    expect(again.distributionToRegistrar.subject).toBe(
      'SOPA 1 – Compte-rendu de stage d’Inès Morin (version 2)',
    );
    expect(again.distributionToStudent.text).toContain('remplace la précédente');
  });
});

test('what staff open from a mail is the list of what it is about, as the console’s own links lead there', () => {
  const env = { PUBLIC_URL: 'https://sopa.example' };
  const campaign = campaignOf('sopa1');
  for (const step of ['reminded', 'escalated', 'unreturned'] as const)
    expect(campaignListUrl(env, campaign, { siteId: 'la-rochelle' }, step)).toBe(
      `https://sopa.example${listPath(campaign, { site: 'la-rochelle', step })}`,
    );
});

describe('the digest of a morning', () => {
  const url = 'https://sopa.example/console/comptes-rendus';
  const of = (counts: DigestCount[], more = {}) =>
    digest({
      ...{ institution, recipient: { name: 'Karim Benali' }, sites: ['Poitiers', 'Niort'], counts },
      ...{ isMore: false, consoleUrl: 'https://sopa.example/console' },
      ...{ reports: { count: 0, isTooMany: false, url }, ...more },
    });
  const one: DigestCount[] = [{ kind: 'refused', count: 1, fresh: 0 }];
  const several: DigestCount[] = [
    { kind: 'troubled', count: 1, fresh: 1 },
    { kind: 'late', count: 8, fresh: 2 },
  ];
  const flat = ({ text }: { text: string }) => text.replace(/[\s\u00a0]+/g, ' ');

  test('says how many wait, and how many are new', () => {
    expect(of(one).subject).toBe('À traiter : 1 point');
    expect(flat(of(one))).toContain('1 point attend votre attention (Poitiers et Niort).');
    expect(of(several).subject).toBe('À traiter : 9 points, dont 3 nouveaux');
    expect(flat(of(several))).toContain(
      '9 points attendent votre attention, dont 3 nouveaux (Poitiers et Niort).',
    );
    expect(flat(of(several))).toContain('Retard signalé : 8 (2 nouveaux)');
    expect(flat(of(several, { isMore: true }))).toContain('Plus de 9 points');
  });

  test('brings the reports that came, or leads to them; a morning of nothing else says so alone', () => {
    const pdf = { filename: 'a.pdf', contentType: 'application/pdf', content: new Uint8Array() };
    const linked = of(one, { reports: { count: 3, isTooMany: false, url } });
    expect(linked.subject).toBe('À traiter : 1 point – 3 comptes-rendus reçus');
    expect(linked.text).toContain(url);
    const attached = of([], { reports: { count: 1, isTooMany: true, url, attached: [pdf] } });
    expect([attached.subject, attached.attachments]).toEqual(['1 compte-rendu reçu', [pdf]]);
    expect(flat(attached)).not.toContain('attend votre attention');
    expect(attached.text).not.toContain(url);
    const tooMany = of([], { reports: { count: 21, isTooMany: true, url } });
    expect(flat(tooMany)).toContain(
      '21 comptes-rendus reçus depuis le matin précédent (Poitiers et Niort) : trop pour',
    );
    expect(tooMany.text).toContain(url);
  });

  test('says the same in its text and in its HTML, and leads to the list', () => {
    for (const mail of [of(one), of(several)]) {
      expect(wordsOf(htmlText(mail.html))).toEqual(wordsOf(mail.text));
      expect(mail.html).toContain('href="https://sopa.example/console"');
    }
  });
});
