import type { Campaign } from '../../../schemas/campaign.ts';
import { carryPlacements } from '../../actions/carry-placements.ts';
import { mostExported } from '../../actions/export-placements.ts';
import { keepImport } from '../../actions/keep-import.ts';
import { importTemplate } from '../../documents/import-template.ts';
import { readSpreadsheet } from '../../documents/spreadsheet.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { isRequired } from '../../domain/import/import-columns.ts';
import { mayManage } from '../../domain/rights.ts';
import { importScript } from '../assets/assets.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { FileField } from '../components/field.tsx';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { file, html, type PageResponse, redirect } from '../responses.ts';
import { CarryOver, campaignsToCarry } from './carry-over.tsx';
import { ConsolePage } from './console-page.tsx';
import { importColumns } from './import-columns.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import type { Visit } from './visit.ts';
import { campaignTrail, visitedCampaign } from './visited-campaign.ts';
import { campaignPath, counted } from './wording.ts';

/** A function's request holds 6 MB, and the file travels in base64: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const maxUploadBytes = 4_000_000;
/** With what a form puts around it. */
export const uploadLimits: BodyLimits = { bytes: maxUploadBytes + 700_000, fields: 10, files: true };
const tooLarge =
  'Ce fichier dépasse 4 Mo. Un fichier d’affectations est bien plus petit : vérifiez que c’est le bon.';

export const onlyManagersImport = 'Seules l’administration et la scolarité importent des affectations.';

export const showImport = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return notAllowedPage(onlyManagersImport, campaignPath(campaign));
  const offered = await campaignsToCarry(visit, campaign);
  return html(<ImportForm visit={visit} campaign={campaign} offered={offered} />);
};

const refusedImport = (visit: Visit, campaign: Campaign): Promise<PageResponse> =>
  refusedAct(visit, 'importKept', campaign, notAllowedPage(onlyManagersImport, campaignPath(campaign)));

/** Keeps the file and leads to its preview. No placement is touched. */
export const submitImport = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return refusedImport(visit, campaign);
  const offered = await campaignsToCarry(visit, campaign);
  const again = (message: string) =>
    html(
      <ImportForm
        visit={visit}
        campaign={campaign}
        offered={offered}
        problem={{ field: 'fichier', message }}
      />,
      { status: 422 },
    );
  const { fichier } = visit.request.files;
  // A form sent without choosing a file holds an empty one without a name.
  if (!fichier || (fichier.filename === '' && fichier.bytes.length === 0))
    return again('Choisissez d’abord le fichier à importer.');
  if (fichier.bytes.length > maxUploadBytes) return again(tooLarge);
  const read = await readSpreadsheet(fichier.bytes, fichier.filename);
  if (read.kind === 'unreadable') return again(read.message);
  const kept = await keepImport(visit.acting, campaign.campaignId, {
    filename: fichier.filename.slice(0, 200),
    bytes: fichier.bytes,
  });
  return kept.kind === 'refused'
    ? notAllowedPage(onlyManagersImport, campaignPath(campaign))
    : redirect(`${campaignPath(campaign)}/import/${kept.importId}`);
};

/** Another campaign's placements as a file to look at. No placement is touched. */
export const submitCarryOver = async (visit: Visit): Promise<PageResponse> => {
  const to = await visitedCampaign(visit);
  if (!to) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return refusedImport(visit, to);
  const { acting, institution, request } = visit;
  const offered = await campaignsToCarry(visit, to);
  const again = (problem: string) =>
    html(
      <ImportForm
        visit={visit}
        campaign={to}
        offered={offered}
        problem={{ field: 'campagne', message: problem }}
      />,
      {
        status: 422,
      },
    );
  const from = offered.find(({ campaignId }) => campaignId === fieldValue(request.form, 'campagne'));
  if (!from) return again('Choisissez le stage à reprendre.');
  const label = stageLabel(institution, from);
  const columns = importColumns(institution).map(({ name }) => name);
  const carried = await carryPlacements(
    acting,
    institution,
    { from, to },
    columns,
    `reprise de ${label}.csv`,
  );
  switch (carried.kind) {
    case 'refused':
      return notAllowedPage(onlyManagersImport, campaignPath(to));
    case 'tooMany':
      return again(
        `Ces campagnes comptent plus de ${counted(mostExported, 'affectation')} : exportez la liste de ${label} site par site, puis importez-la ici.`,
      );
    case 'nothing':
      return again(
        carried.present > 0
          ? `Rien à reprendre : les étudiants de ${label} sont déjà dans cette campagne.`
          : `Rien à reprendre : ${label} n’a aucune affectation en cours sur vos sites.`,
      );
    case 'kept':
      return redirect(
        `${campaignPath(to)}/import/${carried.importId}?${new URLSearchParams({ reprise: from.campaignId })}`,
      );
  }
};

