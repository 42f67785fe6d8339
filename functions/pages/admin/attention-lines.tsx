import type { ComponentChildren } from 'preact';
import type { Attention, AttentionKind, AttentionOf } from '../../../schemas/attention.ts';
import type { Campaign, CampaignId } from '../../../schemas/campaign.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { PlacementUnderAttention, Waiting } from '../../../schemas/under-attention.ts';
import { attentionMeanings } from '../../domain/attention/attention-meanings.ts';
import { campaignOfWaiting, matterOf } from '../../domain/attention/seen-attention.ts';
import { wordMeanings } from '../../domain/placement/word-meanings.ts';
import { mayLaunch, mayManage, mayResume } from '../../domain/rights.ts';
import { daysBetween } from '../../domain/timetable/calendar-days.ts';
import { of } from '../../domain/wording/elision.ts';
import { briefMoment, dayAsOf, parisDay } from '../../domain/wording/french-dates.ts';
import { fullName, listed, studentName, tutorName } from '../../domain/wording/people.ts';
import { failureLabels } from '../../mail/failure-labels.ts';
import { lowerFirst } from '../../mail/templates/wording.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { mayBeRight } from './failure-wording.ts';
import { heldInBrief, launchRefusals } from './launch-wording.ts';
import { meetingPath, meetingTitle } from './meetings/visited-meeting.ts';
import { fromAttention } from './relaunch.ts';
import { explainTrouble } from './trouble-wording.ts';
import type { Visit } from './visit.ts';
import { campaignPath, campaignTitle, counted, siteName, stagePath } from './wording.ts';
import { workTitles } from './work-notices.tsx';

type Of = Waiting['of'];
/** One line: one thing that waits, and what it is about. */
export type Line = {
  key: string;
  attention: Attention;
  about: Waiting;
  campaign: Campaign;
  /** The campaign's. */
  form: ReportForm;
  /** Placements that it is about: all of a tutor's, whose address was refused. */
  count: number;
};

/** A line for each thing that waits, newest first. */
export const linesOf = (
  waiting: readonly Waiting[],
  campaigns: ReadonlyMap<CampaignId, Campaign>,
  forms: ReadonlyMap<CampaignId, ReportForm>,
): Line[] => {
  const lines = new Map<string, Line>();
  for (const about of waiting)
    for (const attention of about.attention) {
      const campaignId = campaignOfWaiting(about);
      const [campaign, form] = [campaigns.get(campaignId), forms.get(campaignId)];
      const key = matterOf(about, attention);
      const known = lines.get(key);
      if (known) lines.set(key, { ...known, count: known.count + 1 });
      else if (campaign && form) lines.set(key, { key, attention, about, campaign, form, count: 1 });
    }
  return [...lines.values()].sort((a, b) => (a.attention.since < b.attention.since ? 1 : -1));
};

const tutorWords = { Mme: 'tutrice', 'M.': 'tuteur', '': 'tuteur ou tutrice' };

/** What a line says: who or what, what happened, what shows it, and the one thing that settles it. */
type Said = {
  href: string;
  who: string;
  what: string;
  evidence: ComponentChildren;
  action: ComponentChildren;
};
type Seen<About extends Of, Kind extends AttentionKind> = {
  visit: Visit;
  about: Extract<Waiting, { of: About }>;
  attention: AttentionOf<Kind>;
  campaign: Campaign;
  form: ReportForm;
  count: number;
};

type PlacementPage = Pick<PlacementUnderAttention, 'campaignId' | 'studentNumber'>;

const stageInBrief = ({ institution }: Visit, campaign: Campaign, placement: PlacementUnderAttention) =>
  `${campaignTitle(institution, campaign)}, ${siteName(institution, placement.siteId)} · ${tutorName(placement)}, ${placement.school.name}, ${placement.school.town}`;

/** A button that does it at once; others lead to a page that says first what will happen. */
const Press = ({
  visit,
  action,
  fields = {},
  children,
}: {
  visit: Visit;
  action: string;
  fields?: Record<string, string>;
  children: ComponentChildren;
}) => (
  <form method="post" action={action}>
    <CsrfInput token={visit.csrf} />
    {Object.entries(fields).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <button class="secondary" type="submit">
      {children}
    </button>
  </form>
);
const Lead = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <a class="button secondary" href={href}>
    {children}
  </a>
);

const troubled = ({ visit, about, attention, campaign }: Seen<'placement', 'troubled'>): Said => {
  const { placement } = about;
  return {
    href: stagePath(placement),
    who: studentName(placement),
    what: ` – ${lowerFirst(explainTrouble(attention).when)}`,
    evidence: stageInBrief(visit, campaign, placement),
    action: (
      <Press visit={visit} action={`${stagePath(placement)}/relance`} fields={{ [fromAttention]: 'oui' }}>
        Relancer le suivi
      </Press>
    ),
  };
};

