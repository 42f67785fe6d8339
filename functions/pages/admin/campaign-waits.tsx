import type { ComponentChildren } from 'preact';
import type { Campaign } from '../../../schemas/campaign.ts';
import { type SiteProgress, sumOf, totalOf } from '../../domain/placement/campaign-progress.ts';
import { mayLaunch, mayManage } from '../../domain/rights.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { groupWords, listPath } from './placement-filter.ts';
import { siteReminderPath } from './site-reminder-page.tsx';
import type { Visit } from './visit.ts';
import { campaignPath, counted, siteName } from './wording.ts';

type Props = {
  visit: Visit;
  campaign: Campaign;
  progress: readonly SiteProgress[];
  /** Work is starting placements: those it has not reached do not wait for anybody. */
  isLaunching: boolean;
};

/** What waits for somebody in this campaign, most urgent first: a line each, with what settles it. */
export const CampaignWaits = (props: Props) => {
  const waits = [
    ...[troubles(props), undelivered(props), words(props)],
    ...[notStarted(props), late(props), toRemind(props)],
  ].filter((one) => one !== undefined);
  if (waits.length === 0) return null;
  return (
    <section class="card waiting" aria-labelledby="attend">
      <h2 id="attend">Ce qui attend</h2>
      <ul>
        {waits.map(({ title, text, action }) => (
          <li key={title}>
            <div>
              <p>
                <strong>{title}</strong>
              </p>
              <p class="muted">{text}</p>
            </div>
            <div class="actions">{action}</div>
          </li>
        ))}
      </ul>
    </section>
  );
};

type Wait = { title: string; text: ComponentChildren; action: ComponentChildren };

const seeThem = (campaign: Campaign, step: string) => (
  <a class="button secondary" href={listPath(campaign, { step })}>
    Voir ces affectations
  </a>
);

const troubles = ({ visit: { staff, csrf }, campaign, progress }: Props): Wait | undefined => {
  const { troubled } = totalOf(progress);
  if (troubled === 0) return undefined;
  return {
    title: `Le suivi est interrompu pour ${counted(troubled, 'affectation')}`,
    text: 'Leurs courriels ne partent plus. Ouvrez-en une pour lire pourquoi ; relancez quand la cause est levée.',
    action: (
      <>
        {mayManage(staff) && (
          <form method="post" action={`${campaignPath(campaign)}/relance`}>
            <CsrfInput token={csrf} />
            <button class="secondary" type="submit">
              {troubled === 1 ? 'Relancer ce suivi' : `Relancer ces ${troubled} suivis`}
            </button>
          </form>
        )}
        {seeThem(campaign, 'troubled')}
      </>
    ),
  };
};

/** Mails that did not arrive: most often an address with a slip. */
const undelivered = ({ campaign, progress }: Props): Wait | undefined => {
  const count = sumOf(progress, 'undelivered');
  if (count === 0) return undefined;
  return {
    title: `Des courriels n’ont pas été remis pour ${counted(count, 'affectation')}`,
    text: 'Vérifiez les adresses avec l’école ou l’étudiant·e. La page de l’affectation corrige celle qui est fausse, et renvoie le lien à celle qui est juste.',
    action: seeThem(campaign, groupWords.undelivered.word),
  };
};

/** What tutors said is not as planned: reminders wait for two working days, the tutor for an answer. */
const words = ({ campaign, progress }: Props): Wait | undefined => {
  const count = sumOf(progress, 'words');
  if (count === 0) return undefined;
  return {
    title: counted(count, 'mot d’un tuteur attend une suite', 'mots de tuteurs attendent une suite'),
    text: 'La page de l’affectation dit ce qui se passe, et propose ce qui le règle.',
    action: seeThem(campaign, groupWords.words.word),
  };
};

/** Placements that a launched campaign has and that nothing watches over: added since, or left by an interrupted launch. */
const notStarted = ({ visit, campaign, progress, isLaunching }: Props): Wait | undefined => {
  if (campaign.status !== 'launched' || campaign.held || isLaunching || visit.request.query.has('lancees'))
    return undefined;
  const { prepared } = totalOf(progress);
  if (prepared === 0) return undefined;
  return {
    title: counted(prepared, 'affectation n’a pas encore démarré', 'affectations n’ont pas encore démarré'),
    text: 'Elles ont été ajoutées après le lancement, ou le lancement a été interrompu : aucun courriel ne part pour elles.',
    action: mayLaunch(visit.staff, campaign) ? (
      <a class="button" href={`${campaignPath(campaign)}/lancement`}>
        Démarrer {counted(prepared, 'affectation')}
      </a>
    ) : (
      seeThem(campaign, 'prepared')
    ),
  };
};

/** Reports that those in charge were told of: the machine has done what it can. */
const late = ({ campaign, progress }: Props): Wait | undefined => {
  const { escalated } = totalOf(progress);
  if (escalated === 0) return undefined;
  return {
    title: counted(escalated, 'retard signalé au délégué', 'retards signalés au délégué'),
    text: 'Les relances sont parties sans qu’un compte-rendu arrive : un appel à l’école aide souvent.',
    action: seeThem(campaign, 'escalated'),
  };
};

/** Reports that were asked for and are missing: a word to all tutors of a site at once, seldom. */
const toRemind = ({ visit: { institution }, campaign, progress }: Props): Wait | undefined => {
  if (campaign.status !== 'launched') return undefined;
  const sites = progress.filter(({ counts }) => askedAndMissing(counts) > 0);
  const count = sites.reduce((sum, { counts }) => sum + askedAndMissing(counts), 0);
  if (count === 0) return undefined;
  return {
    title: counted(count, 'compte-rendu demandé manque', 'comptes-rendus demandés manquent'),
    text: 'Les relances prévues partent d’elles-mêmes. Un rappel à tous les tuteurs d’un site est possible, une fois par 24 heures.',
    action: sites.map(({ siteId }) => (
      <a key={siteId} class="button secondary" href={siteReminderPath(campaign, siteId)}>
        Rappeler les tuteurs : {siteName(institution, siteId)}
      </a>
    )),
  };
};

const askedAndMissing = ({ requested, reminded, escalated }: SiteProgress['counts']): number =>
  requested + reminded + escalated;
