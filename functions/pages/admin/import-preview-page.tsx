import type { Campaign } from '../../../schemas/campaign.ts';
import { studentsToCarry } from '../../actions/carry-placements.ts';
import { type CheckedImport, checkedImport, withoutReassigned } from '../../actions/check-import.ts';
import { dropImport } from '../../actions/drop-import.ts';
import { importPlacements } from '../../actions/import-placements.ts';
import { rejectedRowsCsv } from '../../documents/rejected-rows.ts';
import type { CheckedRow, ImportCheck } from '../../domain/import/import-check.ts';
import { peopleWrittenTo } from '../../domain/import/import-mails.ts';
import { checkMark } from '../../domain/import/import-merge.ts';
import { isRefusal } from '../../domain/placement/mail-refusal.ts';
import { mayManage } from '../../domain/rights.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';
import type { DomainState } from '../../mail/mail-domains.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { file, html, type PageResponse, redirect } from '../responses.ts';
import { campaignsToCarry } from './carry-over.tsx';
import { ConsolePage } from './console-page.tsx';
import { ChangeList, CorrectionEffect } from './correction-effect.tsx';
import { DomainNotice, lookedUp, PrivateAddresses } from './import-addresses.tsx';
import { onlyManagersImport } from './import-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail, visitedCampaign } from './visited-campaign.ts';
import { campaignPath, campaignTitle, counted, siteName, stagePath } from './wording.ts';

/** A page shows so many rows of each kind; the rest is counted. */
const shownRows = 100;

/** What the file would change, and every problem in it. Writes nothing. */
export const showImportPreview = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return notAllowedPage(onlyManagersImport, campaignPath(campaign));
  const checked = await checkedOf(visit, campaign);
  if (!checked) return fileGone(visit, campaign);
  const [states, carried] = await Promise.all([lookedUp(visit, checked), carriedFrom(visit, campaign)]);
  return html(
    <Preview visit={visit} campaign={campaign} checked={checked} states={states} carried={carried} />,
  );
};

/** Checks once more, since the campaign may have changed, and takes the good rows. */
export const confirmImport = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return notAllowedPage(onlyManagersImport, campaignPath(campaign));
  const whole = await checkedOf(visit, campaign);
  if (!whole) return fileGone(visit, campaign);
  const { form } = visit.request;
  // Somebody has corrected or added what the file says otherwise: nobody has read that it would be undone.
  if (fieldValue(form, 'vu') !== checkMark(whole.check))
    return html(<Preview visit={visit} campaign={campaign} checked={whole} isOvertaken />, { status: 409 });
  if (isMostlyOfOtherDates(whole.check) && fieldValue(form, 'dates') !== 'oui')
    return html(<Preview visit={visit} campaign={campaign} checked={whole} isDatesUnconfirmed />, {
      status: 422,
    });
  const isConfirmed = fieldValue(form, 'personnes') === 'oui';
  const checked = isConfirmed ? whole : withoutReassigned(whole);
  const told = peopleWrittenTo(checked.check.changed, checked.existing);
  const outcome = await importPlacements(visit.env, visit.acting, campaign, checked);
  if (outcome.kind === 'refused') return notAllowedPage(onlyManagersImport, campaignPath(campaign));
  const { unchanged, problems, reassigned, elsewhere } = whole.check;
  const counts = new URLSearchParams({
    travail: outcome.work.workId,
    inchangees: String(unchanged.length),
    ecartees: String(rowsOf(problems) + (isConfirmed ? 0 : reassigned.length)),
    ailleurs: String(elsewhere),
    ecrits: String(told),
  });
  return redirect(`${campaignPath(campaign)}?${counts}`);
};

/** The file is not to be imported: it waits no more. */
export const submitDropImport = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  const { importId = '' } = visit.request.params;
  const outcome = await dropImport(visit.acting, campaign.campaignId, importId);
  if (outcome.kind === 'refused') return notAllowedPage(onlyManagersImport, campaignPath(campaign));
  return outcome.kind === 'gone' ? fileGone(visit, campaign) : redirect('/console?fait=fichier');
};