type FormProps = {
  visit: Visit;
  campaign: Campaign;
  /** From which its students and tutors may be taken over. */
  offered: readonly Campaign[];
  problem?: { field: 'fichier' | 'campagne'; message: string };
};

/** Both ways to a campaign's placements: a file, or another campaign. */
const ImportForm = ({ visit, campaign, offered, problem }: FormProps) => (
  <ConsolePage
    visit={visit}
    title={titleOf('Importer des affectations', problem !== undefined)}
    here="Import"
    trail={campaignTrail(visit, campaign)}
    wide={false}
    scripts={[importScript]}
  >
    <h1>Importer des affectations</h1>
    <p class="lead">
      Vous verrez ce que contient le fichier avant que quoi que ce soit ne soit enregistré. Un import n’envoie
      aucun courriel
      {campaign.status === 'launched' ? ' aux nouvelles affectations tant que vous ne les démarrez pas' : ''}.
    </p>
    <ErrorSummary
      title={
        problem?.field === 'campagne'
          ? 'La reprise n’a pas pu être préparée'
          : 'Ce fichier n’a pas pu être lu'
      }
      problems={problem ? [problem] : []}
    />
    <FileForm
      visit={visit}
      campaign={campaign}
      problem={problem?.field === 'fichier' ? problem.message : undefined}
    />
    <CarryOver visit={visit} campaign={campaign} offered={offered} />
    <FileContents visit={visit} />
  </ConsolePage>
);

type FileFormProps = { visit: Visit; campaign: Campaign; problem: string | undefined };

const FileForm = ({ visit, campaign, problem }: FileFormProps) => (
  <form class="card" method="post" action={`${campaignPath(campaign)}/import`} enctype="multipart/form-data">
    <CsrfInput token={visit.csrf} />
    <FileField
      name="fichier"
      label="Fichier des affectations"
      hint="Excel (.xlsx) ou CSV, 4 Mo au plus"
      error={problem}
      accept=".csv,.xlsx,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      limit={{ bytes: maxUploadBytes, tooLarge }}
    />
    <p class="actions">
      <button type="submit">Vérifier le fichier</button>
      <a href={campaignPath(campaign)}>Annuler</a>
    </p>
  </form>
);

const FileContents = ({ visit }: Pick<FormProps, 'visit'>) => (
  <section class="card">
    <h2>Ce que le fichier doit contenir</h2>
    <p>
      Une ligne de titres, puis une ligne par étudiant·e. L’ordre des colonnes, les accents et les majuscules
      des titres ne comptent pas ; les lignes vides, et un titre au-dessus du tableau, sont ignorés. Les noms
      usuels sont compris aussi : « Prénom », « Mail étudiant », « N° étudiant »…
    </p>
    <p>
      <a class="button secondary" href="/console/modele-affectations.xlsx" download>
        Télécharger un modèle à remplir (Excel)
      </a>
    </p>
    <details>
      <summary>Voir toutes les colonnes</summary>
      <table class="stacked">
        <caption>Colonnes du fichier</caption>
        <thead>
          <tr>
            <th scope="col">Colonne</th>
            <th scope="col">Contenu</th>
            <th scope="col">Obligatoire</th>
          </tr>
        </thead>
        <tbody>
          {importColumns(visit.institution).map(({ name, content }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td data-label="Contenu">{content}</td>
              <td data-label="Obligatoire">{isRequired(name) ? 'oui' : 'non'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  </section>
);

/** An empty table to fill in, in the format that registrars work in. */
export const downloadTemplate = async ({ institution }: Visit): Promise<PageResponse> =>
  file({
    bytes: await importTemplate(importColumns(institution).map(({ name }) => name)),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    filename: 'modele-affectations.xlsx',
  });