const refused = ({ visit, about, attention, campaign, count }: Seen<'placement', 'refused'>): Said => {
  const { placement } = about;
  const { reader, recipient, reason } = attention;
  const isTutor = reader === 'tutor';
  return {
    href: stagePath(placement),
    who: isTutor ? tutorName(placement) : studentName(placement),
    what: isTutor
      ? `, ${tutorWords[placement.tutor.title ?? '']} de ${counted(count, 'étudiant')}`
      : ', étudiant·e',
    evidence: (
      <>
        <span class="address">{recipient}</span> : courriel {failureLabels[reason]}. Plus rien n’y est envoyé.{' '}
        {campaignTitle(visit.institution, campaign)}, {siteName(visit.institution, placement.siteId)}
      </>
    ),
    action: (
      <>
        <Lead href={`${stagePath(placement)}/correction?partie=${isTutor ? 'tuteur' : 'etudiant'}`}>
          Corriger l’adresse
        </Lead>
        {mayBeRight[reason] && (
          <a href={`${stagePath(placement)}/${isTutor ? 'lien' : 'lien-etudiant'}`}>
            L’adresse est juste : renvoyer le lien
          </a>
        )}
      </>
    ),
  };
};

const word = ({ visit, about, attention, campaign }: Seen<'placement', 'word'>): Said => {
  const { placement } = about;
  const { kind, text, lastDay, colleague } = attention.word;
  const facts = [
    text && `« ${text} »`,
    lastDay && `Dernier jour en classe : ${dayAsOf(lastDay, parisDay(visit.request.now))}`,
    colleague && `Collègue : ${fullName(colleague)}, ${colleague.email}`,
    `${placement.school.name}, ${placement.school.town}`,
    `${campaignTitle(visit.institution, campaign)}, ${siteName(visit.institution, placement.siteId)}`,
  ];
  const href = `${stagePath(placement)}#mot`;
  return {
    href,
    who: tutorName(placement),
    what: `, stage ${of(studentName(placement))} – ${lowerFirst(wordMeanings[kind].label)}`,
    evidence: <span class="address">{facts.filter(Boolean).join(' · ')}</span>,
    // The tutor has said all that it takes: it is looked at, and confirmed.
    action:
      kind === 'colleague' ? (
        <Lead href={`${stagePath(placement)}/correction?partie=remplacement&mot`}>Confier à ce collègue</Lead>
      ) : (
        <Lead href={href}>Donner suite</Lead>
      ),
  };
};

const studentsWord = ({ visit, about, attention, campaign }: Seen<'placement', 'studentsWord'>): Said => {
  const { placement } = about;
  const facts = [
    attention.text && `« ${attention.text} »`,
    placement.tutor.email,
    stageInBrief(visit, campaign, placement),
  ];
  const href = `${stagePath(placement)}#signalement`;
  return {
    href,
    who: studentName(placement),
    what: ` – ${tutorName(placement)} dit ne pas avoir reçu le courriel`,
    evidence: <span class="address">{facts.filter(Boolean).join(' · ')}</span>,
    action: <Lead href={href}>Donner suite</Lead>,
  };
};

const seen = (visit: Visit, placement: PlacementPage, { kind, since }: Attention, label: string) => (
  <Press visit={visit} action={`${stagePath(placement)}/attention`} fields={{ point: kind, depuis: since }}>
    {label}
  </Press>
);

const notAcquired = ({
  visit,
  about,
  attention,
  campaign,
  form: { ethics },
}: Seen<'placement', 'notAcquired'>): Said => {
  const { placement } = about;
  const names = attention.criteria.map((id) => {
    const name = ethics.criteria.find(({ criterionId }) => criterionId === id)?.heading;
    return name === undefined ? id : `${id}. ${name}`;
  });
  return {
    href: stagePath(placement),
    who: studentName(placement),
    what: ` – ${ethics.levels.notAcquired} : ${listed(names)}`,
    evidence: (
      <>
        <a href={`${stagePath(placement)}/compte-rendu.pdf`}>Lire le compte-rendu (PDF)</a> ·{' '}
        {stageInBrief(visit, campaign, placement)}
      </>
    ),
    action: seen(visit, placement, attention, 'Marquer comme vu'),
  };
};

const late = ({ visit, about, attention, campaign }: Seen<'placement', 'late'>): Said => {
  const { placement } = about;
  const days = Math.max(0, daysBetween(attention.dueDate, parisDay(visit.request.now)));
  return {
    href: stagePath(placement),
    who: tutorName(placement),
    what: ` – compte-rendu de ${studentName(placement)} attendu le ${dayAsOf(attention.dueDate, parisDay(visit.request.now))}, ${counted(days, 'jour')} de retard`,
    evidence: (
      <>
        <a class="address" href={`mailto:${placement.tutor.email}`}>
          {placement.tutor.email}
        </a>{' '}
        · {placement.school.name}, {placement.school.town} · {campaignTitle(visit.institution, campaign)},{' '}
        {siteName(visit.institution, placement.siteId)}
      </>
    ),
    action: <Lead href={`${stagePath(placement)}/lien`}>Écrire ou appeler</Lead>,
  };
};

