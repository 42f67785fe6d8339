import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { PageShown, World } from '../observations.ts';
import { isOfMeeting, occasions } from './occasions.ts';
import { delegatesAt, inChargeOf } from './site-people.ts';
import type { Stage } from './stage.ts';
import type { KnownMail, Watch, Watched } from './watch.ts';

type Site = World['institution']['sites'][number];
const linkToForm = /\/r\//;
const oneAddress = /^[^\s,;<>@]+@[^\s,;<>@]+$/;

/** (f) Nobody is mailed or shown what is not theirs. */
export const privacy = ({ world, ledger, broken }: Watched): Watch => {
  const sites = new Map<string, Site>(world.institution.sites.map((site) => [site.siteId, site]));

  const isReader = (facts: PlacementFacts, to: string, { occasion }: KnownMail): boolean =>
    occasions[occasion].to.some((reader) => {
      if (reader === 'tutor' || reader === 'student') return facts[reader].email === to;
      const site = sites.get(facts.siteId);
      if (!site) return false;
      return reader === 'delegate'
        ? delegatesAt(site).includes(to)
        : site.registrars.some(({ email }) => email === to);
    });

  const isInCharge = (to: string): boolean =>
    [...sites.values()].some((site) => inChargeOf(site).includes(to));

  const isSenderOf = (stage: Stage, to: string): boolean =>
    [...stage.sent.values()].some(({ sentBy }) => sentBy === to);

  /** A former name is somebody else's, if another student took the place. */
  const isCalled = (spelling: string, { student }: PlacementFacts): boolean =>
    spelling === student.lastName || spelling === student.lastName.toUpperCase();

  const mailLeft = (mail: KnownMail): void => {
    const { to, occasion, begun, about, named, text } = mail;
    if (!oneAddress.test(to)) broken('f', `a ${occasion} left to ${to}`);
    // Numbers alone, to those in charge of a site.
    if (occasion === 'digest') {
      if (named.length > 0 || !isInCharge(to))
        broken('f', `a digest to ${to} names people, or is not theirs`);
      return;
    }
    // Of no stage: whom a meeting concerns is promise n's.
    if (isOfMeeting(occasion)) return;
    if (about.length === 0) broken('f', `a ${occasion} to ${to} is about nobody of theirs`);
    const mayRead = (stage: Stage, spelling?: string): boolean =>
      (occasion === 'receipt' && isSenderOf(stage, to)) ||
      // Whose stage it was knows the student by the name of then.
      (occasion === 'farewell' && stage.versions.some(({ facts }) => isReader(facts, to, mail))) ||
      stage
        .versionsSince(begun.step)
        .some(
          ({ facts }) => isReader(facts, to, mail) && (spelling === undefined || isCalled(spelling, facts)),
        );
    for (const { stage } of about)
      if (!mayRead(stage)) broken('f', `a ${occasion} to ${to} is about ${stage.key}`);
    for (const { person, spelling } of named)
      if (!mayRead(person, spelling))
        broken('f', `a ${occasion} to ${to} names ${spelling} of ${person.key}`);
    if (!linkToForm.test(text)) return;
    const isTutors = [...ledger.ofTutor(mail.campaignId, to)].some((stage) =>
      stage.versionsSince(begun.step).some(({ facts }) => facts.tutor.email === to),
    );
    const readers: readonly string[] = occasions[occasion].to;
    if (!isTutors || !readers.includes('tutor'))
      broken('f', `a ${occasion} to ${to}, who is no tutor there, has a link to the form`);
  };

  const shown = ({ to, text, path, begun }: PageShown): void => {
    if ('staff' in to && to.sites === 'all') return;
    const isTheirs = ({ tutor, student, siteId }: PlacementFacts): boolean => {
      if ('tutor' in to) return tutor.email === to.tutor.toLowerCase();
      return 'student' in to ? student.email === to.student : to.sites.includes(siteId);
    };
    const who = 'tutor' in to ? to.tutor : 'student' in to ? to.student : to.staff;
    // The path of a tutor's or a student's page is a key: none that opens anything is written down.
    const page = 'staff' in to ? path : 'a page';
    // A student of two campaigns is two stages of one name: either makes it theirs.
    const foreign = new Map<string, Stage>();
    const theirs = new Set<string>();
    for (const { person, spelling } of ledger.names.namedIn(text))
      if (person.versionsSince(begun.step).some(({ facts }) => isTheirs(facts))) theirs.add(spelling);
      else foreign.set(spelling, person);
    for (const [spelling, stage] of foreign)
      if (!theirs.has(spelling)) broken('f', `${page} shown to ${who} names ${spelling} of ${stage.key}`);
  };

  return {
    mailLeft,
    seen(observation) {
      if (observation.kind === 'pageShown') shown(observation);
    },
  };
};