/** The rows that cannot be taken, in their own columns with the reason beside each. */
export const downloadRejectedRows = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return notAllowedPage(onlyManagersImport, campaignPath(campaign));
  const checked = await checkedOf(visit, campaign);
  if (!checked) return fileGone(visit, campaign);
  const { check, read } = checked;
  const reasons = Map.groupBy(check.problems, ({ row }) => row);
  const rows = read.rows.flatMap((one) => {
    const found = reasons.get(one.row);
    return found ? [{ ...one, reasons: found.map(({ column, message }) => `${column} : ${message}`) }] : [];
  });
  return file({
    bytes: rejectedRowsCsv(read.headers, rows),
    contentType: 'text/csv; charset=utf-8',
    filename: 'lignes-a-corriger.csv',
  });
};

const checkedOf = ({ acting, institution, request }: Visit, campaign: Campaign) =>
  checkedImport(acting, institution, campaign, request.params.importId ?? '');

/** One row may be a late stage; a file of them is another campaign's. */
const isMostlyOfOtherDates = ({ otherDates, added, changed, unchanged }: ImportCheck): boolean =>
  otherDates.length > 0 && otherDates.length * 2 >= added.length + changed.length + unchanged.length;

const rowsOf = (problems: ImportCheck['problems']): number => new Set(problems.map(({ row }) => row)).size;

const fileGone = (visit: Visit, campaign: Campaign): PageResponse =>
  html(
    <ConsolePage visit={visit} title="Fichier expiré" trail={campaignTrail(visit, campaign)} wide={false}>
      <h1>Ce fichier n’est plus disponible</h1>
      <p>Un fichier est gardé un jour entre sa vérification et son import. Déposez-le de nouveau.</p>
      <p class="actions">
        <a class="button" href={`${campaignPath(campaign)}/import`}>
          Déposer le fichier
        </a>
      </p>
    </ConsolePage>,
    { status: 404 },
  );

/** The students of the campaign that this file was made of, if it was. */
const carriedFrom = async (visit: Visit, to: Campaign): Promise<LeftOutProps | undefined> => {
  const wanted = visit.request.query.get('reprise');
  const from = wanted
    ? (await campaignsToCarry(visit, to)).find(({ campaignId }) => campaignId === wanted)
    : undefined;
  const students = from && (await studentsToCarry(visit.acting, { from, to }));
  return students && { from, students, visit };
};

type LeftOutProps = {
  visit: Visit;
  from: Campaign;
  students: NonNullable<Awaited<ReturnType<typeof studentsToCarry>>>;
};

/** Whom the file that another campaign was made into does not hold, and whose tutor could not be reached there. */
const LeftOut = ({
  visit: { institution },
  from,
  students: { carried, cancelled, present },
}: LeftOutProps) => {
  const unreached = carried.filter(({ tutor, undelivered = [] }) =>
    undelivered.some(({ recipient, reason }) => recipient === tutor.email && isRefusal(reason)),
  );
  const title = campaignTitle(institution, from);
  return (
    <>
      {cancelled.length + present.length > 0 && (
        <Notice tone="info" title={`Non repris de ${title}`}>
          <ul>
            {cancelled.length > 0 && (
              <li>
                {counted(cancelled.length, 'stage annulé', 'stages annulés')} :{' '}
                {named(cancelled.map(studentName))}
              </li>
            )}
            {present.length > 0 && (
              <li>
                {counted(
                  present.length,
                  'étudiant·e déjà dans cette campagne',
                  'étudiant·es déjà dans cette campagne',
                )}
                {' : '}
                {named(present.map(studentName))}
              </li>
            )}
          </ul>
        </Notice>
      )}
      {unreached.length > 0 && (
        <Notice tone="warning" title="Adresses qui ont refusé un courriel">
          <p>
            {named(unreached.map((one) => `${tutorName(one)} (${one.tutor.email})`))}. Corrigez-les après
            l’import, avant de lancer.
          </p>
        </Notice>
      )}
    </>
  );
};

