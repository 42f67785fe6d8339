import { mailableAddress } from '../../../schemas/institution.ts';
import type { Institute } from '../../../schemas/programme.ts';
import { askForLink } from '../../actions/ask-for-link.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { failure, logger } from '../../observability/logger.ts';
import { countEvent } from '../../observability/metrics.ts';
import { keptStore } from '../../store/store.ts';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { TextField } from '../components/field.tsx';
import { Page } from '../page.tsx';
import { fieldValue, type PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';

const invalidAddress = ({
  programme: {
    addressDomains: [domain = 'ecole.example'],
  },
}: Institute): string => `Indiquez votre adresse électronique complète, par exemple prenom.nom@${domain}`;

const institutionOf = (env: TutorEnvironment): Promise<Institute> =>
  keptStore(env.TABLE_NAME).institutions.get();

const form = (institution: Institute, email: string, error?: string): PageResponse =>
  html(
    <Page title={titleOf('Recevoir un nouveau lien', error !== undefined)} institution={institution}>
      <ErrorSummary
        title="L’adresse est à corriger"
        problems={error ? [{ field: 'email', message: error }] : []}
      />
      <h1>Recevoir un nouveau lien</h1>
      <p>
        Indiquez l’adresse électronique à laquelle {institution.programme.words.institute.the} vous écrit. Le
        lien vers vos comptes-rendus ou vers vos stages vous y sera envoyé.
      </p>
      <form method="post" action="/lien" noValidate class="card">
        <TextField
          name="email"
          type="email"
          autocomplete="email"
          label="Votre adresse électronique"
          value={email}
          error={error}
        />
        <button type="submit">Envoyer le lien</button>
      </form>
    </Page>,
    { status: error ? 422 : 200 },
  );

export const newLinkPage = (env: TutorEnvironment) => async (): Promise<PageResponse> =>
  form(await institutionOf(env), '');

/**
 * The answer says nothing about who is known here, nor does the time it takes: who is, is looked up afterwards. No CSRF token:
 * whoever makes somebody post this has a link mailed to its owner, three times a day at most.
 */
export const askForNewLink =
  (env: TutorEnvironment) =>
  async ({ form: fields, now, requestId, client }: PageRequest): Promise<PageResponse> => {
    const typed = fieldValue(fields, 'email').trim();
    const email = mailableAddress.safeParse(typed);
    if (!email.success) {
      const institution = await institutionOf(env);
      return form(institution, typed, invalidAddress(institution));
    }
    await countEvent('LinkAsked');
    try {
      await askForLink(env.MAIL_LINK_ARN, { email: email.data, now, requestId, client });
    } catch (error) {
      // An error page would say that the address is known.
      logger.error('a new link could not be handed over', { requestId, ...failure(error) });
    }
    return html(
      <Page title="Lien envoyé">
        <h1>Consultez votre messagerie</h1>
        <p>
          Si cette adresse est celle d’un tuteur, d’une tutrice ou d’un ou d’une stagiaire, un lien part à
          cette adresse (trois par jour au plus). Il arrive en quelques minutes&nbsp;; pensez à regarder dans
          les courriers indésirables.
        </p>
        <p>
          Rien n’arrive&nbsp;? <a href="/lien">Vérifiez l’adresse et recommencez</a>, ou écrivez au
          gestionnaire de scolarité de votre site.
        </p>
      </Page>,
    );
  };