const stoppedWork = ({ visit, about, campaign }: Seen<'work', 'stoppedWork'>): Said => {
  const { work } = about;
  const { name, stopped } = workTitles[work.kind];
  return {
    href: campaignPath(work),
    who: campaignTitle(visit.institution, campaign),
    what: ` – ${lowerFirst(name)} ${stopped}`,
    evidence: `Demandé par ${work.askedBy}. Ce qui est fait est fait ; le reste attend.`,
    action: mayResume(visit.staff, campaign, work) ? (
      <Press
        visit={visit}
        action={`${campaignPath(work)}/travaux/${work.workId}`}
        fields={{ run: String(work.run) }}
      >
        Reprendre
      </Press>
    ) : (
      <span class="muted">À l’administration</span>
    ),
  };
};

const stoppedMeeting = ({ visit, about, attention, campaign }: Seen<'meeting', 'stoppedMeeting'>): Said => {
  const href = meetingPath(attention.meeting);
  return {
    href,
    who: meetingTitle(attention.meeting),
    what: ' – ses courriels se sont interrompus',
    evidence: `Ce qui est parti ne repartira pas. ${campaignTitle(visit.institution, campaign)}, ${siteName(visit.institution, about.meeting.siteId)}`,
    action: <Lead href={href}>Reprendre les envois</Lead>,
  };
};

const heldLaunch = ({ visit, attention, campaign }: Seen<'campaign', 'heldLaunch'>): Said => ({
  href: campaignPath(campaign),
  who: campaignTitle(visit.institution, campaign),
  what: ` – ${lowerFirst(heldInBrief(attention))}`,
  evidence: 'Les autres affectations attendent : corrigez ces adresses, puis continuez.',
  action: <Lead href={campaignPath(campaign)}>Corriger et continuer</Lead>,
});

const refusedLaunch = ({ visit, attention, campaign }: Seen<'campaign', 'refusedLaunch'>): Said => ({
  href: campaignPath(campaign),
  who: campaignTitle(visit.institution, campaign),
  what: ' – son lancement programmé ne s’est pas fait',
  evidence: `${launchRefusals[attention.why]} Aucun courriel n’est parti.`,
  action: mayLaunch(visit.staff, campaign) ? (
    <Lead href={`${campaignPath(campaign)}/lancement`}>Lancer ou reprogrammer</Lead>
  ) : (
    <span class="muted">À l’administration</span>
  ),
});

const unconfirmedImport = ({ visit, about, campaign }: Seen<'import', 'unconfirmedImport'>): Said => {
  const { file } = about;
  const path = `${campaignPath(file)}/import/${file.importId}`;
  return {
    href: path,
    who: file.filename,
    what: ` – ${campaignTitle(visit.institution, campaign)}`,
    evidence: `${file.keptBy ? `Déposé par ${file.keptBy.name}. ` : ''}Rien n’est encore enregistré.`,
    action: <Lead href={path}>Reprendre l’import</Lead>,
  };
};

/** What each kind of line says: another kind is a compile error here. */
const said = ({ about, attention, ...rest }: Line & { visit: Visit }): Said | undefined => {
  switch (attention.kind) {
    case 'troubled':
      return about.of === 'placement' ? troubled({ ...rest, about, attention }) : undefined;
    case 'refused':
      return about.of === 'placement' ? refused({ ...rest, about, attention }) : undefined;
    case 'word':
      return about.of === 'placement' ? word({ ...rest, about, attention }) : undefined;
    case 'studentsWord':
      return about.of === 'placement' ? studentsWord({ ...rest, about, attention }) : undefined;
    case 'notAcquired':
      return about.of === 'placement' ? notAcquired({ ...rest, about, attention }) : undefined;
    case 'late':
      return about.of === 'placement' ? late({ ...rest, about, attention }) : undefined;
    case 'stoppedWork':
      return about.of === 'work' ? stoppedWork({ ...rest, about, attention }) : undefined;
    case 'stoppedMeeting':
      return about.of === 'meeting' ? stoppedMeeting({ ...rest, about, attention }) : undefined;
    case 'heldLaunch':
      return about.of === 'campaign' ? heldLaunch({ ...rest, about, attention }) : undefined;
    case 'refusedLaunch':
      return about.of === 'campaign' ? refusedLaunch({ ...rest, about, attention }) : undefined;
    case 'unconfirmedImport':
      return about.of === 'import' ? unconfirmedImport({ ...rest, about, attention }) : undefined;
  }
};

export const AttentionLine = ({ visit, line, isNew }: { visit: Visit; line: Line; isNew: boolean }) => {
  const says = said({ ...line, visit });
  if (!says) return null;
  const { href, who, what, evidence, action } = says;
  const { settledBy } = attentionMeanings[line.attention.kind];
  return (
    <li>
      <div>
        <p>
          <a href={href}>{who}</a>
          {what}
          {isNew && <span class="new">nouveau</span>}
        </p>
        <p class="muted">{evidence}</p>
      </div>
      <p class="since">
        <span class="visually-hidden">Depuis </span>
        {briefMoment(line.attention.since, visit.request.now)}
      </p>
      <div class="does">
        {settledBy === 'everybody' || mayManage(visit.staff) ? (
          action
        ) : (
          <span class="muted">À la scolarité</span>
        )}
      </div>
    </li>
  );
};