/** So many are named; of more it is said that there are. */
const mostNamed = 30;
const named = (names: readonly string[]): string =>
  names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(', ')} et ${counted(names.length - mostNamed, 'autre')}`
    : listed(names);

type PreviewProps = {
  visit: Visit;
  campaign: Campaign;
  checked: CheckedImport;
  /** Of the domains of its addresses, where that was asked. */
  states?: ReadonlyMap<string, DomainState> | undefined;
  carried?: LeftOutProps | undefined;
  isDatesUnconfirmed?: boolean;
  isOvertaken?: boolean;
};

const Preview = (props: PreviewProps) => {
  const { visit, campaign, checked, states, carried } = props;
  const { isDatesUnconfirmed = false, isOvertaken = false } = props;
  const { added, changed, unchanged, problems, warnings, elsewhere } = checked.check;
  const wrong = rowsOf(problems);
  return (
    <ConsolePage visit={visit} title="Vérifier l’import" trail={campaignTrail(visit, campaign)}>
      <h1>Vérifier l’import</h1>
      <p class="lead">Fichier « {checked.filename} ». Rien n’est encore enregistré.</p>
      {carried && <LeftOut {...carried} />}
      <ul class="tally">
        <li>
          <strong>{added.length}</strong> à ajouter
        </li>
        <li>
          <strong>{changed.length}</strong> à modifier
        </li>
        <li>
          <strong>{unchanged.length}</strong> sans changement
        </li>
        <li class={wrong > 0 ? 'wrong' : undefined}>
          <strong>{wrong}</strong> à corriger
        </li>
      </ul>
      {elsewhere > 0 && (
        <p class="muted">
          {counted(elsewhere, 'ligne concerne', 'lignes concernent')} d’autres sites que les vôtres : leur
          scolarité s’en charge.
        </p>
      )}
      {isOvertaken && (
        <Notice tone="warning" title="La campagne a changé depuis votre vérification">
          <p>
            Rien n’a été importé. Voici ce que ce fichier changerait maintenant : relisez-le avant de
            confirmer.
          </p>
        </Notice>
      )}
      {isDatesUnconfirmed && (
        <Notice tone="error" title="Rien n’a été importé">
          <p>Cochez la case qui confirme les dates, ou déposez un autre fichier.</p>
        </Notice>
      )}
      <ConfirmForm {...{ visit, campaign, checked, wrong }} isCarried={carried !== undefined} />
      <StillCancelled checked={checked} />
      <form method="post" action={`${visit.request.path}/abandon`}>
        <CsrfInput token={visit.csrf} />
        <button class="link" type="submit">
          Ne pas importer ce fichier
        </button>{' '}
        <span class="muted">Rien n’est enregistré, et il n’attend plus dans « À traiter ».</span>
      </form>
      <Findings
        title="À corriger dans le fichier"
        findings={problems}
        caption="Lignes qui ne peuvent pas être importées"
      />
      <PrivateAddresses visit={visit} checked={checked} />
      <DomainNotice visit={visit} check={checked.check} states={states} />
      <Findings title="À vérifier" findings={warnings} caption="Remarques qui n’empêchent pas l’import" />
      <Changed {...checked} />
      <Added visit={visit} rows={added} />
    </ConsolePage>
  );
};

type ConfirmProps = {
  visit: Visit;
  campaign: Campaign;
  checked: CheckedImport;
  wrong: number;
  isCarried: boolean;
};

const ConfirmForm = ({ visit: { request, csrf }, campaign, checked, wrong, isCarried }: ConfirmProps) => {
  const { check, existing } = checked;
  const good = check.added.length + check.changed.length;
  const people = peopleWrittenTo(check.changed, existing);
  const again = `${campaignPath(campaign)}/import`;
  if (good === 0)
    return (
      <Notice
        tone={wrong > 0 ? 'warning' : 'info'}
        title={wrong > 0 ? 'Aucune ligne ne peut être importée' : 'Ce fichier ne change rien'}
      >
        <p>
          {wrong === 0 && 'Toutes ses affectations sont déjà dans la campagne, à l’identique.'}
          {wrong > 0 &&
            (isCarried
              ? 'Corrigez ces affectations dans l’autre campagne, puis reprenez-la. '
              : 'Corrigez le fichier dans votre tableur, enregistrez-le, puis déposez-le de nouveau. ')}
          {wrong > 0 && <RejectedRowsLink previewPath={request.path} />}
        </p>
        <p class="actions">
          <a class="button" href={wrong > 0 ? again : campaignPath(campaign)}>
            {wrong > 0 ? 'Déposer un autre fichier' : 'Revenir à la campagne'}
          </a>
        </p>
      </Notice>
    );
  return (
    <form method="post" action={request.path}>
      <CsrfInput token={csrf} />
      <input type="hidden" name="vu" value={checkMark(check)} />
      {wrong > 0 && (
        <p>
          Vous pouvez importer les bonnes lignes tout de suite, et les autres plus tard dans un fichier
          corrigé. <RejectedRowsLink previewPath={request.path} />
        </p>
      )}
      <OtherDates campaign={campaign} check={check} />
      <Reassigned checked={checked} />
      {people === 0 && <p>Aucun courriel ne part pour cet import.</p>}
      {people > 0 && (
        <p>
          <strong>{counted(people, 'personne recevra', 'personnes recevront')}</strong> un courriel qui leur
          dit ce qui change.
        </p>
      )}
      <p class="actions">
        <button type="submit">
          {good === 1 ? 'Importer la ligne correcte' : `Importer les ${good} lignes correctes`}
          {people > 0 && ` et écrire à ${counted(people, 'personne')}`}
        </button>
        <a class="button secondary" href={again}>
          Déposer un autre fichier
        </a>
        <a href={campaignPath(campaign)}>Annuler</a>
      </p>
    </form>
  );
};

const RejectedRowsLink = ({ previewPath }: { previewPath: string }) => (
  <a href={`${previewPath}/lignes-a-corriger.csv`}>Télécharger les lignes à corriger</a>
);

const OtherDates = ({ campaign, check }: { campaign: Campaign; check: ImportCheck }) => {
  const { otherDates } = check;
  const [first] = otherDates;
  if (!first) return null;
  return (
    <Notice
      tone="warning"
      title={`${counted(otherDates.length, 'stage n’est pas', 'stages ne sont pas')} aux dates de cette campagne`}
    >
      <p>
        La campagne va {periodsLabel(campaign.periods)} ; la ligne {first.row}, par exemple, va{' '}
        {periodsLabel(first.facts.periods)}. Est-ce le bon fichier ?
      </p>
      {isMostlyOfOtherDates(check) && (
        <p>
          <label class="choice">
            <input type="checkbox" name="dates" value="oui" required /> C’est le bon fichier : importer ces
            stages dans cette campagne
          </label>
        </p>
      )}
    </Notice>
  );
};

const Reassigned = ({ checked: { check, existing } }: { checked: CheckedImport }) => {
  const { reassigned } = check;
  if (reassigned.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title={`${counted(reassigned.length, 'numéro changerait', 'numéros changeraient')} de personne`}
    >
      <p>
        Un décalage de lignes dans le tableau, peut-être. Sans confirmation, ces lignes sont laissées de côté.
      </p>
      <ul>
        {reassigned.slice(0, shownRows).map(({ row, facts }) => {
          const before = existing.find(({ studentNumber }) => studentNumber === facts.studentNumber);
          return (
            <li key={facts.studentNumber}>
              Ligne {row}, {facts.studentNumber} : {before && studentName(before)} deviendrait{' '}
              <strong>{studentName(facts)}</strong>
            </li>
          );
        })}
      </ul>
      <p>
        <label class="choice">
          <input type="checkbox" name="personnes" value="oui" /> Ces étudiant·es ont bien changé : remplacer
        </label>
      </p>
    </Notice>
  );
};

/** A file brings no cancelled stage back: whoever does not mean that is told. */
const StillCancelled = ({ checked }: { checked: CheckedImport }) => {
  const { changed, unchanged } = checked.check;
  const ofFile = new Set([...changed, ...unchanged].map(({ facts }) => facts.studentNumber));
  const cancelled = checked.existing.filter(
    ({ status, studentNumber }) => status === 'cancelled' && ofFile.has(studentNumber),
  );
  if (cancelled.length === 0) return null;
  return (
    <Notice
      tone="info"
      title={`${counted(cancelled.length, 'stage de ce fichier est annulé, et le reste', 'stages de ce fichier sont annulés, et le restent')}`}
    >
      <p>« Rétablir le stage », sur sa page, le fait reprendre :</p>
      <ul>
        {cancelled.slice(0, shownRows).map((one) => (
          <li key={one.studentNumber}>
            <a href={stagePath(one)}>{studentName(one)}</a>
          </li>
        ))}
      </ul>
      <Rest total={cancelled.length} />
    </Notice>
  );
};

const Rest = ({ total }: { total: number }) =>
  total > shownRows ? (
    <p class="muted">… et {counted(total - shownRows, 'autre ligne', 'autres lignes')}.</p>
  ) : null;

type FindingsProps = { title: string; caption: string; findings: ImportCheck['problems'] };

const Findings = ({ title, caption, findings }: FindingsProps) =>
  findings.length === 0 ? null : (
    <section class="card">
      <h2>{title}</h2>
      <table class="stacked">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            <th scope="col">Colonne</th>
            <th scope="col">Remarque</th>
          </tr>
        </thead>
        <tbody>
          {findings.slice(0, shownRows).map(({ row, column, message, suggestion }) => (
            <tr key={`${row} ${column} ${message}`}>
              <th scope="row">
                <span class="only-small">Ligne </span>
                {row}
              </th>
              <td data-label="Colonne">
                <code>{column}</code>
              </td>
              <td data-label="Remarque">
                {message}
                {suggestion && (
                  <span class="suggestion">
                    Peut-être : <strong>{suggestion}</strong>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest total={findings.length} />
    </section>
  );

const Changed = ({ check: { changed }, existing }: CheckedImport) =>
  changed.length === 0 ? null : (
    <section class="card">
      <h2>À modifier</h2>
      <table class="stacked">
        <caption>Affectations que ce fichier corrige</caption>
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            <th scope="col">Étudiant·e</th>
            <th scope="col">Changements</th>
          </tr>
        </thead>
        <tbody>
          {changed.slice(0, shownRows).map(({ row, facts, changes }) => {
            const before = existing.find(({ studentNumber }) => studentNumber === facts.studentNumber);
            return (
              <tr key={facts.studentNumber}>
                <td data-label="Ligne">{row}</td>
                <th scope="row">{studentName(facts)}</th>
                <td data-label="Changements">
                  <ChangeList changes={changes} />
                  <CorrectionEffect before={before} facts={facts} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Rest total={changed.length} />
    </section>
  );

const Added = ({ visit: { institution }, rows }: { visit: Visit; rows: readonly CheckedRow[] }) =>
  rows.length === 0 ? null : (
    <section class="card">
      <h2>À ajouter</h2>
      <p>
        {listed(
          institution.sites
            .map(({ siteId, name }) => ({
              name,
              count: rows.filter(({ facts }) => facts.siteId === siteId).length,
            }))
            .filter(({ count }) => count > 0)
            .map(({ name, count }) => `${name} : ${count}`),
        )}
      </p>
      <table class="stacked">
        <caption>Affectations nouvelles</caption>
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            <th scope="col">Étudiant·e</th>
            <th scope="col">Tuteur ou tutrice</th>
            <th scope="col">École</th>
            <th scope="col">Site</th>
            <th scope="col">Dates</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownRows).map(({ row, facts }) => (
            <tr key={facts.studentNumber}>
              <td data-label="Ligne">{row}</td>
              <th scope="row">{studentName(facts)}</th>
              <td data-label="Tuteur ou tutrice">{tutorName(facts)}</td>
              <td data-label="École">
                {facts.school.name}, {facts.school.town}
              </td>
              <td data-label="Site">{siteName(institution, facts.siteId)}</td>
              <td data-label="Dates">{periodsLabel(facts.periods)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest total={rows.length} />
    </section>
  );
